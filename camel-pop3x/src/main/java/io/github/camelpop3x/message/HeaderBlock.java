package io.github.camelpop3x.message;

import io.github.camelpop3x.message.mime.HeaderText;
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
import java.util.TreeSet;

/**
 * The header section of a message (RFC 5322, section 2.2), decoded (RFC 2047). Any octets give some result: lines that
 * are no header fields are passed over, and what can't be decoded stays as it is. Immutable.
 */
public final class HeaderBlock {

    /** Those in which an encoded word must not be decoded before they are taken apart. */
    private static final Set<String> OF_ADDRESSES = names("From", "Reply-To", "To", "Cc");

    /** Most header sections fit. */
    private static final int BUFFER = 4096;

    private final Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, List<String>> written = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private HeaderBlock() {}

    private static Set<String> names(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(List.of(names));
        return set;
    }

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
        byte[] section = new byte[BUFFER];
        int length = 0;
        int searched = 0;
        while (length < HeaderText.MAX_SECTION_OCTETS) {
            if (length == section.length) {
                section = Arrays.copyOf(section, Math.min(2 * length, HeaderText.MAX_SECTION_OCTETS));
            }
            int got = message.read(section, length, section.length - length);
            if (got < 0) {
                break;
            }
            length += got;
            int end = endOfSection(section, searched, length);
            if (end >= 0) {
                return of(section, 0, end);
            }
            searched = Math.max(0, length - 2);
        }
        return of(section, 0, length);
    }

    /** Reads the header section at the start of some octets. */
    public static HeaderBlock of(byte[] octets, int from, int to) {
        HeaderBlock block = new HeaderBlock();
        HeaderText words = new HeaderText();
        int most = Math.min(to, from + HeaderText.MAX_SECTION_OCTETS);
        int field = from;
        int line = from;
        while (line < most) {
            int next = nextLine(octets, line, most);
            boolean empty = isEmpty(octets, line, next);
            boolean folded = !empty && (octets[line] == ' ' || octets[line] == '\t');
            if (!folded && line > field) {
                block.add(octets, field, line, words);
                field = line;
            }
            if (empty) {
                return block;
            }
            line = next;
        }
        block.add(octets, field, most, words);
        return block;
    }

    private static int nextLine(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets[i] == '\n') {
                return i + 1;
            }
        }
        return to;
    }

    private static boolean isEmpty(byte[] octets, int from, int next) {
        return octets[from] == '\n' || (octets[from] == '\r' && next == from + 2);
    }

    /** The index behind an empty line, -1 where there is none yet. */
    static int endOfSection(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            boolean atLineStart = i == 0 || octets[i - 1] == '\n';
            if (atLineStart && octets[i] == '\n') {
                return i + 1;
            }
            if (atLineStart && octets[i] == '\r' && i + 1 < to && octets[i + 1] == '\n') {
                return i + 2;
            }
        }
        return -1;
    }

    private void add(byte[] octets, int from, int to, HeaderText words) {
        int colon = from;
        while (colon < to && octets[colon] != ':') {
            colon++;
        }
        int end = colon;
        while (end > from && octets[end - 1] <= ' ' && octets[end - 1] >= 0) {
            end--;
        }
        if (colon == to || !isName(octets, from, end)) {
            return;
        }
        String name = new String(octets, from, end - from, StandardCharsets.ISO_8859_1);
        String value = unfolded(octets, colon + 1, to);
        fields.computeIfAbsent(name, key -> new ArrayList<>(1)).add(words.decoded(value));
        if (OF_ADDRESSES.contains(name)) {
            written.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
        }
    }

    /** The value without the line ends in it; what they stand before stays (RFC 5322, section 2.2.3). */
    private static String unfolded(byte[] octets, int from, int to) {
        byte[] value = octets;
        int begin = from;
        int end = to;
        int firstLine = nextLine(octets, from, to);
        if (firstLine < to) {
            value = new byte[to - from];
            begin = 0;
            end = 0;
            for (int line = from; line < to; ) {
                int next = nextLine(octets, line, to);
                int length = withoutEnd(octets, line, next) - line;
                System.arraycopy(octets, line, value, end, length);
                end += length;
                line = next;
            }
        } else {
            end = withoutEnd(octets, from, to);
        }
        return HeaderText.written(value, begin, end).strip();
    }

    private static int withoutEnd(byte[] octets, int from, int next) {
        int end = next;
        if (end > from && octets[end - 1] == '\n') {
            end--;
        }
        return end > from && octets[end - 1] == '\r' ? end - 1 : end;
    }

    /** RFC 5322, section 3.6.8: printable ASCII without colon and blank. */
    private static boolean isName(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets[i] <= ' ' || octets[i] == 0x7f) {
                return false;
            }
        }
        return to > from;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d header fields", fields.size());
    }
}
