package io.github.camelpop3x.message.mime;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which charset a text is in, whatever its label says. Never fails: what can't be decoded becomes U+FFFD. */
public final class MailCharsets {

    /** Octets that are neither ASCII nor UTF-8 are most often this. */
    public static final Charset FALLBACK = Charset.forName("windows-1252");

    /** Names that Java doesn't know or takes too narrowly; each right one can read all of what the left one can. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("iso-8859-8-i", "iso-8859-8"),
            Map.entry("iso-8859-9", "windows-1254"),
            Map.entry("gb2312", "GB18030"),
            Map.entry("gb_2312-80", "GB18030"),
            Map.entry("gbk", "GB18030"),
            Map.entry("x-gbk", "GB18030"),
            Map.entry("ks_c_5601-1987", "x-windows-949"),
            Map.entry("ks_c_5601", "x-windows-949"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("x-sjis", "windows-31j"),
            Map.entry("iso-2022-jp", "x-windows-iso2022jp"),
            Map.entry("tis-620", "x-windows-874"),
            Map.entry("iso-8859-11", "x-windows-874"),
            Map.entry("x-mac-roman", "x-MacRoman"),
            Map.entry("macintosh", "x-MacRoman"),
            Map.entry("unicode-1-1-utf-8", "UTF-8"),
            Map.entry("utf8mb4", "UTF-8"));

    private MailCharsets() {}

    /** The charset that a label means; {@code null} for none: an unknown one, or ASCII, which says nothing. */
    static @Nullable Charset labelled(@Nullable String label) {
        if (label == null) {
            return null;
        }
        String name = label.strip().toLowerCase(Locale.ROOT);
        try {
            Charset charset = Charset.forName(ALIASES.getOrDefault(name, name));
            return charset.equals(StandardCharsets.US_ASCII) ? null : charset;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * The charset of a text without a label that says one: UTF-8 if its octets are that, else windows-1252.
     *
     * @param start the text or its first octets; a character that is cut off at the end counts as one
     */
    static Charset guessed(ByteBuffer start) {
        if (isAscii(start)) {
            return StandardCharsets.UTF_8;
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer characters = CharBuffer.allocate(start.remaining() + 1);
        return decoder.decode(start.duplicate(), characters, false).isError() ? FALLBACK : StandardCharsets.UTF_8;
    }

    private static boolean isAscii(ByteBuffer octets) {
        for (int i = octets.position(); i < octets.limit(); i++) {
            if (octets.get(i) < 0) {
                return false;
            }
        }
        return true;
    }
}
