package io.github.camelpop3x.benchmarks;

import io.github.camelpop3x.benchmarks.client.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What one client did in one workload. For one thread. */
final class Result {

    private final String client;
    private final Workload workload;
    private final List<Round> rounds = new ArrayList<>();
    private final List<Server.Report> reports = new ArrayList<>();
    private @Nullable String failure;

    Result(String client, Workload workload) {
        this.client = client;
        this.workload = workload;
    }

    void add(Round round, Server.Report report) {
        rounds.add(round);
        reports.add(report);
    }

    /** It can't go on. What was measured before counts. */
    void fail(String reason) {
        failure = reason;
    }

    String client() {
        return client;
    }

    Workload workload() {
        return workload;
    }

    /** Why there is nothing, or no more. */
    @Nullable
    String failure() {
        return failure;
    }

    int repetitions() {
        return rounds.size();
    }

    boolean measured() {
        return !rounds.isEmpty();
    }

    double millis() {
        return median(rounds, Round::nanos) / 1e6;
    }

    double cpuMillis() {
        return median(rounds, Round::cpuNanos) / 1e6;
    }

    double allocated() {
        return median(rounds, Round::allocated);
    }

    double peakHeap() {
        return median(rounds, Round::peakHeap);
    }

    double peakMemory() {
        return median(rounds, Round::peakMemory);
    }

    /** Of one maildrop. */
    double roundTrips() {
        return median(reports, Server.Report::roundTrips) / workload.accounts();
    }

    private static <T> double median(List<T> values, ToLongFunction<T> of) {
        long[] sorted = values.stream().mapToLong(of).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2.0;
    }
}
