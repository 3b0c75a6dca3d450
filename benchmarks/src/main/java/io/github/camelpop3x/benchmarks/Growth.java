package io.github.camelpop3x.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * How the cost of our consumer grows when one thing does: messages, their size, the round trip, maildrops. The exponent
 * is the slope over the last three values on logarithmic axes, so 1 is in proportion.
 */
final class Growth {

    /** Beyond this, something grows worse than in proportion; measurements scatter. */
    private static final double WORST = 1.2;

    private static final int HEAP = 2048;
    private static final int MANY = 1_000;
    private static final long SMALL = 1_000;

    /** One thing that grows. */
    private record Sweep(String name, String unit, List<Workload> workloads, List<Double> values) {}

    private final Settings settings;
    private final SideBySide sideBySide;
    private final PrintStream out;

    Growth(Settings settings, SideBySide sideBySide, PrintStream out) {
        this.settings = settings;
        this.sideBySide = sideBySide;
        this.out = out;
    }

    /**
     * Runs every sweep and writes its plot.
     *
     * @param most messages; 100,000 unless somebody has time
     */
    String run(int most) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Sweep sweep : List.of(messages(most), sizes(), roundTrips(), maildrops())) {
            text.append(run(sweep)).append('\n');
        }
        return text.toString();
    }

    private static Sweep messages(int most) {
        List<Workload> workloads = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int count = 100; count <= most; count *= 10) {
            workloads.add(Workload.plain("n" + count, count + " messages of 1 KB", count, SMALL, Duration.ZERO, HEAP));
            values.add((double) count);
        }
        return new Sweep("messages", "messages", workloads, values);
    }

    private static Sweep sizes() {
        List<Workload> workloads = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (long size = SMALL; size <= 100_000_000; size *= 10) {
            workloads.add(Workload.plain("s" + size, "10 messages of " + size, 10, size, Duration.ZERO, HEAP));
            values.add((double) size);
        }
        return new Sweep("size", "octets a message", workloads, values);
    }

    private static Sweep roundTrips() {
        List<Workload> workloads = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int millis : List.of(2, 10, 50, 200)) {
            workloads.add(Workload.plain(
                    "r" + millis, "1,000 messages, " + millis + " ms", MANY, SMALL, Duration.ofMillis(millis), HEAP));
            values.add((double) millis);
        }
        return new Sweep("round-trip", "ms round trip", workloads, values);
    }

    private static Sweep maildrops() {
        List<Workload> workloads = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int count = 1; count <= 10_000; count *= 10) {
            workloads.add(Workload.of(
                    "m" + count, count + " maildrops", 1, SMALL, Duration.ZERO, count, Workload.Kind.PLAIN, HEAP));
            values.add((double) count);
        }
        return new Sweep("maildrops", "maildrops", workloads, values);
    }

    private String run(Sweep sweep) throws IOException {
        List<Result> results = new ArrayList<>();
        for (Workload workload : sweep.workloads()) {
            results.addAll(sideBySide.run(workload));
        }
        Table table = new Table(sweep.unit(), "client", "ms", "round trips", "CPU ms", "allocated", "peak heap");
        List<LineChart.Line> lines = new ArrayList<>();
        StringBuilder exponents = new StringBuilder();
        for (String client : settings.clients()) {
            List<Result> own = new ArrayList<>();
            List<Double> values = new ArrayList<>();
            for (Result result : results) {
                if (result.client().equals(client) && result.measured()) {
                    own.add(result);
                    values.add(sweep.values().get(sweep.workloads().indexOf(result.workload())));
                }
            }
            for (int i = 0; i < own.size(); i++) {
                table.row(row(values.get(i), own.get(i)));
            }
            lines.add(line(client + ", ms", values, own, Result::millis));
            lines.add(line(client + ", MB allocated", values, own, result -> result.allocated() / 1e6));
            exponents.append(exponent(client + " time", values, own, Result::millis));
            exponents.append(exponent(client + " allocation", values, own, Result::allocated));
        }
        Path plot = settings.docs().resolve("growth-" + sweep.name() + ".svg");
        Files.createDirectories(settings.docs());
        Files.writeString(plot, LineChart.of("Cost against " + sweep.unit(), lines));
        String text = "### " + sweep.unit() + "\n\n" + table + "\n" + exponents;
        out.println(text);
        return text;
    }

    private static List<String> row(double value, Result result) {
        return List.of(
                String.format(Locale.ROOT, "%,.0f", value),
                result.client(),
                Numbers.plain(result.millis()),
                result.workload().roundTrip().isZero() ? "–" : Numbers.plain(result.roundTrips()),
                Numbers.plain(result.cpuMillis()),
                Numbers.octets(result.allocated()),
                Numbers.octets(result.peakHeap()));
    }

    private static LineChart.Line line(
            String name, List<Double> values, List<Result> results, ToDoubleFunction<Result> cost) {
        List<LineChart.Point> points = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            points.add(new LineChart.Point(values.get(i), Math.max(1e-3, cost.applyAsDouble(results.get(i)))));
        }
        return new LineChart.Line(name, points);
    }

    private static String exponent(
            String name, List<Double> values, List<Result> results, ToDoubleFunction<Result> cost) {
        int last = results.size() - 1;
        if (last < 2) {
            return "";
        }
        double exponent = Math.log(cost.applyAsDouble(results.get(last)) / cost.applyAsDouble(results.get(last - 2)))
                / Math.log(values.get(last) / values.get(last - 2));
        return String.format(
                Locale.ROOT,
                "%s grows with exponent %.2f%s%n",
                name,
                exponent,
                exponent > WORST ? ": WORSE THAN LINEAR" : "");
    }
}
