package io.github.camelpop3x.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code mvn -Pbenchmarks} runs: see README.md beside this module. */
public final class Benchmarks {

    private static final int MOST_MESSAGES = 1_000_000;

    private Benchmarks() {}

    /** Takes what is to be run: workloads, growth, ledgers or jmh. */
    public static void main(String[] args) throws Exception {
        String what = args.length == 0 ? "workloads" : args[0];
        if (what.equals("jmh")) {
            org.openjdk.jmh.Main.main(
                    System.getProperty("benchmark.args", "").strip().split("\\s+"));
            return;
        }
        Settings settings = Settings.ofProperties(what.equals("growth"));
        Path work = Files.createTempDirectory("pop3x-benchmarks-");
        System.out.println("What the processes log is in " + work);
        switch (what) {
            case "workloads" -> workloads(settings, work);
            case "growth" -> {
                SideBySide sideBySide = new SideBySide(settings, work, System.out);
                int most = Settings.number("benchmark.most", MOST_MESSAGES);
                new Growth(settings, sideBySide, System.out).run(most);
            }
            case "ledgers" -> {
                String text = LedgerPrice.run(settings, work);
                System.out.println(text);
                Report.write(settings.docs().resolve("ledgers.md"), Report.conditions(settings) + "\n" + text);
            }
            default ->
                throw new IllegalArgumentException(
                        "benchmark.run must be workloads, growth, ledgers or jmh but is " + what);
        }
    }

    /** Written after each workload, so that a run that is ended early leaves what it has. */
    private static void workloads(Settings settings, Path work) throws IOException {
        SideBySide sideBySide = new SideBySide(settings, work, System.out);
        List<List<Result>> all = new ArrayList<>();
        String floors = "";
        StringBuilder tables = new StringBuilder();
        for (Workload workload : settings.workloads()) {
            List<Result> results = sideBySide.run(workload);
            all.add(results);
            String table = Report.of(workload, results);
            System.out.println(table);
            tables.append('\n').append(table);
            floors = Floors.of(all);
            Report.write(
                    settings.docs().resolve("performance.md"), Report.conditions(settings) + "\n" + floors + tables);
            Files.writeString(
                    settings.docs().resolve("performance.svg"),
                    BarChart.of("Time as a multiple of the limit's", Report.ratios(all)));
        }
        System.out.println(floors);
    }
}
