package io.github.camelpop3x.benchmarks;

import io.github.camelpop3x.benchmarks.client.Footprint;
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
    private @Nullable Footprint footprint;
    private @Nullable Footprint alone;

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

    /** What it held after its first round. */
    void hold(@Nullable Footprint held) {
        footprint = held;
    }

    /** What the same client held after its first round that had one maildrop only. */
    void holdAlone(@Nullable Footprint held) {
        alone = held;
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

    /** The highest of all rounds. */
    double peakMemory() {
        return rounds.stream().mapToLong(Round::peakMemory).max().orElse(0);
    }

    /** The heap that it needed after its first round; with many maildrops, for one more of them. 0 if it isn't known. */
    double held() {
        return each(Footprint::heap);
    }

    /** The peak of memory up to the end of its first round; with many maildrops, for one more of them. */
    double firstPeak() {
        return each(Footprint::peakMemory);
    }

    private double each(ToLongFunction<Footprint> octets) {
        if (footprint == null) {
            return 0;
        }
        long all = octets.applyAsLong(footprint);
        if (workload.accounts() == 1) {
            return all;
        }
        return alone == null ? 0 : (all - octets.applyAsLong(alone)) / (workload.accounts() - 1.0);
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
