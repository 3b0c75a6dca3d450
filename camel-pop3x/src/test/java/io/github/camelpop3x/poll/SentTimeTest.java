package io.github.camelpop3x.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.message.HeaderBlock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentTimeTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String RECEIVED = "Received: from a by b; id 7; Mon, 23 Nov 2026 09:00:00 +0000\r\n"
            + "Received: from c by a; Mon, 23 Nov 2026 08:00:00 +0000\r\n";
    private static final String NINE = "2026-11-23T09:00:00Z";

    private static Instant sent(String header) throws IOException {
        return SentTime.of(HeaderBlock.read(new ByteArrayInputStream(header.getBytes(StandardCharsets.US_ASCII))), NOW);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Date: Mon, 23 Nov 2026 10:00:00 +0000 | 2026-11-23T10:00:00Z",
                "Date: Mon, 23 Nov 2026 10:00:00 +0100 (CET) | 2026-11-23T09:00:00Z",
                "Date: Tue, 24 Nov 2026 11:00:00 +0000 | 2026-11-24T11:00:00Z",
                "Date: Tue, 24 Nov 2026 13:00:00 +0000 | " + NINE,
                "Date: Tue, 24 Nov 2099 13:00:00 +0000 | " + NINE,
                "Date: today | " + NINE,
                "Subject: no date | " + NINE,
            })
    void theTopmostReceivedSpeaksWhereDateDoesNotOrIsNotBelieved(String date, String instant) throws Exception {
        assertThat(sent(date + "\r\n" + RECEIVED + "\r\n")).isEqualTo(Instant.parse(instant));
    }

    @Test
    void thereMayBeNone() throws Exception {
        assertThat(sent("Date: today\r\nReceived: from a by b\r\n\r\n")).isNull();
        assertThat(sent("Date: Mon, 23 Nov 2099 10:00:00 +0000\r\n\r\n")).isNull();
        assertThat(sent("\r\n")).isNull();
    }
}
