package io.github.camelpop3x.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Lines over two logarithmic axes, as SVG: what grows in proportion is a straight line that rises at 45 degrees. */
final class LineChart {

    private static final int LEFT = 60;
    private static final int TOP = 40;
    private static final int DECADE = 80;
    private static final int LEGEND = 260;
    private static final List<String> COLOURS =
            List.of("#1f6fb4", "#c0392b", "#27864b", "#8e5ea2", "#b8860b", "#555555");

    private record Point(double x, double y) {}

    /** What grows from left to right. Where either axis is at 0 there is no point: logarithms have none. */
    record Line(String name, Trend trend) {

        List<Point> points() {
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < trend.values().size(); i++) {
                if (trend.values().get(i) > 0 && trend.costs().get(i) > 0) {
                    points.add(new Point(trend.values().get(i), trend.costs().get(i)));
                }
            }
            return points;
        }
    }

    private LineChart() {}

    static String of(String title, List<Line> lines) {
        int left = decade(lines, Point::x, false);
        int right = Math.max(left + 1, decade(lines, Point::x, true));
        int low = decade(lines, Point::y, false);
        int high = Math.max(low + 1, decade(lines, Point::y, true));
        int width = (right - left) * DECADE;
        int height = (high - low) * DECADE;
        StringBuilder body = new StringBuilder();
        Svg.text(body, 10, 20, "start", "bold", title);
        for (int x = left; x <= right; x++) {
            int at = LEFT + (x - left) * DECADE;
            rule(body, at, TOP, at, TOP + height);
            Svg.text(body, at, TOP + height + 15, "middle", "normal", "1e" + x);
        }
        for (int y = low; y <= high; y++) {
            int at = TOP + (high - y) * DECADE;
            rule(body, LEFT, at, LEFT + width, at);
            Svg.text(body, LEFT - 5, at + 4, "end", "normal", "1e" + y);
        }
        for (int i = 0; i < lines.size(); i++) {
            String colour = COLOURS.get(i % COLOURS.size());
            StringBuilder points = new StringBuilder();
            for (Point point : lines.get(i).points()) {
                points.append(String.format(
                        Locale.ROOT,
                        "%.1f,%.1f ",
                        LEFT + (Math.log10(point.x()) - left) * DECADE,
                        TOP + (high - Math.log10(point.y())) * DECADE));
            }
            body.append(String.format(
                    "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                    points.toString().strip(), colour));
            body.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"3\" fill=\"%s\"/>%n",
                    LEFT + width + 12,
                    TOP + 16 * i + 4,
                    colour));
            Svg.text(
                    body,
                    LEFT + width + 30,
                    TOP + 16 * i + 9,
                    "start",
                    "normal",
                    lines.get(i).name());
        }
        return Svg.document(LEFT + width + LEGEND, TOP + height + 30, body);
    }

    private static void rule(StringBuilder body, int x1, int y1, int x2, int y2) {
        body.append(String.format(
                Locale.ROOT, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#dddddd\"/>%n", x1, y1, x2, y2));
    }

    private static int decade(List<Line> lines, ToDoubleFunction<Point> axis, boolean up) {
        double[] values = lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(axis)
                .sorted()
                .toArray();
        if (values.length == 0) {
            return 0;
        }
        double edge = Math.log10(up ? values[values.length - 1] : values[0]);
        return (int) (up ? Math.ceil(edge) : Math.floor(edge));
    }
}
