package io.github.camelpop3x.client.wire;

import io.github.camelpop3x.client.model.MaildropStatus;
import io.github.camelpop3x.client.model.MessageEntry;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of STAT, LIST and UIDL as servers write them: any number of blanks between fields, text after them
 * (wire cases 20 to 23).
 */
public final class Listing {

    private Listing() {}

    /** The answer to STAT, {@code null} where it has no number. Sizes that make no sense become 0. */
    public static @Nullable MaildropStatus status(String text) {
        String[] words = fields(text);
        long messages = words.length > 0 ? number(words[0]) : -1;
        if (messages < 0 || messages > Integer.MAX_VALUE) {
            return null;
        }
        return new MaildropStatus((int) messages, words.length > 1 ? Math.max(0, number(words[1])) : 0);
    }

    /** A line of LIST, {@code null} where it has no message number. */
    public static @Nullable MessageEntry size(String line) {
        String[] words = fields(line);
        int number = messageNumber(words);
        return number == 0 ? null : new MessageEntry(number, null, words.length > 1 ? number(words[1]) : -1);
    }

    /** A line of UIDL, {@code null} where it has no message number or no unique-id. Unique-ids may hold blanks. */
    public static @Nullable MessageEntry uid(String line) {
        String stripped = strip(line);
        int blank = blank(stripped);
        if (blank < 0) {
            return null;
        }
        int number = messageNumber(new String[] {stripped.substring(0, blank)});
        return number == 0
                ? null
                : new MessageEntry(number, strip(stripped.substring(blank)), MessageEntry.UNKNOWN_SIZE);
    }

    private static int messageNumber(String[] words) {
        long number = words.length > 0 ? number(words[0]) : -1;
        return number < 1 || number > Integer.MAX_VALUE ? 0 : (int) number;
    }

    /** A decimal number, or -1 where it is none, negative or beyond 18 digits. */
    private static long number(String word) {
        if (word.isEmpty() || word.length() > 18) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    /** The first two words, or fewer: nothing reads more of them. */
    private static String[] fields(String text) {
        String first = strip(text);
        int blank = blank(first);
        if (blank < 0) {
            return new String[] {first};
        }
        String rest = strip(first.substring(blank));
        int next = blank(rest);
        return new String[] {first.substring(0, blank), next < 0 ? rest : rest.substring(0, next)};
    }

    private static int blank(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == ' ' || text.charAt(i) == '\t') {
                return i;
            }
        }
        return -1;
    }

    /** Strips blanks only: other octets below 0x20 may be part of a strange unique-id. */
    private static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && (text.charAt(from) == ' ' || text.charAt(from) == '\t')) {
            from++;
        }
        while (to > from && (text.charAt(to - 1) == ' ' || text.charAt(to - 1) == '\t')) {
            to--;
        }
        return text.substring(from, to);
    }
}
