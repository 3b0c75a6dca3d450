package io.github.camelpop3x.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a run was told by system properties, all of which may be missing or empty.
 *
 * @param workloads {@code benchmark.workloads}: names, with commas between them
 * @param clients {@code benchmark.clients}: names, with blanks between them
 * @param repetitions {@code benchmark.repetitions}: timed rounds of each client
 * @param budget {@code benchmark.budget}: about how many seconds each client may take for its timed rounds of a workload;
 *     one that is too slow for all of them does fewer, but at least one
 * @param docs {@code benchmark.docs}: the directory of performance.md and its plots
 * @param warmUps {@code benchmark.warmups}: the most untimed rounds of each client before the timed ones; seconds end
 *     them too
 */
record Settings(
        List<Workload> workloads, List<String> clients, int repetitions, Duration budget, Path docs, int warmUps) {

    private static final String CLIENTS =
            "limit bare pop3x?format=raw pop3x?format=raw&listingInterval=0 pop3x?format=mime camel-floor"
                    + " angus commons-net camel-mail mpop curl";
    private static final String OURS = "bare pop3x?format=raw";
    private static final int REPETITIONS = 5;
    private static final int BUDGET = 60;
    private static final int WARM_UPS = 100_000;

    /**
     * The settings.
     *
     * @param growth whether the run is about how our own cost grows, and not about others
     */
    static Settings ofProperties(boolean growth) {
        String uri = text("benchmark.uri", "");
        String usual = growth ? OURS : CLIENTS;
        String clients = text("benchmark.clients", uri.isEmpty() ? usual : "limit bare pop3x?format=raw uri:" + uri);
        String workloads = text("benchmark.workloads", "");
        return new Settings(
                workloads.isEmpty()
                        ? Workload.TABLE
                        : List.of(workloads.split(",")).stream()
                                .map(Workload::named)
                                .toList(),
                List.of(clients.strip().split("\\s+")),
                number("benchmark.repetitions", REPETITIONS),
                Duration.ofSeconds(number("benchmark.budget", BUDGET)),
                Path.of(text("benchmark.docs", "target/benchmarks")),
                number("benchmark.warmups", WARM_UPS));
    }

    private static String text(String property, String otherwise) {
        String value = System.getProperty(property, "");
        return value.isBlank() ? otherwise : value;
    }

    static int number(String property, int otherwise) {
        String value = text(property, Integer.toString(otherwise));
        if (!value.matches("[1-9]\\d{0,6}")) {
            throw new IllegalArgumentException(property + " must be a number of at least 1 but is " + value);
        }
        return Integer.parseInt(value);
    }
}
