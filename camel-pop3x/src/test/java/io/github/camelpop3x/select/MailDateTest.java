package io.github.camelpop3x.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailDateTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String GOOD = "Mon, 23 Nov 2026 10:00:00 +0000";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Fri, 21 Nov 1997 09:55:06 -0600              | 1997-11-21T15:55:06Z",
                "Tue, 1 Jul 2003 10:52:37 +0200               | 2003-07-01T08:52:37Z",
                "Thu, 13 Feb 1969 23:32 -0330                 | 1969-02-14T03:02:00Z",
                "Fri, 21 Nov 1997 09(comment):   55  :  06 -0600 | 1997-11-21T15:55:06Z",
                "21 Nov 97 09:55:06 GMT                       | 1997-11-21T09:55:06Z",
                "1 Jan 00 00:00:00 GMT                        | 2000-01-01T00:00:00Z",
                "1 Jan 104 00:00:00 GMT                       | 2004-01-01T00:00:00Z",
                "Mon, 23 Nov 2026 10:00:00 EST                | 2026-11-23T15:00:00Z",
                "Mon, 23 Nov 2026 10:00:00 PDT                | 2026-11-23T17:00:00Z",
                "Mon, 23 Nov 2026 10:00:00 A                  | 2026-11-23T10:00:00Z",
                "Mon, 23 Nov 2026 10:00:00                    | 2026-11-23T10:00:00Z",
                "Mon, 23 Nov 2026 10:00:00 +0100 (CET)        | 2026-11-23T09:00:00Z",
                "Mon, 23 Nov 2026 10:00:00 +01:00             | 2026-11-23T09:00:00Z",
                "mon, 23 NOVEMBER 2026 10:00:00 gmt           | 2026-11-23T10:00:00Z",
                "Sat, 31 Dec 2016 23:59:60 +0000              | 2016-12-31T23:59:59Z",
            })
    void readsWhatMailsHave(String text, String instant) {
        assertThat(MailDate.parse(text)).isEqualTo(Instant.parse(instant));
    }

    @ParameterizedTest(name = "<{0}>")
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-11-23T10:00:00Z",
                "Mon, 23 Anv 2026 10:00:00 +0000",
                "Mon, 31 Feb 2026 10:00:00 +0000",
                "Mon, 23 Nov 2026 25:00:00 +0000",
                "((((((((((((((((((",
                "Mon, 23 Nov",
            })
    void whatIsNoDateIsNone(String text) {
        assertThat(MailDate.parse(text)).isNull();
    }

    @Test
    void anyTextIsReadAtOnce() {
        String hostile = "1 ".repeat(200_000) + "(".repeat(200_000);
        long began = System.nanoTime();
        assertThat(MailDate.parse(hostile)).isNull();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void theTopmostReceivedSpeaksWhereDateDoesNot() {
        List<String> received = List.of("from a by b; id 7; Mon, 23 Nov 2026 09:00:00 +0000", "from c by a; " + GOOD);
        Instant nine = Instant.parse("2026-11-23T09:00:00Z");
        assertThat(MailDate.of(List.of(GOOD), received, NOW)).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(MailDate.of(List.of(), received, NOW)).isEqualTo(nine);
        assertThat(MailDate.of(List.of("today"), received, NOW)).isEqualTo(nine);
        assertThat(MailDate.of(List.of("today"), List.of("no date"), NOW)).isNull();
        assertThat(MailDate.of(List.of(), List.of(), NOW)).isNull();
    }

    @Test
    void aDateThatIsFarAheadIsNotBelieved() {
        List<String> received = List.of("from a by b; " + GOOD);
        assertThat(MailDate.of(List.of("Tue, 24 Nov 2026 11:00:00 +0000"), received, NOW))
                .isEqualTo("2026-11-24T11:00:00Z");
        assertThat(MailDate.of(List.of("Tue, 24 Nov 2026 13:00:00 +0000"), received, NOW))
                .isEqualTo("2026-11-23T10:00:00Z");
        assertThat(MailDate.of(List.of("Tue, 24 Nov 2099 13:00:00 +0000"), List.of(), NOW))
                .isNull();
    }
}
