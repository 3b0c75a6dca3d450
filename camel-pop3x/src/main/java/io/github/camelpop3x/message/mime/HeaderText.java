package io.github.camelpop3x.message.mime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/**
 * Decodes the values of header fields (RFC 2047), within a bound. Any octets give some text, and no text has a control
 * character in it: a field that goes on into another protocol can't end a line there. For one thread.
 */
public final class HeaderText {

    /** The most that is read of one header section; real ones stay below a tenth. */
    public static final int MAX_SECTION_OCTETS = 512 * 1024;

    /**
     * Encoded words that are decoded in one message. Real ones have dozens; {@code =?} without an end costs so much that
     * half a megabyte of it would keep a poll busy for ten seconds.
     */
    public static final int MAX_WORDS = 2_000;

    private static final String START = "=?";

    /** What is labelled with the first is most often written in the second. */
    private static final Map<Charset, Charset> MISLABELLED = Map.of(
            StandardCharsets.US_ASCII,
            MailCharsets.FALLBACK,
            StandardCharsets.ISO_8859_1,
            MailCharsets.FALLBACK,
            Charset.forName("GB2312"),
            Charset.forName("GB18030"),
            Charset.forName("GBK"),
            Charset.forName("GB18030"),
            Charset.forName("Shift_JIS"),
            Charset.forName("windows-31j"));

    private int left = MAX_WORDS;

    /**
     * The text of a field's value as it was written, without the line ends in it; the blanks that they stand before stay
     * (RFC 5322, section 2.2.3), those around it don't.
     */
    public static String unfolded(byte[] octets, int from, int to) {
        int end = to > from && octets[to - 1] == '\n' ? to - 1 : to;
        int lineEnd = indexOfLf(octets, from, end);
        if (lineEnd == end) {
            return written(octets, from, withoutCr(octets, from, end));
        }
        byte[] value = new byte[end - from];
        int length = 0;
        for (int line = from; line <= end; line = lineEnd + 1) {
            lineEnd = indexOfLf(octets, line, end);
            int count = withoutCr(octets, line, lineEnd) - line;
            System.arraycopy(octets, line, value, length, count);
            length += count;
        }
        return written(value, 0, length);
    }

    private static int indexOfLf(byte[] octets, int from, int to) {
        int at = from;
        while (at < to && octets[at] != '\n') {
            at++;
        }
        return at;
    }

    private static int withoutCr(byte[] octets, int from, int to) {
        return to > from && octets[to - 1] == '\r' ? to - 1 : to;
    }

    /** Text as it was written, without the blanks around it: UTF-8 (RFC 6532), or else windows-1252. */
    static String written(byte[] octets, int from, int to) {
        int begin = from;
        int end = to;
        while (begin < end && isBlank(octets[begin])) {
            begin++;
        }
        while (end > begin && isBlank(octets[end - 1])) {
            end--;
        }
        if (isPlain(octets, begin, end)) {
            return new String(octets, begin, end - begin, StandardCharsets.ISO_8859_1);
        }
        ByteBuffer value = ByteBuffer.wrap(octets, begin, end - begin);
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(value).toString();
        } catch (CharacterCodingException e) {
            text = new String(octets, begin, end - begin, MailCharsets.FALLBACK);
        }
        // There are more blanks than those two.
        return printable(text).strip();
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    /** Whether it is all printable ASCII, as most values are: there is nothing to decode and nothing to clean. */
    private static boolean isPlain(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if ((octets[i] < ' ' && octets[i] != '\t') || octets[i] == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** A value with its encoded words decoded. Those beyond the bound stay as they are. */
    public String decoded(String value) {
        int first = value.indexOf(START);
        for (int at = first; at >= 0 && left >= 0; at = value.indexOf(START, at + START.length())) {
            left--;
        }
        if (first < 0 || left < 0) {
            return value;
        }
        try {
            return printable(
                    DecoderUtil.decodeEncodedWords(value, DecodeMonitor.SILENT, StandardCharsets.UTF_8, MISLABELLED));
        } catch (RuntimeException e) {
            // mime4j promises leniency; whatever breaks that, the field as it was written is better than none.
            return value;
        }
    }

    private static String printable(String text) {
        StringBuilder clean = null;
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                clean = clean == null ? new StringBuilder(text) : clean;
                clean.setCharAt(i, ' ');
            }
        }
        return clean == null ? text : clean.toString();
    }

    private static boolean isControl(char character) {
        return Character.isISOControl(character) && character != '\t';
    }
}
