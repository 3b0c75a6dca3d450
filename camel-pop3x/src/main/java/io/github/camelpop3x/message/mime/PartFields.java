package io.github.camelpop3x.message.mime;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a part: the first of each name, as written. Holds the section's octets, of which the few fields
 * that are asked for are read. Immutable.
 */
final class PartFields {

    private final byte[] section;
    private final int count;

    /** Of a header section, whose array it keeps; lines that are no fields are passed over. */
    PartFields(byte[] section) {
        this.section = section;
        int lines = 0;
        for (int from = 0; from < section.length; from = endOfField(section, from)) {
            lines++;
        }
        this.count = lines;
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
        int to;
        for (int from = 0; from < section.length; from = to) {
            to = endOfField(section, from);
            int colon = nameLength(section, from, to);
            if (colon >= name.length() && isNamed(from, colon, name)) {
                return HeaderText.unfolded(section, from + colon + 1, to);
            }
        }
        return null;
    }

    private boolean isNamed(int from, int colon, String name) {
        for (int i = 0; i < name.length(); i++) {
            // Names are ASCII; only letters differ in their case alone.
            if (Character.toLowerCase(section[from + i]) != Character.toLowerCase(name.charAt(i))) {
                return false;
            }
        }
        return colon == name.length() || isBlank(section[from + name.length()]);
    }

    /** All of them, sorted by name without regard to case. */
    Map<String, String> all() {
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int to;
        for (int from = 0; from < section.length; from = to) {
            to = endOfField(section, from);
            int colon = nameLength(section, from, to);
            if (colon >= 0) {
                int end = from + colon;
                while (isBlank(section[end - 1])) {
                    end--;
                }
                fields.putIfAbsent(
                        FieldNames.of(section, from, end), HeaderText.unfolded(section, from + colon + 1, to));
            }
        }
        return fields;
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
