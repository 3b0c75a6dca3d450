package io.github.camelpop3x.examples.effectivelyonce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example in its shortest form, and what its settings refuse. */
class EffectivelyOnceTest {

    @Test
    void eachMessageIsOneRowThoughTheProcessWasKilled(@TempDir Path folder) throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

        Verdict verdict = new Ordeal(new Settings(30, 2, 7), folder.resolve("route.log"), out).run();

        assertThat(verdict).isEqualTo(new Verdict(30, 2, 30, verdict.emittedTwice(), 0));
        assertThat(said.toString(StandardCharsets.UTF_8))
                .containsPattern("kill 1: \\d+ rows, \\d+ messages left")
                .containsPattern("kill 2: \\d+ rows, \\d+ messages left")
                .contains("drained: 30 rows, 0 messages left");
    }

    @Test
    void aRowTooManyOrTooFewIsNoSuccess() {
        assertThat(new Verdict(60, 2, 60, 1, 0).isGood()).isTrue();
        assertThat(new Verdict(60, 2, 59, 1, 1).isGood()).isFalse();
        assertThat(new Verdict(60, 2, 61, 1, 0).isGood()).isFalse();
        assertThat(new Verdict(60, 2, 60, 1, 1).isGood()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "messages, 9, option effectively-once.messages must be from 10 to 999999",
        "messages, many, option effectively-once.messages must be a number",
        "kills, 51, option effectively-once.kills must be from 1 to a tenth of the messages",
        "kills, 0, option effectively-once.kills must be from 1 to a tenth of the messages",
        "seed, x, option effectively-once.seed must be a number",
    })
    void aSettingThatCannotBeIsNamed(String name, String value, String error) {
        Properties properties = new Properties();
        properties.setProperty("effectively-once." + name, value);

        assertThatThrownBy(() -> Settings.of(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(error);
    }
}
