package io.github.camelpop3x.message.mime;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Date field (RFC 5322, sections 3.3 and 4.3), with what senders leave out or write in another way: day, month,
 * year, time, zone. The name of the day and whatever follows the zone are passed over.
 *
 * <p>Read character by character and not by a regular expression, which took a twelfth of all that a small message costs.
 */
public final class MailDate {

    private static final int MAX_LENGTH = 200;
    private static final int SECONDS_A_DAY = 24 * 60 * 60;
    private static final int NONE = -1;
    /** No clock on earth is further from UTC: java.time's bound. */
    private static final int MAX_OFFSET = 18 * 60 * 60;

    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

    /** RFC 5322, section 4.3, in hours. Unknown names are UTC, as it says. */
    private static final Map<String, Integer> ZONES =
            Map.of("est", -5, "edt", -4, "cst", -6, "cdt", -5, "mst", -7, "mdt", -6, "pst", -8, "pdt", -7);

    private static final int LONGEST_DAY_NAME = 9;
    private static final int LONGEST_ZONE_NAME = 5;

    private final String field;
    private int at;

    private MailDate(String field) {
        this.field = field;
    }

    /** The instant; {@code null} if it can't be told. */
    public static @Nullable Instant parse(String field) {
        return field.length() > MAX_LENGTH ? null : new MailDate(field.strip()).instant();
    }

    private @Nullable Instant instant() {
        if (!skipDayName()) {
            return null;
        }
        int day = number(1, 2);
        boolean apart = skipSeparators();
        int month = month();
        apart &= skipSeparators();
        int year = year();
        apart &= skipBlanks() > 0;
        int hour = number(1, 2);
        apart &= skip(':') || skip('.');
        int minute = number(2, 2);
        if (!apart || day < 0 || month < 0 || year < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
            return null;
        }
        int second = Math.min(59, second());
        skipBlanks();
        int offset = zone();
        if (Math.abs(offset) > MAX_OFFSET) {
            return null;
        }
        try {
            long days = LocalDate.of(year, month, day).toEpochDay();
            return Instant.ofEpochSecond(days * SECONDS_A_DAY + (hour * 60 + minute) * 60 + second - offset);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Whether there is none, or one that can be told from something else. */
    private boolean skipDayName() {
        int letters = skipLetters(LONGEST_DAY_NAME);
        if (letters > 0) {
            skip('.');
            skip(',');
            skipBlanks();
        }
        return letters != 1;
    }

    /** From 1; {@link #NONE} if it is none. */
    private int month() {
        int from = at;
        if (skipLetters(Integer.MAX_VALUE) < 3) {
            return NONE;
        }
        skip('.');
        for (int month = 0; month < 12; month++) {
            if (field.regionMatches(true, from, MONTHS, 3 * month, 3)) {
                return month + 1;
            }
        }
        return NONE;
    }

    private int year() {
        int from = at;
        int year = number(2, 4);
        if (year < 0 || at - from == 4) {
            return year;
        }
        return at - from == 2 && year < 50 ? year + 2000 : year + 1900;
    }

    /** 0 where there are none. */
    private int second() {
        int from = at;
        int second = skip(':') || skip('.') ? number(2, 2) : NONE;
        if (second < 0) {
            at = from;
            return 0;
        }
        if (skip('.') && number(1, Integer.MAX_VALUE) < 0) {
            at--;
        }
        return second;
    }

    /** The offset in seconds; that of UTC where there is none, or none that is known. */
    private int zone() {
        int from = at;
        if (skip('+') || skip('-')) {
            int hours = number(2, 2);
            skip(':');
            int minutes = hours < 0 ? NONE : number(2, 2);
            int seconds = minutes < 0 ? 0 : hours * 3600 + minutes * 60;
            return field.charAt(from) == '-' ? -seconds : seconds;
        }
        skipLetters(LONGEST_ZONE_NAME);
        return ZONES.getOrDefault(field.substring(from, at).toLowerCase(Locale.ROOT), 0) * 3600;
    }

    // --- characters -----------------------------------------------------------------------------------------------

    /** A number of so many digits at the most; {@link #NONE} where there are fewer than it needs, too large ones wrap. */
    private int number(int least, int most) {
        int value = 0;
        int digits = 0;
        while (digits < most && at < field.length() && isDigit(field.charAt(at))) {
            value = (value * 10 + field.charAt(at) - '0') & Integer.MAX_VALUE;
            digits++;
            at++;
        }
        return digits < least ? NONE : value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private int skipLetters(int most) {
        int from = at;
        while (at - from < most && at < field.length() && isLetter(field.charAt(at))) {
            at++;
        }
        return at - from;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private int skipBlanks() {
        int from = at;
        while (at < field.length() && isBlank(field.charAt(at))) {
            at++;
        }
        return at - from;
    }

    /** Blanks and hyphens. Whether there are any. */
    private boolean skipSeparators() {
        int from = at;
        while (at < field.length() && (isBlank(field.charAt(at)) || field.charAt(at) == '-')) {
            at++;
        }
        return at > from;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private boolean skip(char wanted) {
        boolean there = at < field.length() && field.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }
}
