package io.github.camelpop3x.poll;

import io.github.camelpop3x.message.HeaderBlock;
import io.github.camelpop3x.message.mime.MailDate;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a mail was sent, as far as it is believed. Pure functions. */
final class SentTime {

    /** Clocks and zones are wrong by hours; a date further ahead is made up, and would keep a mail too young for ever. */
    private static final Duration BELIEVED_AHEAD = Duration.ofDays(1);

    private SentTime() {}

    /**
     * The first of these that can be read and isn't more than a day ahead: the Date, then the date of the topmost
     * Received, which the last server wrote.
     *
     * @return {@code null} if neither says it
     */
    static @Nullable Instant of(HeaderBlock header, Instant now) {
        Instant date = believed(header, "Date", now);
        return date == null ? believed(header, "Received", now) : date;
    }

    private static @Nullable Instant believed(HeaderBlock header, String field, Instant now) {
        String value = header.first(field);
        Instant sent = value == null ? null : MailDate.parse(value.substring(value.lastIndexOf(';') + 1));
        return sent == null || sent.isAfter(now.plus(BELIEVED_AHEAD)) ? null : sent;
    }
}
