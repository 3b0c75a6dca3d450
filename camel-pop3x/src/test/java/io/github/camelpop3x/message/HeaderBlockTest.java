package io.github.camelpop3x.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.message.mime.HeaderText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Header sections that nobody writes in good faith; the usual ones are in ExchangeTest. */
class HeaderBlockTest {

    private static final String WORD = "=?utf-8?Q?=C3=BC?= ";

    private static HeaderBlock read(String header) throws IOException {
        return HeaderBlock.read(new ByteArrayInputStream(header.getBytes(US_ASCII)));
    }

    @Test
    void encodedWordsAreDecodedUpToABound() throws IOException {
        String most = WORD.repeat(HeaderText.MAX_WORDS).strip();
        HeaderBlock block = read("A: " + most + "\r\nB: " + WORD.strip() + "\r\nC: plain\r\n\r\n");
        assertThat(block.fields().get("A")).isEqualTo(List.of("\u00fc".repeat(HeaderText.MAX_WORDS)));
        assertThat(block.fields().get("B")).isEqualTo(List.of(WORD.strip()));
        assertThat(block.fields().get("C")).isEqualTo(List.of("plain"));
    }

    @Test
    void beginningsWithoutAnEndCostNoTime() {
        String header = ("Subject: " + "=?".repeat(1_000) + "\r\n").repeat(250) + "\r\n";
        HeaderBlock block = Assertions.assertTimeout(Duration.ofSeconds(2), () -> read(header));
        assertThat(block.fields().get("Subject")).hasSize(250);
    }
}
