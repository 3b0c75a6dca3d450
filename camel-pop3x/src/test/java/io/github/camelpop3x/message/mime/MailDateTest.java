package io.github.camelpop3x.message.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
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
                "29 Feb 2028 00:00:00 +1800 | 2028-02-28T06:00:00Z",
                "Mon, 23 Nov 2026 10:00:00 +0000\u2028x | 2026-11-23T10:00:00Z"
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
                "2026-11-23T10:00:00Z"
            })
    void whatIsNoDate(String field) {
        assertThat(MailDate.parse(field)).isNull();
    }

    /** The same grammar written down in another way. */
    private static final Pattern GRAMMAR = Pattern.compile(
            "(?:[a-z]{2,9}\\.?,?\\s*)?(\\d{1,2})[\\s-]+([a-z]{3})[a-z]*\\.?[\\s-]+(\\d{2,4})\\s+(\\d{1,2})[:.](\\d{2})"
                    + "(?:[:.](\\d{2})(?:\\.\\d+)?)?\\s*([+-]\\d{4}|[+-]\\d{2}:\\d{2}|[a-z]{1,5})?.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private static final Map<String, String> ZONES = Map.of(
            "est", "-5", "edt", "-4", "cst", "-6", "cdt", "-5", "mst", "-7", "mdt", "-6", "pst", "-8", "pdt", "-7");

    private static Instant byGrammar(String field) {
        Matcher date = GRAMMAR.matcher(field.strip());
        if (!date.matches()) {
            return null;
        }
        try {
            int year = Integer.parseInt(date.group(3));
            int digits = date.group(3).length();
            return LocalDateTime.of(
                            digits == 4 ? year : digits == 2 && year < 50 ? 2000 + year : 1900 + year,
                            MONTHS.indexOf(date.group(2).toLowerCase(Locale.ROOT)) + 1,
                            Integer.parseInt(date.group(1)),
                            Integer.parseInt(date.group(4)),
                            Integer.parseInt(date.group(5)),
                            date.group(6) == null ? 0 : Math.min(59, Integer.parseInt(date.group(6))))
                    .toInstant(zone(date.group(7)));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static ZoneOffset zone(String written) {
        if (written == null || Character.isLetter(written.charAt(0))) {
            return ZoneOffset.of(ZONES.getOrDefault(String.valueOf(written).toLowerCase(Locale.ROOT), "Z"));
        }
        String digits = written.substring(1).replace(":", "");
        int seconds = Integer.parseInt(digits.substring(0, 2)) * 3600 + Integer.parseInt(digits.substring(2)) * 60;
        return ZoneOffset.ofTotalSeconds(written.charAt(0) == '-' ? -seconds : seconds);
    }

    @Test
    void theGrammarAsARegularExpressionSaysTheSame() {
        List<String> pieces = List.of(
                "Mon",
                "Monday",
                "M",
                "wednesdayx",
                ",",
                ".",
                ":",
                " ",
                "  ",
                "\t",
                "-",
                "+",
                "1",
                "23",
                "31",
                "2026",
                "99",
                "126",
                "20266",
                "Nov",
                "november",
                "Feb",
                "Xyz",
                "10:00",
                "10:00:00",
                "24:00",
                "9.05",
                "10:00:60",
                "10:0",
                ":5",
                ".123",
                "+0000",
                "-0330",
                "+01:30",
                "+1900",
                "+12",
                "GMT",
                "pdt",
                "EST",
                "(a comment)",
                "\u00a0");
        String usual = "Mon, 23 Nov 2026 10:00:00 +0100";
        Random random = new Random(7);
        int dates = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder field = new StringBuilder(random.nextInt(4) == 0 ? "" : usual);
            for (int change = random.nextInt(4); change >= 0; change--) {
                int from = random.nextInt(field.length() + 1);
                int to = Math.min(field.length(), from + random.nextInt(5));
                field.replace(from, to, pieces.get(random.nextInt(pieces.size())));
            }
            Instant expected = byGrammar(field.toString());
            assertThat(MailDate.parse(field.toString())).as("[%s]", field).isEqualTo(expected);
            dates += expected == null ? 0 : 1;
        }
        assertThat(dates).isBetween(20_000, 180_000);
    }
}
