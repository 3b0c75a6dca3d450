package io.github.camelpop3x.delivery;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Entries of one account as text that a person can read: a line for the state, the attempts and the time that those after
 * it share, then a line for each message, which begins with a blank, with its unique-id, ordinal, fingerprint and error.
 *
 * <pre>
 * EMITTED 1 2026-11-23T12:00:00.123Z
 *  uid-1 1 2048-1a2b3c4d
 *  uid-2 1 2048-5e6f7a8b
 * </pre>
 */
final class JournalText {

    /** Always with milliseconds, so that texts compare as times do. */
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final String NOTHING = "-";
    private static final int OCTETS_OF_A_MESSAGE = 64;

    private JournalText() {}

    static String write(Collection<DeliveryEntry> entries) {
        StringBuilder text = new StringBuilder(entries.size() * OCTETS_OF_A_MESSAGE);
        DeliveryEntry last = null;
        for (DeliveryEntry entry : entries) {
            if (last == null || !sameStep(last, entry)) {
                text.append(entry.state().name()).append(' ').append(entry.attempts());
                text.append(' ').append(TIME.format(entry.changed())).append('\n');
            }
            last = entry;
            String print = entry.fingerprint();
            text.append(' ').append(UidText.encode(entry.key().uid()));
            text.append(' ').append(entry.key().ordinal());
            text.append(' ').append(print == null ? NOTHING : print);
            if (entry.lastError() != null) {
                text.append(' ').append(inOneLine(entry.lastError()));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static boolean sameStep(DeliveryEntry one, DeliveryEntry other) {
        return one.state() == other.state()
                && one.attempts() == other.attempts()
                && one.changed().equals(other.changed());
    }

    /** PostgreSQL stores no NUL in text. */
    private static String inOneLine(String error) {
        return error.replace("%", "%25").replace("\n", "%0A").replace('\0', ' ');
    }

    static void read(String account, String text, Consumer<DeliveryEntry> entries) {
        DeliveryState state = DeliveryState.EMITTED;
        int attempts = 0;
        Instant changed = Instant.EPOCH;
        int end;
        for (int from = 0; from < text.length(); from = end + 1) {
            end = text.indexOf('\n', from);
            if (text.charAt(from) == ' ') {
                int ordinal = text.indexOf(' ', from + 1) + 1;
                int print = text.indexOf(' ', ordinal) + 1;
                int error = text.indexOf(' ', print) + 1;
                boolean failed = error > 0 && error <= end;
                entries.accept(new DeliveryEntry(
                        new MessageKey(
                                account,
                                UidText.decode(text.substring(from + 1, ordinal - 1)),
                                Integer.parseInt(text, ordinal, print - 1, 10)),
                        state,
                        attempts,
                        changed,
                        unlessNothing(text.substring(print, failed ? error - 1 : end)),
                        failed ? UidText.decode(text.substring(error, end)) : null));
            } else {
                String[] step = text.substring(from, end).split(" ", 3);
                state = DeliveryState.valueOf(step[0]);
                attempts = Integer.parseInt(step[1]);
                changed = Instant.parse(step[2]);
            }
        }
    }

    private static @Nullable String unlessNothing(String print) {
        return print.equals(NOTHING) ? null : print;
    }
}
