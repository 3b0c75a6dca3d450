package io.github.camelpop3x.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrendTest {

    private static final List<Double> DECADES = List.of(1.0, 10.0, 100.0, 1_000.0);

    @Test
    void theExponentIsThatOfTheLastThreePoints() {
        Trend linear = new Trend(DECADES, List.of(50.0, 60.0, 600.0, 6_000.0));
        assertThat(linear.exponent()).isEqualTo(1, within(1e-9));
        assertThat(linear.sentence("time")).isEqualTo("- time grows with exponent 1.00\n");
        Trend quadratic = new Trend(DECADES, List.of(1.0, 1.0, 100.0, 10_000.0));
        assertThat(quadratic.sentence("time")).isEqualTo("- time grows with exponent 2.00: WORSE THAN LINEAR\n");
    }

    @Test
    void fewPointsOrANoughtAreNoTrend() {
        assertThat(new Trend(List.of(1.0, 10.0), List.of(1.0, 10.0)).sentence("time"))
                .isEmpty();
        assertThat(new Trend(List.of(0.0, 2.0, 10.0), List.of(1.0, 1.0, 1.0)).sentence("time"))
                .isEmpty();
        assertThat(new Trend(List.of(), List.of()).sentenceOfCounts("round trips"))
                .isEmpty();
    }

    @Test
    void countsAreConstantIfTheyDifferByOne() {
        assertThat(new Trend(DECADES, List.of(7.0, 7.0, 7.0, 7.0)).sentenceOfCounts("round trips"))
                .isEqualTo("- round trips: constant, 7.00\n");
        assertThat(new Trend(DECADES, List.of(7.0, 8.0, 7.0, 8.0)).sentenceOfCounts("round trips"))
                .isEqualTo("- round trips: constant, 7.00 to 8.00\n");
        assertThat(new Trend(DECADES, List.of(7.0, 10.0, 100.0, 1_000.0)).sentenceOfCounts("round trips"))
                .isEqualTo("- round trips: NOT CONSTANT, 7.00 to 1,000, with exponent 1.00\n");
    }
}
