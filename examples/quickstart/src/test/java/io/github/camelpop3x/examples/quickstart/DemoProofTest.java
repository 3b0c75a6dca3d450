package io.github.camelpop3x.examples.quickstart;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration proves something only if its proof can fail. */
class DemoProofTest {

    private static final byte[] BYTES = "Subject: tea\r\n\r\nAt five.\r\n".getBytes(US_ASCII);
    private static final SampleMail SENT = new SampleMail("plain text", "<1@example.org>", "tea", BYTES);

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = Files.write(directory.resolve("1.eml"), BYTES);
    }

    @Test
    void acceptsWhatArrivedAsSent() {
        assertThatCode(() -> DemoProof.check(List.of(SENT), List.of(arrival("tea"))))
                .doesNotThrowAnyException();
    }

    @Test
    void findsAMissingMail() {
        assertThatThrownBy(() -> DemoProof.check(List.of(SENT), List.of()))
                .hasMessage("the mail 'plain text' arrived 0 times.");
    }

    @Test
    void findsAMailThatCameTwice() {
        assertThatThrownBy(() -> DemoProof.check(List.of(SENT), List.of(arrival("tea"), arrival("tea"))))
                .hasMessage("the mail 'plain text' arrived 2 times.");
    }

    @Test
    void findsAMailThatNobodySent() {
        assertThatThrownBy(() -> DemoProof.check(List.of(), List.of(arrival("tea"))))
                .hasMessage("1 messages arrived, of 0 that were sent.");
    }

    @Test
    void findsABytesDifference() throws IOException {
        Files.writeString(file, "Subject: tea\n\nAt five.\n");

        assertThatThrownBy(() -> DemoProof.check(List.of(SENT), List.of(arrival("tea"))))
                .hasMessageStartingWith("the mail 'plain text' of 26 bytes arrived with 23 bytes")
                .hasMessageContaining("differs from byte 12 on");
    }

    @Test
    void findsASubjectThatWasNotDecoded() {
        assertThatThrownBy(() -> DemoProof.check(List.of(SENT), List.of(arrival("=?UTF-8?Q?tea?="))))
                .hasMessage("the mail 'plain text' arrived with the subject '=?UTF-8?Q?tea?=' instead of 'tea'.");
    }

    private Arrival arrival(String subject) {
        return new Arrival(1, "u1", BYTES.length, "<1@example.org>", "ada@example.org", subject, file);
    }
}
