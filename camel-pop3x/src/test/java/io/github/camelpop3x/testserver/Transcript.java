package io.github.camelpop3x.testserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was said, to be read by people: {@code C:} and {@code S:} lines and notes. A line's CRLF isn't shown; any other
 * control or non-ASCII byte is, as {@code \n} or {@code \xE9}. Long output is abbreviated. Thread-safe.
 */
final class Transcript {

    private static final int WIDEST_LINE = 160;
    private static final int MOST_LINES_OF_A_SEND = 30;

    private final List<String> lines = new ArrayList<>();
    private final List<String> received = new ArrayList<>();

    synchronized void client(String line) {
        received.add(line);
        lines.add("C: " + visible(line));
    }

    synchronized void server(String text) {
        int length = text.length();
        int from = 0;
        int shown = 0;
        while (from < length) {
            if (shown++ == MOST_LINES_OF_A_SEND) {
                lines.add("S: ... and " + (length - from) + " bytes more");
                return;
            }
            int eol = text.indexOf("\r\n", from);
            lines.add("S: " + visible(text.substring(from, eol < 0 ? length : eol)) + (eol < 0 ? " (no CRLF)" : ""));
            from = eol < 0 ? length : eol + 2;
        }
    }

    synchronized void note(String text) {
        lines.add("-- " + text);
    }

    synchronized List<String> received() {
        return List.copyOf(received);
    }

    @Override
    public synchronized String toString() {
        return String.join("\n", lines);
    }

    static String visible(String line) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            if (shown.length() >= WIDEST_LINE) {
                return shown + "... (" + line.length() + " bytes)";
            }
            char c = line.charAt(i);
            switch (c) {
                case '\r' -> shown.append("\\r");
                case '\n' -> shown.append("\\n");
                default ->
                    shown.append(
                            c >= ' ' && c < 0x7F ? String.valueOf(c) : String.format(Locale.ROOT, "\\x%02X", (int) c));
            }
        }
        return shown.toString();
    }
}
