package io.github.camelpop3x.message.mime;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a Date field (RFC 5322, sections 3.3 and 4.3), with what senders leave out or write in another way. */
public final class MailDate {

    private static final int MAX_LENGTH = 200;

    /** Day, month, year, time, zone; the name of the day and comments are passed over. */
    private static final Pattern DATE = Pattern.compile(
            "(?:[a-z]{2,9}\\.?,?\\s*)?(\\d{1,2})[\\s-]+([a-z]{3})[a-z]*\\.?[\\s-]+(\\d{2,4})"
                    + "\\s+(\\d{1,2})[:.](\\d{2})(?:[:.](\\d{2})(?:\\.\\d+)?)?\\s*([+-]\\d{4}|[+-]\\d{2}:\\d{2}|[a-z]{1,5})?.*");

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    /** RFC 5322, section 4.3, in hours. Unknown names are UTC, as it says. */
    private static final Map<String, Integer> ZONES =
            Map.of("est", -5, "edt", -4, "cst", -6, "cdt", -5, "mst", -7, "mdt", -6, "pst", -8, "pdt", -7);

    private MailDate() {}

    /** The instant; empty if it can't be told. */
    public static Optional<Instant> parse(String field) {
        if (field.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher date = DATE.matcher(field.strip().toLowerCase(Locale.ROOT));
        if (!date.matches()) {
            return Optional.empty();
        }
        try {
            int second = date.group(6) == null ? 0 : Math.min(59, Integer.parseInt(date.group(6)));
            LocalDateTime time = LocalDateTime.of(
                    year(date.group(3)),
                    MONTHS.indexOf(date.group(2)) + 1,
                    Integer.parseInt(date.group(1)),
                    Integer.parseInt(date.group(4)),
                    Integer.parseInt(date.group(5)),
                    second);
            return Optional.of(time.toInstant(zone(date.group(7))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int year(String digits) {
        int year = Integer.parseInt(digits);
        if (digits.length() == 4) {
            return year;
        }
        return digits.length() == 2 && year < 50 ? year + 2000 : year + 1900;
    }

    private static ZoneOffset zone(@Nullable String written) {
        if (written == null || Character.isLetter(written.charAt(0))) {
            return ZoneOffset.ofHours(written == null ? 0 : ZONES.getOrDefault(written, 0));
        }
        String digits = written.substring(1).replace(":", "");
        int seconds = Integer.parseInt(digits.substring(0, 2)) * 3600 + Integer.parseInt(digits.substring(2)) * 60;
        return ZoneOffset.ofTotalSeconds(written.charAt(0) == '-' ? -seconds : seconds);
    }
}
