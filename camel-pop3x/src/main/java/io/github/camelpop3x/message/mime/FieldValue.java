package io.github.camelpop3x.message.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A field's value with parameters (RFC 2045, section 5.1), those of RFC 2231 decoded and put together. Takes what is
 * sent in their place too: values with blanks and without quotes, without a closing quote, with encoded words in them.
 * Immutable.
 */
final class FieldValue {

    /** Real ones have a handful; a long name comes in dozens of segments. */
    private static final int MAX_PARAMETERS = 500;

    private static final FieldValue EMPTY = new FieldValue("", Map.of());

    private final String value;
    private final Map<String, String> parameters;

    private FieldValue(String value, Map<String, String> parameters) {
        this.value = value;
        this.parameters = parameters;
    }

    /** Never fails; {@code null} is read as an empty field. */
    static FieldValue of(@Nullable String field, HeaderText words) {
        if (field == null) {
            return EMPTY;
        }
        Reader reader = new Reader(field, words);
        String value = reader.value();
        return new FieldValue(value, reader.parameters());
    }

    /** What stands before the parameters, in lower case. */
    String value() {
        return value;
    }

    /** A parameter's value by its name in lower case. */
    @Nullable
    String parameter(String name) {
        return parameters.get(name);
    }

    /** A segment of a value (RFC 2231, section 3). */
    private record Segment(String text, boolean encoded) {}

    private static final class Reader {

        private final String field;
        private final HeaderText words;
        private final Map<String, String> parameters = new HashMap<>(4);
        /** Those of RFC 2231, which take precedence; few messages have any. */
        private @Nullable Map<String, TreeMap<Integer, Segment>> extended;

        private int at;

        Reader(String field, HeaderText words) {
            this.field = field;
            this.words = words;
        }

        String value() {
            String token = until(";");
            int comment = token.indexOf('(');
            return (comment < 0 ? token : token.substring(0, comment)).strip().toLowerCase(Locale.ROOT);
        }

        Map<String, String> parameters() {
            for (int count = 0; at < field.length() && count < MAX_PARAMETERS; count++) {
                parameter();
            }
            if (extended != null) {
                extended.forEach((name, segments) -> parameters.put(name, joined(segments)));
            }
            return parameters;
        }

        private void parameter() {
            at++;
            String name = until("=;").strip().toLowerCase(Locale.ROOT);
            if (at == field.length() || field.charAt(at) == ';') {
                return;
            }
            at++;
            String text = text();
            int star = name.indexOf('*');
            if (star < 0) {
                parameters.putIfAbsent(name, words.decoded(text));
            } else if (star > 0) {
                segment(name.substring(0, star), name.substring(star + 1), text);
            }
        }

        /** Names are {@code x*}, {@code x*0} and {@code x*0*}. */
        private void segment(String name, String suffix, String text) {
            boolean encoded = suffix.isEmpty() || suffix.endsWith("*");
            String digits = suffix.endsWith("*") ? suffix.substring(0, suffix.length() - 1) : suffix;
            if (digits.length() <= 4 && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                // The whole in one takes precedence over segments.
                int index = digits.isEmpty() ? -1 : Integer.parseInt(digits);
                extended = extended == null ? new HashMap<>() : extended;
                extended.computeIfAbsent(name, key -> new TreeMap<>()).putIfAbsent(index, new Segment(text, encoded));
            }
        }

        private String text() {
            while (at < field.length() && Character.isWhitespace(field.charAt(at))) {
                at++;
            }
            if (at == field.length() || field.charAt(at) != '"') {
                return until(";").strip();
            }
            StringBuilder quoted = new StringBuilder();
            while (++at < field.length() && field.charAt(at) != '"') {
                // Only what needs it is unquoted: senders put whole Windows paths here, without quoting anything.
                if (field.charAt(at) == '\\' && at + 1 < field.length() && "\\\"".indexOf(field.charAt(at + 1)) >= 0) {
                    at++;
                }
                quoted.append(field.charAt(at));
            }
            String rest = until(";");
            return rest.length() > 1 && plausible(rest)
                    ? quoted + rest.substring(1).strip()
                    : quoted.toString();
        }

        /** What follows a closing quote and isn't blank or a comment belongs to the value: quotes within quotes. */
        private static boolean plausible(String rest) {
            String text = rest.substring(1).strip();
            return !text.isEmpty() && text.charAt(0) != '(' && text.indexOf('=') < 0;
        }

        /** Up to one of these characters or to the end. */
        private String until(String ends) {
            int from = at;
            while (at < field.length() && ends.indexOf(field.charAt(at)) < 0) {
                at++;
            }
            return field.substring(from, at);
        }

        private static String joined(TreeMap<Integer, Segment> segments) {
            Segment first = segments.firstEntry().getValue();
            Charset charset = StandardCharsets.UTF_8;
            String text = first.text();
            if (first.encoded()) {
                int apostrophe = text.indexOf('\'');
                int second = text.indexOf('\'', apostrophe + 1);
                if (apostrophe >= 0 && second > 0) {
                    Charset labelled = MailCharsets.labelled(text.substring(0, apostrophe));
                    charset = labelled == null ? charset : labelled;
                    text = text.substring(second + 1);
                }
            }
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            append(octets, text, first.encoded(), charset);
            if (segments.firstKey() >= 0) {
                segments.pollFirstEntry();
                for (Segment segment : segments.values()) {
                    append(octets, segment.text(), segment.encoded(), charset);
                }
            }
            return octets.toString(charset);
        }

        private static void append(ByteArrayOutputStream octets, String text, boolean encoded, Charset charset) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (encoded && c == '%' && high >= 0 && low >= 0) {
                    octets.write(high * 16 + low);
                    i += 2;
                } else {
                    octets.writeBytes(String.valueOf(c).getBytes(charset));
                }
            }
        }
    }
}
