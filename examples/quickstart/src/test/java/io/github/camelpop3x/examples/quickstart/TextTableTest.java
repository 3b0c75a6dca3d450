package io.github.camelpop3x.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void keepsItsColumnsStraightWhateverTheMailsSay() {
        String table = TextTable.of(List.of(
                arrival(1, "ada@example.org", "灯台の写真"),
                arrival(2, "山田花子", "a subject with\r\n a fold and \u001b\u009b[31mcolour"),
                arrival(3, "", "x".repeat(1000))));

        List<String> lines = table.lines().toList();
        assertThat(lines)
                .containsExactly(
                        "",
                        "  no  uid  size   from             subject                                       file",
                        "  1   u1   1,234  ada@example.org  灯台の写真                                    1.eml",
                        "  2   u2   1,234  山田花子         a subject with a fold and [31mcolour          2.eml",
                        "  3   u3   1,234                   " + "x".repeat(43) + "…  3.eml");
    }

    @Test
    void isNotThereWhenNothingArrived() {
        assertThat(TextTable.of(List.of())).isEmpty();
    }

    private static Arrival arrival(int number, String from, String subject) {
        return new Arrival(number, "u" + number, 1234, "", from, subject, Path.of("out", number + ".eml"));
    }
}
