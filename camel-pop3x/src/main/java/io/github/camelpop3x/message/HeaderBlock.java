package io.github.camelpop3x.message;

import io.github.camelpop3x.message.mime.HeaderText;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The header section of a message (RFC 5322, section 2.2), decoded (RFC 2047). Any octets give some result: lines that
 * are no header fields are passed over, and what can't be decoded stays as it is. Immutable.
 */
public final class HeaderBlock {

    /** Those in which an encoded word must not be decoded before they are taken apart. */
    private static final Set<String> OF_ADDRESSES = Set.of("from", "reply-to", "to", "cc");

    private final Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, List<String>> written = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private HeaderBlock() {}

    /** Each field's values in their order, by its name as first written; names are compared without regard to case. */
    public Map<String, List<String>> fields() {
        return fields;
    }

    /** The first field of this name. */
    Optional<String> first(String name) {
        return fields.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The values of From, Reply-To, To or Cc without any decoding. */
    List<String> written(String name) {
        return written.getOrDefault(name, List.of());
    }

    /** Reads up to the empty line that ends the header section, and what a buffer takes beyond it. */
    public static HeaderBlock read(InputStream message) throws IOException {
        return readFrom(new BufferedInputStream(message, 4096));
    }

    /** Reads up to the empty line that ends the header section, octet by octet. */
    static HeaderBlock readFrom(InputStream in) throws IOException {
        HeaderBlock block = new HeaderBlock();
        ByteArrayOutputStream field = new ByteArrayOutputStream(128);
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        HeaderText words = new HeaderText();
        int left = HeaderText.MAX_SECTION_OCTETS;
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
                block.add(field.toByteArray(), words);
                field.reset();
            }
            field.write(text, 0, text.length);
            line.reset();
            if (text.length == 0) {
                break;
            }
        } while (octet >= 0);
        block.add(field.toByteArray(), words);
        return block;
    }

    private static byte[] withoutCr(byte[] line) {
        int length = line.length;
        return length > 0 && line[length - 1] == '\r' ? Arrays.copyOf(line, length - 1) : line;
    }

    private void add(byte[] field, HeaderText words) {
        int colon = 0;
        while (colon < field.length && field[colon] != ':') {
            colon++;
        }
        if (colon == 0 || colon == field.length) {
            return;
        }
        String name = new String(field, 0, colon, StandardCharsets.ISO_8859_1).stripTrailing();
        if (isName(name)) {
            String value = HeaderText.written(field, colon + 1, field.length).strip();
            fields.computeIfAbsent(name, key -> new ArrayList<>(1)).add(words.decoded(value));
            if (OF_ADDRESSES.contains(name.toLowerCase(Locale.ROOT))) {
                written.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
            }
        }
    }

    /** RFC 5322, section 3.6.8: printable ASCII without colon and blank. */
    private static boolean isName(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c > 32 && c < 127);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d header fields", fields.size());
    }
}
