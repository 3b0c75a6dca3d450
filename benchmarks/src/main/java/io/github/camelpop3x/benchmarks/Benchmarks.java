package io.github.camelpop3x.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code mvn -Pbenchmarks} runs: see README.md beside this module. */
public final class Benchmarks {

    private static final String MOST_MESSAGES = "100000";

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
                int most = Integer.parseInt(System.getProperty("benchmark.most", MOST_MESSAGES));
                String text = new Growth(settings, sideBySide, System.out).run(most);
                Report.write(settings.docs().resolve("growth.md"), Report.conditions(settings) + "\n" + text);
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
        StringBuilder text = new StringBuilder(Report.conditions(settings));
        for (Workload workload : settings.workloads()) {
            List<Result> results = sideBySide.run(workload);
            all.add(results);
            String table = Report.of(workload, results);
            System.out.println(table);
            text.append('\n').append(table);
            Report.write(settings.docs().resolve("performance.md"), text.toString());
            Files.writeString(
                    settings.docs().resolve("performance.svg"),
                    BarChart.of("Time as a multiple of the limit's", Report.ratios(all)));
        }
    }
}
