package io.github.camelpop3x.message;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/**
 * The header section of a message (RFC 5322, section 2.2), decoded (RFC 2047). Any octets give some result: lines that
 * are no header fields are passed over, and what can't be decoded stays as it is. Immutable.
 */
public final class HeaderBlock {

    /** The most that is read of a message to find its headers; real ones stay below a tenth. */
    public static final int MAX_OCTETS = 512 * 1024;

    /**
     * Encoded words that are decoded in one header section. Real ones have dozens; {@code =?} without an end costs so
     * much that half a megabyte of it would keep a poll busy for ten seconds.
     */
    static final int MAX_WORDS = 2_000;

    /** Octets that are neither ASCII nor UTF-8 are most often this. */
    private static final Charset FALLBACK = Charset.forName("windows-1252");

    private final Map<String, List<String>> fields;

    private HeaderBlock(Map<String, List<String>> fields) {
        this.fields = fields;
    }

    /** Each field's values in their order, by its name as first written; names are compared without regard to case. */
    public Map<String, List<String>> fields() {
        return fields;
    }

    /** Reads up to the empty line that ends the header section. */
    public static HeaderBlock read(InputStream message) throws IOException {
        Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        InputStream in = new BufferedInputStream(message, 4096);
        ByteArrayOutputStream field = new ByteArrayOutputStream(128);
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        EncodedWords words = new EncodedWords();
        int left = MAX_OCTETS;
        int octet;
        do {
            octet = left-- > 0 ? in.read() : -1;
            if (octet >= 0 && octet != '\n') {
                line.write(octet);
                continue;
            }
            byte[] text = withoutCr(line.toByteArray());
            boolean folded = text.length > 0 && (text[0] == ' ' || text[0] == '\t');
            if (!folded) {
                add(fields, field.toByteArray(), words);
                field.reset();
            }
            field.write(text, 0, text.length);
            line.reset();
            if (text.length == 0) {
                break;
            }
        } while (octet >= 0);
        add(fields, field.toByteArray(), words);
        return new HeaderBlock(fields);
    }

    private static byte[] withoutCr(byte[] line) {
        int length = line.length;
        return length > 0 && line[length - 1] == '\r' ? Arrays.copyOf(line, length - 1) : line;
    }

    private static void add(Map<String, List<String>> fields, byte[] field, EncodedWords words) {
        int colon = 0;
        while (colon < field.length && field[colon] != ':') {
            colon++;
        }
        if (colon == 0 || colon == field.length) {
            return;
        }
        String name = new String(field, 0, colon, StandardCharsets.ISO_8859_1).stripTrailing();
        if (isName(name)) {
            String value = characters(field, colon + 1).strip();
            fields.computeIfAbsent(name, key -> new ArrayList<>(1)).add(words.decoded(value));
        }
    }

    /** RFC 5322, section 3.6.8: printable ASCII without colon and blank. */
    private static boolean isName(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c > 32 && c < 127);
    }

    private static String characters(byte[] field, int from) {
        ByteBuffer octets = ByteBuffer.wrap(field, from, field.length - from);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
        } catch (CharacterCodingException e) {
            return new String(field, from, field.length - from, FALLBACK);
        }
    }

    /** Decodes as many as a header section may have; what comes after them stays as it is. */
    private static final class EncodedWords {

        private static final String START = "=?";

        private int left = MAX_WORDS;

        String decoded(String value) {
            for (int at = value.indexOf(START); at >= 0 && left >= 0; at = value.indexOf(START, at + START.length())) {
                left--;
            }
            if (left < 0 || !value.contains(START)) {
                return value;
            }
            try {
                return DecoderUtil.decodeEncodedWords(value, DecodeMonitor.SILENT, StandardCharsets.UTF_8);
            } catch (RuntimeException e) {
                // mime4j promises leniency; whatever breaks that, the field as it was written is better than none.
                return value;
            }
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d header fields", fields.size());
    }
}
