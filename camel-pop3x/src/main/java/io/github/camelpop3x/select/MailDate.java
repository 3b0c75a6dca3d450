package io.github.camelpop3x.select;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When a mail was sent, as its header says (RFC 5322, sections 3.3 and 4.3). Pure functions. */
public final class MailDate {

    /** Clocks and zones are wrong by hours; a date further ahead is made up, and would keep a mail too young for ever. */
    private static final Duration BELIEVED_AHEAD = Duration.ofDays(1);

    /** Real ones have some forty characters. */
    private static final int LONGEST = 200;

    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

    private static final Pattern COMMENT = Pattern.compile("\\([^()]*\\)");

    private static final Pattern DATE = Pattern.compile("(?:[A-Za-z]{2,9}\\.?\\s*,?\\s*)?"
            + "(\\d{1,2})[\\s-]+([A-Za-z]{3})[A-Za-z]*\\.?[\\s-]+(\\d{2,4})\\s+"
            + "(\\d{1,2})\\s*:\\s*(\\d{2})(?:\\s*:\\s*(\\d{2}))?(?:\\.\\d+)?\\s*(\\S.*)?");

    private static final Pattern OFFSET = Pattern.compile("([+-])(\\d{2}):?(\\d{2}).*");

    /** Those of RFC 5322, section 4.3, in hours; any other zone counts as UTC there. */
    private static final Map<String, Integer> ZONES =
            Map.of("EST", -5, "EDT", -4, "CST", -6, "CDT", -5, "MST", -7, "MDT", -6, "PST", -8, "PDT", -7);

    private MailDate() {}

    /**
     * The first of these that can be read and isn't more than a day ahead: the Date, then the date of the topmost
     * Received, which the last server wrote.
     *
     * @param date the values of the Date field
     * @param received the values of the Received field, topmost first
     * @return {@code null} if neither says it
     */
    public static @Nullable Instant of(List<String> date, List<String> received, Instant now) {
        Instant sent = date.isEmpty() ? null : believed(parse(date.get(0)), now);
        if (sent != null || received.isEmpty()) {
            return sent;
        }
        String top = received.get(0);
        return believed(parse(top.substring(top.lastIndexOf(';') + 1)), now);
    }

    private static @Nullable Instant believed(@Nullable Instant sent, Instant now) {
        return sent == null || sent.isAfter(now.plus(BELIEVED_AHEAD)) ? null : sent;
    }

    /** One date as mails have it, obsolete forms included; {@code null} if it is none. */
    public static @Nullable Instant parse(String text) {
        String plain = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        Matcher date = DATE.matcher(COMMENT.matcher(plain).replaceAll(" ").strip());
        if (!date.matches()) {
            return null;
        }
        int month = MONTHS.indexOf(date.group(2).toLowerCase(Locale.ROOT));
        if (month % 3 != 0) {
            return null;
        }
        String second = date.group(6);
        try {
            return LocalDateTime.of(
                            year(date.group(3)),
                            month / 3 + 1,
                            Integer.parseInt(date.group(1)),
                            Integer.parseInt(date.group(4)),
                            Integer.parseInt(date.group(5)),
                            second == null ? 0 : Math.min(59, Integer.parseInt(second)))
                    .toInstant(ZoneOffset.UTC)
                    .minus(offset(date.group(7)));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** RFC 5322, section 4.3: two digits are of 1950 to 2049, three count from 1900. */
    private static int year(String digits) {
        int year = Integer.parseInt(digits);
        return switch (digits.length()) {
            case 2 -> year < 50 ? 2000 + year : 1900 + year;
            case 3 -> 1900 + year;
            default -> year;
        };
    }

    private static Duration offset(@Nullable String zone) {
        if (zone == null) {
            return Duration.ZERO;
        }
        Matcher offset = OFFSET.matcher(zone);
        if (!offset.matches()) {
            return Duration.ofHours(ZONES.getOrDefault(zone.toUpperCase(Locale.ROOT), 0));
        }
        Duration east =
                Duration.ofHours(Integer.parseInt(offset.group(2))).plusMinutes(Integer.parseInt(offset.group(3)));
        return offset.group(1).equals("-") ? east.negated() : east;
    }
}
