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

/** How the cost of our consumer grows when one thing does: messages, their size, the round trip, maildrops. */
final class Growth {

    private static final int HEAP = 2048;
    private static final int MANY = 1_000;
    private static final long SMALL = 1_000;
    private static final long LARGEST = 1_000_000_000;
    private static final int MOST_MAILDROPS = 10_000;

    /** Round trips are counted only where there is a delay: the shortest that leaves a client time to send. */
    private static final Duration COUNTED = Duration.ofMillis(2);

    /** One thing that grows. */
    private record Sweep(String name, String unit, List<Workload> workloads, List<Double> values) {

        Sweep(String name, String unit) {
            this(name, unit, new ArrayList<>(), new ArrayList<>());
        }

        void add(double value, int messages, long size, Duration roundTrip, int maildrops) {
            String title = Numbers.plain(value) + " " + unit;
            workloads.add(Workload.of(
                    String.format(Locale.ROOT, "%s %.0e", name, value),
                    title,
                    messages,
                    size,
                    roundTrip,
                    maildrops,
                    Workload.Kind.PLAIN,
                    HEAP));
            values.add(value);
        }
    }

    private final Settings settings;
    private final SideBySide sideBySide;
    private final PrintStream out;

    Growth(Settings settings, SideBySide sideBySide, PrintStream out) {
        this.settings = settings;
        this.sideBySide = sideBySide;
        this.out = out;
    }

    /**
     * Runs every sweep and writes its plot, and the document after each of them.
     *
     * @param most messages
     */
    void run(int most) throws IOException {
        StringBuilder text = new StringBuilder(Report.conditions(settings));
        for (Sweep sweep : List.of(messages(most), sizes(), roundTrips(), maildrops())) {
            String table = run(sweep);
            out.println(table);
            text.append('\n').append(table);
            Report.write(settings.docs().resolve("growth.md"), text.toString());
        }
    }

    private static Sweep messages(int most) {
        Sweep sweep = new Sweep("messages", "messages");
        for (int count = 100; count <= most; count *= 10) {
            sweep.add(count, count, SMALL, COUNTED, 1);
        }
        return sweep;
    }

    private static Sweep sizes() {
        Sweep sweep = new Sweep("size", "octets of one message");
        for (long size = SMALL; size <= LARGEST; size *= 10) {
            sweep.add((double) size, 1, size, COUNTED, 1);
        }
        return sweep;
    }

    private static Sweep roundTrips() {
        Sweep sweep = new Sweep("round-trip", "ms round trip");
        for (int millis : List.of(0, 2, 10, 50, 200)) {
            sweep.add(millis, MANY, SMALL, Duration.ofMillis(millis), 1);
        }
        return sweep;
    }

    private static Sweep maildrops() {
        Sweep sweep = new Sweep("maildrops", "maildrops of one message");
        for (int count = 1; count <= MOST_MAILDROPS; count *= 10) {
            sweep.add(count, 1, SMALL, COUNTED, count);
        }
        return sweep;
    }

    private String run(Sweep sweep) throws IOException {
        List<Result> results = new ArrayList<>();
        for (Workload workload : sweep.workloads()) {
            results.addAll(sideBySide.run(workload));
        }
        Table table =
                new Table(sweep.unit(), "client", "ms", "round trips", "CPU ms", "allocated", "peak memory", "remark");
        List<LineChart.Line> lines = new ArrayList<>();
        StringBuilder sentences = new StringBuilder();
        for (String client : settings.clients()) {
            List<Result> own = results.stream()
                    .filter(result -> result.client().equals(client))
                    .toList();
            own.forEach(result -> table.row(row(value(sweep, result), result)));
            Trend time = trend(sweep, own, Result::millis);
            Trend allocated = trend(sweep, own, result -> result.allocated() / 1e6);
            Trend memory = trend(sweep, own, result -> result.peakMemory() / 1e6);
            lines.add(new LineChart.Line(client + ", ms", time));
            lines.add(new LineChart.Line(client + ", MB allocated", allocated));
            lines.add(new LineChart.Line(client + ", MB at the peak", memory));
            sentences.append(time.sentence(client + ": time"));
            sentences.append(trend(sweep, own, Result::cpuMillis).sentence(client + ": CPU time"));
            sentences.append(allocated.sentence(client + ": allocation"));
            sentences.append(memory.sentence(client + ": peak memory"));
            sentences.append(trend(sweep, own.stream().filter(Growth::counted).toList(), Result::roundTrips)
                    .sentenceOfCounts(client + ": round trips"));
        }
        Path plot = settings.docs().resolve("growth-" + sweep.name() + ".svg");
        Files.createDirectories(settings.docs());
        Files.writeString(plot, LineChart.of("Cost against " + sweep.unit(), lines));
        return "### " + sweep.unit() + "\n\n" + table + "\n" + sentences + "\n![" + sweep.unit() + "]("
                + plot.getFileName() + ")\n";
    }

    private static double value(Sweep sweep, Result result) {
        return sweep.values().get(sweep.workloads().indexOf(result.workload()));
    }

    private static boolean counted(Result result) {
        return !result.workload().roundTrip().isZero();
    }

    private static Trend trend(Sweep sweep, List<Result> results, ToDoubleFunction<Result> cost) {
        List<Result> measured = results.stream().filter(Result::measured).toList();
        return new Trend(
                measured.stream().map(result -> value(sweep, result)).toList(),
                measured.stream().map(cost::applyAsDouble).toList());
    }

    private static List<String> row(double value, Result result) {
        String remark = result.failure() == null ? "" : result.failure();
        String shown = String.format(Locale.ROOT, "%,.0f", value);
        if (!result.measured()) {
            return List.of(shown, result.client(), "–", "–", "–", "–", "–", remark);
        }
        return List.of(
                shown,
                result.client(),
                Numbers.plain(result.millis()),
                counted(result) ? Numbers.plain(result.roundTrips()) : "–",
                Numbers.plain(result.cpuMillis()),
                Numbers.octets(result.allocated()),
                Numbers.octets(result.peakMemory()),
                remark);
    }
}
