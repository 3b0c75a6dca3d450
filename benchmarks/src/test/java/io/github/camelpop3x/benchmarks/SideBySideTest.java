package io.github.camelpop3x.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness at work, on so little that it takes seconds: no number in here means anything. */
class SideBySideTest {

    private static final Duration ROUND_TRIP = Duration.ofMillis(40);

    @TempDir
    private Path work;

    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    private List<Result> run(Workload workload, String... clients) throws IOException {
        Settings settings = new Settings(List.of(workload), List.of(clients), 1, Duration.ofSeconds(20), work, 1);
        return new SideBySide(settings, work, new PrintStream(progress, true, StandardCharsets.UTF_8)).run(workload);
    }

    @Test
    void eachClientDrainsTheMaildropInTurns() throws IOException {
        Workload workload = Workload.plain("T1", "20 messages of 1 KB, 40 ms", 20, 1_000, ROUND_TRIP, 64);
        List<Result> results = run(workload, "limit", "bare", "pop3x");
        assertThat(results).allSatisfy(result -> {
            assertThat(result.failure()).as(result.client()).isNull();
            assertThat(result.repetitions()).isEqualTo(1);
            assertThat(result.millis())
                    .as("%s can't be done sooner than its round trips", result.client())
                    .isGreaterThanOrEqualTo(result.roundTrips() * ROUND_TRIP.toMillis());
        });
        assertThat(results.get(0).roundTrips())
                .as("USER, PASS, STAT, and everything else at once")
                .isEqualTo(4);
        assertThat(results.get(2).allocated()).isGreaterThan(20 * 1_000);
        assertThat(results.get(2).held()).isGreaterThan(1_000_000);
        assertThat(Report.of(workload, results)).contains("| limit ", "| bare ", "| pop3x ");
        assertThat(progress.toString(StandardCharsets.UTF_8)).contains("1 of 1");
    }

    @Test
    void aClientThatGetsLessThanEverythingIsNotMeasured() throws IOException {
        Workload workload = Workload.plain("T2", "2 messages", 2, 1_000, Duration.ZERO, 64);
        Result one = run(workload, "pop3x?maxMessagesPerPoll=1").get(0);
        assertThat(one.measured()).isFalse();
        assertThat(one.failure()).isEqualTo("1 messages of 2");
    }

    @Test
    void aClientThatTakesAllItsTimeForOneRoundIsMeasuredByThatOne() throws IOException {
        Workload workload = Workload.plain("T5", "2 messages, 400 ms", 2, 1_000, Duration.ofMillis(400), 64);
        Settings settings =
                new Settings(List.of(workload), List.of("limit"), 5, Duration.ofSeconds(1), work, Integer.MAX_VALUE);
        PrintStream out = new PrintStream(progress, true, StandardCharsets.UTF_8);
        Result one = new SideBySide(settings, work, out).run(workload).get(0);
        assertThat(one.repetitions()).isEqualTo(1);
        assertThat(progress.toString(StandardCharsets.UTF_8)).contains("warm after 1 rounds");
    }

    @Test
    void aMaildropHoldsWhatManyHoldBeyondOne() throws IOException {
        Workload workload = Workload.of("T6", "50 maildrops", 1, 1_000, Duration.ZERO, 50, Workload.Kind.PLAIN, 256);
        Result one = run(workload, "pop3x").get(0);
        assertThat(one.failure()).isNull();
        assertThat(one.held()).isBetween(1_000.0, 1_000_000.0);
    }

    @Test
    void howOftenToListMattersToKnownMessagesOnly() {
        String client = "pop3x?format=raw&listingInterval=0";
        assertThat(Workload.named("W7").concerns(client)).isTrue();
        assertThat(Workload.named("W1").concerns(client)).isFalse();
        assertThat(Workload.named("W1").concerns("pop3x?format=raw")).isTrue();
    }

    @Test
    void aClientThatCannotStartStopsNoOther() throws IOException {
        Workload workload = Workload.plain("T4", "2 messages", 2, 1_000, Duration.ZERO, 64);
        List<Result> results = run(workload, "uri:nonsense:x", "limit");
        assertThat(results.get(0).failure()).startsWith("failed, see the log");
        assertThat(results.get(1).repetitions()).isEqualTo(1);
    }

    @Test
    void aClientThatRunsOutOfMemoryIsSaidToHave() throws IOException {
        Workload workload = Workload.plain("T3", "one message of 100 MB in 32 MB", 1, 100_000_000, Duration.ZERO, 32);
        assertThat(run(workload, "camel-mail").get(0).failure()).isEqualTo("OutOfMemory");
    }

    @Test
    void theReportIsPutBetweenItsMarkers() throws IOException {
        Path document = work.resolve("performance.md");
        Files.writeString(
                document,
                "before\n<!-- benchmarks: written by mvn -Pbenchmarks -->\nold\n<!-- end of benchmarks -->\nafter\n");
        Report.write(document, "new\n");
        assertThat(Files.readString(document))
                .startsWith("before\n")
                .endsWith("<!-- end of benchmarks -->\nafter\n")
                .contains("new")
                .doesNotContain("old");
        Path bare = work.resolve("bare.md");
        Files.writeString(bare, "no markers\n");
        assertThatThrownBy(() -> Report.write(bare, "new\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has no lines");
    }

    @Test
    void anUnknownWorkloadIsNamed() {
        assertThatThrownBy(() -> Workload.named("W9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("benchmark.workloads names W9");
    }
}
