package io.github.camelpop3x.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What came of the workloads, as tables. */
final class Report {

    private static final String BEGIN = "<!-- benchmarks: written by mvn -Pbenchmarks -->";
    private static final String END = "<!-- end of benchmarks -->";
    private static final String NOTHING = "–";

    private Report() {}

    /** The medians of one workload and their ratios. */
    static String of(Workload workload, List<Result> results) {
        Optional<Result> reference = results.stream()
                .filter(result -> result.client().equals(workload.reference()) && result.measured())
                .findFirst();
        Table table = new Table(
                "client",
                "ms",
                "× " + workload.reference(),
                "rounds",
                "round trips",
                "CPU ms",
                "allocated / " + unit(workload),
                workload.accounts() > 1 ? "held / maildrop" : "held",
                "peak memory",
                "remark");
        for (Result result : results) {
            table.row(row(result, reference));
        }
        return "### " + workload.name() + ": " + workload.title() + "\n\n" + table;
    }

    private static String unit(Workload workload) {
        return workload.accounts() > 1 ? "maildrop" : "message";
    }

    private static List<String> row(Result result, Optional<Result> reference) {
        String client = shown(result.client());
        String remark = result.failure() == null ? "" : result.failure();
        if (!result.measured()) {
            return List.of(client, NOTHING, NOTHING, "0", NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, remark);
        }
        boolean delayed = !result.workload().roundTrip().isZero();
        boolean inside = result.allocated() > 0;
        return List.of(
                client,
                Numbers.plain(result.millis()),
                reference
                        .map(limit -> Numbers.plain(result.millis() / limit.millis()))
                        .orElse(NOTHING),
                Integer.toString(result.repetitions()),
                // Without a delay commands that were sent ahead arrive torn, and count as many.
                delayed && result.roundTrips() > 0 ? Numbers.plain(result.roundTrips()) : NOTHING,
                inside ? Numbers.plain(result.cpuMillis()) : NOTHING,
                inside ? Numbers.octets(result.allocated() / result.workload().units()) : NOTHING,
                result.held() > 0 ? Numbers.octets(result.held()) : NOTHING,
                result.peakMemory() > 0 ? Numbers.octets(result.peakMemory()) : NOTHING,
                remark);
    }

    /** A URI may hold what isn't for a document. */
    private static String shown(String client) {
        return client.startsWith("uri:") ? "benchmark.uri" : client;
    }

    /** The machine and the versions, without which the numbers mean nothing. */
    static String conditions(Settings settings) {
        return String.format(
                Locale.ROOT,
                "%d processors, %s %s, JDK %s. Medians of up to %d rounds of each client, in turns, after a warm-up; a"
                        + " client that would take more than %d s has fewer.%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.version"),
                settings.repetitions(),
                settings.budget().toSeconds());
    }

    /**
     * Puts the text between the markers of a document, which is begun if it isn't there.
     *
     * @throws IOException it can't be read or written, or has no markers
     */
    static void write(Path document, String text) throws IOException {
        Path directory = document.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        String old = Files.exists(document) ? Files.readString(document) : BEGIN + "\n" + END + "\n";
        int begin = old.indexOf(BEGIN);
        int end = old.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(document + " has no lines '" + BEGIN + "' and '" + END + "'");
        }
        Files.writeString(document, old.substring(0, begin) + BEGIN + "\n\n" + text + "\n" + old.substring(end));
    }

    /** The ratios of all workloads, for the plot. */
    static List<BarChart.Group> ratios(List<List<Result>> all) {
        List<BarChart.Group> groups = new ArrayList<>();
        for (List<Result> results : all) {
            Workload workload = results.get(0).workload();
            results.stream()
                    .filter(result -> result.client().equals(workload.reference()) && result.measured())
                    .findFirst()
                    .ifPresent(limit -> {
                        List<BarChart.Bar> bars = results.stream()
                                .filter(Result::measured)
                                .filter(result -> result != limit)
                                .map(result ->
                                        new BarChart.Bar(shown(result.client()), result.millis() / limit.millis()))
                                .toList();
                        groups.add(new BarChart.Group(workload.name() + ": " + workload.title(), bars));
                    });
        }
        return groups;
    }
}
