package io.github.camelpop3x.examples.quickstart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Shows what arrived as a table for a terminal: no cell can break its row, wide characters keep the columns straight. */
final class TextTable {

    private static final int WIDEST_CELL = 44;

    /** Hangul, Kana and Han, full-width forms, emoji: from and to, each included. */
    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x2E80, 0xA4CF},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFF00, 0xFF60},
        {0x1F300, 0x1FAFF},
        {0x20000, 0x3FFFD},
    };

    private TextTable() {}

    /** The table with an empty line before it; nothing if nothing arrived. */
    static String of(List<Arrival> arrivals) {
        if (arrivals.isEmpty()) {
            return "";
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("no", "uid", "size", "from", "subject", "file"));
        for (Arrival arrival : arrivals) {
            rows.add(List.of(
                    Integer.toString(arrival.number()),
                    cell(arrival.uid()),
                    String.format(Locale.ROOT, "%,d", arrival.size()),
                    cell(arrival.from()),
                    cell(arrival.subject()),
                    arrival.file().getFileName().toString()));
        }
        List<Integer> widths = new ArrayList<>(Collections.nCopies(rows.get(0).size(), 0));
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                widths.set(column, Math.max(widths.get(column), width(row.get(column))));
            }
        }
        StringBuilder table = new StringBuilder(System.lineSeparator());
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String text = row.get(column);
                line.append("  ").append(text).append(" ".repeat(widths.get(column) - width(text)));
            }
            table.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return table.toString();
    }

    /** The text without anything that could steer a terminal: a mail's fields are its sender's words. */
    static String printable(String text) {
        return text.replaceAll("[\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
    }

    private static String cell(String text) {
        StringBuilder cell = new StringBuilder();
        int width = 0;
        for (int codePoint : printable(text).codePoints().toArray()) {
            width += width(codePoint);
            if (width >= WIDEST_CELL) {
                return cell.append('…').toString();
            }
            cell.appendCodePoint(codePoint);
        }
        return cell.toString();
    }

    private static int width(String text) {
        return text.codePoints().map(TextTable::width).sum();
    }

    /** Columns that a terminal gives a character: two for East Asian scripts and emoji, none for combining marks. */
    private static int width(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        for (int[] range : WIDE) {
            if (codePoint >= range[0] && codePoint <= range[1]) {
                return 2;
            }
        }
        return 1;
    }
}
