package io.github.camelpop3x.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@code mvn -Pbenchmarks} runs: see README.md beside this module. */
public final class Benchmarks {

    private Benchmarks() {}

    /** Takes what is to be run: workloads, growth, ledgers or jmh. */
    public static void main(String[] args) throws Exception {
        Settings settings = Settings.ofProperties();
        Path work = Files.createTempDirectory("pop3x-benchmarks-");
        System.out.println("What processes log is in " + work);
        SideBySide sideBySide = new SideBySide(settings, work, System.out);
        for (Workload workload : settings.workloads()) {
            List<Result> results = sideBySide.run(workload);
            for (Result result : results) {
                if (result.measured()) {
                    System.out.printf("%s %s %.1f ms%n", workload.name(), result.client(), result.millis());
                }
            }
        }
    }
}
