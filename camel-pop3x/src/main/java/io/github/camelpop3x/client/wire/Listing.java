package io.github.camelpop3x.client.wire;

import io.github.camelpop3x.client.model.MaildropStatus;
import io.github.camelpop3x.client.model.MessageEntry;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of STAT, LIST and UIDL as servers write them: any number of blanks between fields, text after them
 * (wire cases 20 to 23). From octets and not from Strings: a maildrop may list a hundred thousand in each poll.
 */
public final class Listing {

    /** More don't fit into a {@code long}. */
    private static final int MAX_DIGITS = 18;

    private Listing() {}

    /** The answer to STAT, {@code null} where it has no number. Sizes that make no sense become 0. */
    public static @Nullable MaildropStatus status(String text) {
        byte[] octets = octets(text);
        int from = skipBlanks(octets, 0, octets.length);
        int blank = blank(octets, from, octets.length);
        long messages = number(octets, from, blank);
        if (messages < 0 || messages > Integer.MAX_VALUE) {
            return null;
        }
        return new MaildropStatus((int) messages, Math.max(0, nextNumber(octets, blank, octets.length)));
    }

    /** A line of LIST, {@code null} where it has no message number. */
    public static @Nullable MessageEntry size(String line) {
        byte[] octets = octets(line);
        return size(octets, 0, octets.length);
    }

    /** The same of octets from one index to before the other. */
    public static @Nullable MessageEntry size(byte[] line, int from, int to) {
        int begin = skipBlanks(line, from, to);
        int blank = blank(line, begin, to);
        int number = messageNumber(line, begin, blank);
        return number == 0 ? null : new MessageEntry(number, null, nextNumber(line, blank, to));
    }

    /** A line of UIDL, {@code null} where it has no message number or no unique-id. Unique-ids may hold blanks. */
    public static @Nullable MessageEntry uid(String line) {
        byte[] octets = octets(line);
        return uid(octets, 0, octets.length);
    }

    /** The same of octets from one index to before the other. */
    public static @Nullable MessageEntry uid(byte[] line, int from, int to) {
        int begin = skipBlanks(line, from, to);
        int blank = blank(line, begin, to);
        int uid = skipBlanks(line, blank, to);
        int number = messageNumber(line, begin, blank);
        if (number == 0 || uid == to) {
            return null;
        }
        int end = to;
        while (isBlank(line[end - 1])) {
            end--;
        }
        return new MessageEntry(
                number, new String(line, uid, end - uid, StandardCharsets.ISO_8859_1), MessageEntry.UNKNOWN_SIZE);
    }

    /** What is no octet becomes one that is no digit. */
    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** 0 where it is none. */
    private static int messageNumber(byte[] line, int from, int to) {
        long number = number(line, from, to);
        return number < 1 || number > Integer.MAX_VALUE ? 0 : (int) number;
    }

    private static long nextNumber(byte[] line, int from, int to) {
        int begin = skipBlanks(line, from, to);
        return number(line, begin, blank(line, begin, to));
    }

    /** A decimal number, or -1 where it is none, negative or beyond 18 digits. */
    private static long number(byte[] line, int from, int to) {
        if (from == to || to - from > MAX_DIGITS) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            byte digit = line[i];
            if (digit < '0' || digit > '9') {
                return -1;
            }
            value = value * 10 + (digit - '0');
        }
        return value;
    }

    /** Blanks only: other octets below 0x20 may be part of a strange unique-id. */
    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    private static int skipBlanks(byte[] line, int from, int to) {
        int at = from;
        while (at < to && isBlank(line[at])) {
            at++;
        }
        return at;
    }

    /** The first blank, or the end. */
    private static int blank(byte[] line, int from, int to) {
        int at = from;
        while (at < to && !isBlank(line[at])) {
            at++;
        }
        return at;
    }
}
