package io.github.camelpop3x.message.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailDateTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Mon, 23 Nov 2026 10:00:00 +0000 | 2026-11-23T10:00:00Z",
                "MON, 23 NOV 2026 10:00:00 GMT | 2026-11-23T10:00:00Z",
                "23 november 2026 10:00:01 pdt | 2026-11-23T17:00:01Z",
                "Monday, 1 Dec. 2026 9.05 est (a comment) | 2026-12-01T14:05:00Z",
                "1-Jan-99 23:59:60 -0330 | 1999-01-02T03:29:59Z",
                "1 Feb 49 0:00 | 2049-02-01T00:00:00Z",
                "1 Mar 50 0:00 | 1950-03-01T00:00:00Z",
                "1 Apr 126 0:00 | 2026-04-01T00:00:00Z",
                "Fri, 1 May 2026 10:00:00.123 +01:30 | 2026-05-01T08:30:00Z",
                "1 Jun 2026 10:00:00 X | 2026-06-01T10:00:00Z",
                "1 Jul 2026 10:00:00 +010 | 2026-07-01T10:00:00Z",
                "29 Feb 2028 00:00:00 +1800 | 2028-02-28T06:00:00Z"
            })
    void whatSendersWrite(String field, String instant) {
        assertThat(MailDate.parse(field)).isEqualTo(Instant.parse(instant));
        assertThat(MailDate.parse("\t" + field + " \u2003")).isEqualTo(Instant.parse(instant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "today",
                "23 Nov 2026",
                "Mon, 23 Okt 2026 10:00:00 +0000",
                "Mon, 31 Nov 2026 10:00:00 +0000",
                "Mon, 23 Nov 2026 24:00:00 +0000",
                "Mon, 23 Nov 2026 10:60:00 +0000",
                "Mon, 23 Nov 2026 10:00:00 +1801",
                "Mon, 23 Nov 2026 10:00:00 +0000\u2028x",
                "2026-11-23T10:00:00Z"
            })
    void whatIsNoDate(String field) {
        assertThat(MailDate.parse(field)).isNull();
    }
}
