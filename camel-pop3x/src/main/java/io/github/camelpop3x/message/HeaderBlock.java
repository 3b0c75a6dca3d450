package io.github.camelpop3x.message;

import io.github.camelpop3x.message.mime.FieldNames;
import io.github.camelpop3x.message.mime.HeaderText;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The header section of a message (RFC 5322, section 2.2), decoded (RFC 2047). Any octets give some result: lines that
 * are no header fields are passed over, and what can't be decoded stays as it is. Immutable.
 */
public final class HeaderBlock {

    /** Most header sections fit. */
    private static final int BUFFER = 4096;

    /** Any order will do that brings those of one name together; most names differ in their length already. */
    private static final Comparator<Field> BY_NAME =
            Comparator.comparingInt(Field::length).thenComparing(Field::name, String.CASE_INSENSITIVE_ORDER);

    /** Sorted by name, those of one name in their order: a flat list costs a fraction of a map of lists. */
    private final List<Field> fields = new ArrayList<>();

    private HeaderBlock() {}

    /**
     * A field.
     *
     * @param written the value before encoded words in it were decoded
     */
    private record Field(String name, String written, String value) {

        int length() {
            return name.length();
        }

        boolean isNamed(String other) {
            return name.equalsIgnoreCase(other);
        }
    }

    /**
     * Gives each name as it was first written with its value: a String, or where the field is repeated a list of them in
     * their order. Names are compared without regard to case.
     */
    public void forEach(BiConsumer<String, Object> taker) {
        int next;
        for (int first = 0; first < fields.size(); first = next) {
            Field field = fields.get(first);
            next = first + 1;
            while (next < fields.size() && fields.get(next).isNamed(field.name())) {
                next++;
            }
            taker.accept(field.name(), next == first + 1 ? field.value() : values(first, next));
        }
    }

    private List<String> values(int from, int to) {
        String[] values = new String[to - from];
        for (int i = 0; i < values.length; i++) {
            values[i] = fields.get(from + i).value();
        }
        return List.of(values);
    }

    /** The value of the first field of this name; {@code null} if there is none. */
    public @Nullable String first(String name) {
        for (Field field : fields) {
            if (field.isNamed(name)) {
                return field.value();
            }
        }
        return null;
    }

    /**
     * The values of all fields of this name, in their order, without any decoding: in lists of addresses an encoded word
     * must not be decoded before they are taken apart.
     */
    List<String> written(String name) {
        int first = 0;
        while (first < fields.size() && !fields.get(first).isNamed(name)) {
            first++;
        }
        int end = first;
        while (end < fields.size() && fields.get(end).isNamed(name)) {
            end++;
        }
        return switch (end - first) {
            case 0 -> List.of();
            case 1 -> List.of(fields.get(first).written());
            default -> fields.subList(first, end).stream().map(Field::written).toList();
        };
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
        block.addAll(octets, from, Math.min(to, from + HeaderText.MAX_SECTION_OCTETS));
        block.fields.sort(BY_NAME);
        return block;
    }

    private void addAll(byte[] octets, int from, int to) {
        HeaderText words = new HeaderText();
        int field = from;
        int line = from;
        while (line < to) {
            int next = nextLine(octets, line, to);
            boolean empty = isEmpty(octets, line, next);
            boolean folded = !empty && (octets[line] == ' ' || octets[line] == '\t');
            if (!folded && line > field) {
                add(octets, field, line, words);
                field = line;
            }
            if (empty) {
                return;
            }
            line = next;
        }
        add(octets, field, to, words);
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
        String name = colon == to ? null : FieldNames.of(octets, from, end);
        if (name == null) {
            return;
        }
        String written = HeaderText.unfolded(octets, colon + 1, to);
        fields.add(new Field(name, written, words.decoded(written)));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d header fields", fields.size());
    }
}
