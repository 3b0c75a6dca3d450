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

    /** The text of a field's value as it was written, unfolded: UTF-8 (RFC 6532), or else windows-1252. */
    public static String written(byte[] octets, int from, int to) {
        if (isPlain(octets, from, to)) {
            return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
        }
        ByteBuffer value = ByteBuffer.wrap(octets, from, to - from);
        try {
            return printable(StandardCharsets.UTF_8.newDecoder().decode(value).toString());
        } catch (CharacterCodingException e) {
            return printable(new String(octets, from, to - from, MailCharsets.FALLBACK));
        }
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
        for (int at = value.indexOf(START); at >= 0 && left >= 0; at = value.indexOf(START, at + START.length())) {
            left--;
        }
        if (left < 0 || !value.contains(START)) {
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
        if (text.chars().noneMatch(HeaderText::isControl)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text);
        for (int i = 0; i < clean.length(); i++) {
            if (isControl(clean.charAt(i))) {
                clean.setCharAt(i, ' ');
            }
        }
        return clean.toString();
    }

    private static boolean isControl(int character) {
        return Character.isISOControl(character) && character != '\t';
    }
}
