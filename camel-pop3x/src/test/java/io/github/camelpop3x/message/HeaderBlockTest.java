package io.github.camelpop3x.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.message.mime.HeaderText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
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
    void beginningsWithoutAnEndCountTowardsTheBound() throws IOException {
        String field = "Subject: " + WORD + "=?".repeat(HeaderText.MAX_WORDS / 2) + "\r\n";
        HeaderBlock block = read(field.repeat(200) + "\r\n");
        assertThat(block.fields().get("Subject"))
                .hasSize(200)
                .filteredOn(subject -> subject.startsWith("\u00fc"))
                .as("decoded, which takes the square of the beginnings")
                .hasSize(1);
    }
}
