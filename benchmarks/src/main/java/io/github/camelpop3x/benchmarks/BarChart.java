package io.github.camelpop3x.benchmarks;

import java.util.List;
import java.util.Locale;

/** Bars on a logarithmic scale, as SVG. */
final class BarChart {

    private static final int WIDTH = 850;
    private static final int LEFT = 220;
    private static final int RIGHT = 70;
    private static final int ROW = 16;
    private static final int GAP = 30;

    /** One bar; its value is at least about 1. */
    record Bar(String name, double value) {}

    /** Bars that belong together. */
    record Group(String title, List<Bar> bars) {}

    private BarChart() {}

    static String of(String title, List<Group> groups) {
        double most = groups.stream()
                .flatMap(group -> group.bars().stream())
                .mapToDouble(Bar::value)
                .max()
                .orElse(1);
        double decades = Math.max(1, Math.ceil(Math.log10(most)));
        StringBuilder body = new StringBuilder();
        int y = 30;
        Svg.text(body, 10, 20, "start", "bold", title);
        for (Group group : groups) {
            y += GAP;
            Svg.text(body, 10, y - 8, "start", "bold", group.title());
            for (Bar bar : group.bars()) {
                double length = Math.max(1, Math.log10(Math.max(1, bar.value())) / decades * (WIDTH - LEFT - RIGHT));
                Svg.text(body, LEFT - 6, y + 11, "end", "normal", bar.name());
                body.append(String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                        LEFT,
                        y,
                        length,
                        ROW - 3,
                        bar.name().startsWith("pop3x") ? "#1f6fb4" : "#a9b4bf"));
                Svg.text(body, (int) (LEFT + length + 5), y + 11, "start", "normal", Numbers.plain(bar.value()));
                y += ROW;
            }
        }
        return Svg.document(WIDTH, y + 20, body);
    }
}
