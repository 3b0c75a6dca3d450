package io.github.camelpop3x.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void threeDigitsCount() {
        assertThat(Numbers.plain(0)).isEqualTo("0");
        assertThat(Numbers.plain(0.1494)).isEqualTo("0.149");
        assertThat(Numbers.plain(3.456)).isEqualTo("3.46");
        assertThat(Numbers.plain(34.56)).isEqualTo("34.6");
        assertThat(Numbers.plain(3456)).isEqualTo("3,456");
    }

    @Test
    void octetsHaveTheUnitThatFits() {
        assertThat(Numbers.octets(999)).isEqualTo("999 B");
        assertThat(Numbers.octets(1_000)).isEqualTo("1.00 kB");
        assertThat(Numbers.octets(1_500_000)).isEqualTo("1.50 MB");
        assertThat(Numbers.octets(2e9)).isEqualTo("2.00 GB");
    }
}
