package io.github.camelpop3x.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** A table as Markdown has it, its columns padded so that it can be read as text too. For one thread. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... header) {
        rows.add(List.of(header));
    }

    void row(List<String> cells) {
        if (cells.size() != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    cells.size() + " cells for " + rows.get(0).size() + " columns");
        }
        rows.add(List.copyOf(cells));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows.size(); row++) {
            line(text, rows.get(row), ' ');
            if (row == 0) {
                line(text, rows.get(0).stream().map(cell -> "").toList(), '-');
            }
        }
        return text.toString();
    }

    private void line(StringBuilder text, List<String> cells, char padding) {
        text.append('|');
        for (int column = 0; column < cells.size(); column++) {
            int at = column;
            int width =
                    rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0);
            String cell = cells.get(column);
            text.append(padding).append(cell);
            text.append(String.valueOf(padding).repeat(width - cell.length() + 1))
                    .append('|');
        }
        text.append('\n');
    }
}
