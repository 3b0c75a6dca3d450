package io.github.camelpop3x.message.mime;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The header fields of a part: the first of each name, as written. Immutable. */
final class PartFields {

    private final Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final int count;

    /** Reads a header section; lines that are no fields are passed over. */
    PartFields(byte[] section) {
        int lines = 0;
        int from = 0;
        while (from < section.length) {
            int to = endOfField(section, from);
            add(section, from, to);
            lines++;
            from = to;
        }
        count = lines;
    }

    /** Without any field. */
    static PartFields none() {
        return new PartFields(new byte[0]);
    }

    /** How many fields were read, whatever became of them. */
    int count() {
        return count;
    }

    @Nullable
    String get(String name) {
        return fields.get(name);
    }

    Map<String, String> all() {
        return Collections.unmodifiableMap(fields);
    }

    /** The start of the next line that isn't a folded one. */
    private static int endOfField(byte[] section, int from) {
        int at = from;
        while (at < section.length) {
            if (section[at++] == '\n' && (at == section.length || !isBlank(section[at]))) {
                return at;
            }
        }
        return at;
    }

    private void add(byte[] section, int from, int to) {
        int colon = nameLength(section, from, to);
        if (colon < 0) {
            return;
        }
        String name = new String(section, from, colon, StandardCharsets.US_ASCII).stripTrailing();
        fields.putIfAbsent(name, unfolded(section, from + colon + 1, to));
    }

    /** CR and LF go, the blank that follows them stays. */
    private static String unfolded(byte[] section, int from, int to) {
        byte[] value = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            boolean ending = section[i] == '\n' || (section[i] == '\r' && i + 1 < to && section[i + 1] == '\n');
            if (!ending) {
                value[length++] = section[i];
            }
        }
        return HeaderText.written(value, 0, length).strip();
    }

    /**
     * The length of a field's name with the blanks behind it, if a field (RFC 5322, section 2.2) begins here: printable
     * ASCII up to a colon. -1 otherwise.
     */
    static int nameLength(byte[] line, int from, int to) {
        int at = from;
        while (at < to && line[at] > ' ' && line[at] < 127 && line[at] != ':') {
            at++;
        }
        if (at == from) {
            return -1;
        }
        while (at < to && isBlank(line[at])) {
            at++;
        }
        return at < to && line[at] == ':' ? at - from : -1;
    }

    static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }
}
