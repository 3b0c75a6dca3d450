package io.github.camelpop3x.message.mime;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a Date field (RFC 5322, sections 3.3 and 4.3), with what senders leave out or write in another way. */
public final class MailDate {

    private static final int MAX_LENGTH = 200;

    /** Day, month, year, time, zone; the name of the day and comments are passed over. */
    private static final Pattern DATE = Pattern.compile(
            "(?:[a-z]{2,9}\\.?,?\\s*)?(\\d{1,2})[\\s-]+([a-z]{3})[a-z]*\\.?[\\s-]+(\\d{2,4})"
                    + "\\s+(\\d{1,2})[:.](\\d{2})(?:[:.](\\d{2})(?:\\.\\d+)?)?\\s*([+-]\\d{4}|[+-]\\d{2}:\\d{2}|[a-z]{1,5})?.*",
            Pattern.CASE_INSENSITIVE);

    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

    /** RFC 5322, section 4.3, in hours. Unknown names are UTC, as it says. */
    private static final Map<String, Integer> ZONES =
            Map.of("est", -5, "edt", -4, "cst", -6, "cdt", -5, "mst", -7, "mdt", -6, "pst", -8, "pdt", -7);

    private final String field;
    private final Matcher date;

    private MailDate(String field) {
        this.field = field;
        this.date = DATE.matcher(field);
    }

    /** The instant; {@code null} if it can't be told. */
    public static @Nullable Instant parse(String field) {
        return field.length() > MAX_LENGTH ? null : new MailDate(field.strip()).instant();
    }

    private @Nullable Instant instant() {
        if (!date.matches()) {
            return null;
        }
        int second = date.start(6) < 0 ? 0 : Math.min(59, number(6));
        try {
            return LocalDateTime.of(year(), month(), number(1), number(4), number(5), second)
                    .toInstant(zone());
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Read in its place: the groups as Strings would be most of what a date costs. */
    private int number(int group) {
        return number(date.start(group), date.end(group));
    }

    private int number(int from, int to) {
        return Integer.parseInt(field, from, to, 10);
    }

    private int year() {
        int year = number(3);
        int digits = date.end(3) - date.start(3);
        if (digits == 4) {
            return year;
        }
        return digits == 2 && year < 50 ? year + 2000 : year + 1900;
    }

    /** From 1; 0 if it is none. */
    private int month() {
        for (int at = 0; at < MONTHS.length(); at += 3) {
            if (field.regionMatches(true, date.start(2), MONTHS, at, 3)) {
                return at / 3 + 1;
            }
        }
        return 0;
    }

    private ZoneOffset zone() {
        int from = date.start(7);
        int to = date.end(7);
        if (from < 0) {
            return ZoneOffset.UTC;
        }
        if (Character.isLetter(field.charAt(from))) {
            return ZoneOffset.ofHours(
                    ZONES.getOrDefault(field.substring(from, to).toLowerCase(Locale.ROOT), 0));
        }
        int seconds = number(from + 1, from + 3) * 3600 + number(to - 2, to) * 60;
        return ZoneOffset.ofTotalSeconds(field.charAt(from) == '-' ? -seconds : seconds);
    }
}
