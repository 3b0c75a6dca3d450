package io.github.camelpop3x.client.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @Test
    void aLineIsVerbAndArgumentsWithOneBlankBetweenAndCrlf() {
        assertThat(sent(CommandLine.of("QUIT"))).isEqualTo("QUIT\r\n");
        assertThat(sent(CommandLine.of("TOP", 12, 0))).isEqualTo("TOP 12 0\r\n");
        assertThat(sent(CommandLine.of("USER", "joe smith"))).isEqualTo("USER joe smith\r\n");
        assertThat(sent(CommandLine.of("USER", "jürgen"))).isEqualTo("USER jürgen\r\n");
        assertThat(sent(CommandLine.secret("PASS", " with blanks "))).isEqualTo("PASS  with blanks \r\n");
    }

    @Test
    void lengthCountsOctets() {
        assertThat(CommandLine.of("NOOP").length()).isEqualTo(6);
        assertThat(CommandLine.of("USER", "ü").length()).isEqualTo(9);
    }

    @Test
    void aSecretIsSentButNotShown() {
        CommandLine pass = CommandLine.secret("PASS", "sesame");
        assertThat(sent(pass)).isEqualTo("PASS sesame\r\n");
        assertThat(pass).hasToString("PASS ***");
        assertThat(pass.verb()).isEqualTo("PASS");

        CommandLine apop = CommandLine.secret("APOP joe smith", "c4c9334b");
        assertThat(sent(apop)).isEqualTo("APOP joe smith c4c9334b\r\n");
        assertThat(apop).hasToString("APOP joe smith ***");
        assertThat(apop.verb()).isEqualTo("APOP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"joe\rDELE 1", "joe\nDELE 1", "joe\r\nDELE 1", "joe\0", "\n", "joe\r\n"})
    void case18_anArgumentCannotEndTheLine(String argument) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandLine.of("USER", argument))
                .withMessageContaining("USER")
                .withMessageContaining("CR, LF or NUL");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandLine.secret("APOP " + argument, "digest"))
                .withMessageContaining("CR, LF or NUL");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandLine.secret("PASS", argument))
                .withMessageContaining("PASS")
                .withMessageContaining("CR, LF or NUL")
                .withMessageNotContaining("joe");
    }

    @Test
    void theLongestLineHas255OctetsWithCrlf() {
        String longest = "x".repeat(CommandLine.MAX_OCTETS - "USER \r\n".length());
        assertThat(CommandLine.of("USER", longest).length()).isEqualTo(255);
        assertThat(CommandLine.secret("PASS", longest).length()).isEqualTo(255);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandLine.of("USER", longest + "x"))
                .withMessageContaining("USER")
                .withMessageContaining("255 octets");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandLine.secret("PASS", longest + "x"))
                .withMessageContaining("PASS")
                .withMessageNotContaining("xx");
        assertThatIllegalArgumentException()
                .as("octets count, not characters")
                .isThrownBy(() -> CommandLine.of("USER", "ü".repeat(125)));
    }

    private static String sent(CommandLine command) {
        return new String(command.octets(), UTF_8);
    }
}
