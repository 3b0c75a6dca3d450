package io.github.camelpop3x.benchmarks;

import io.github.camelpop3x.benchmarks.client.Round;
import io.github.camelpop3x.benchmarks.server.TlsFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs the clients of one workload in turns: each one a round, then each one the next, so that whatever else the machine
 * does hits all of them alike.
 */
final class SideBySide {

    /** The longest that a round may take before its client is given up. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** A client that ran so long is warm. */
    private static final Duration WARM = Duration.ofSeconds(5);

    private final Settings settings;
    private final TlsFiles tls;
    private final Path log;
    private final PrintStream progress;

    /**
     * @param work a directory for files that the run needs, and for what the processes log
     * @param progress gets a line for each round
     */
    SideBySide(Settings settings, Path work, PrintStream progress) throws IOException {
        this.settings = settings;
        this.tls = TlsFiles.create(Files.createDirectories(work));
        this.log = work.resolve("processes.log");
        this.progress = progress;
    }

    /** Runs one workload. */
    List<Result> run(Workload workload) throws IOException {
        Map<Contender, Result> running = new LinkedHashMap<>();
        List<Result> results = new ArrayList<>();
        try (Server server = new Server(workload, tls, log)) {
            try {
                for (String client : settings.clients()) {
                    Result result = new Result(client, workload);
                    results.add(result);
                    Contender contender = contender(result, workload, server);
                    if (contender != null) {
                        running.put(contender, result);
                        warmUp(contender, result, server);
                    }
                }
                for (int turn = 1; turn <= settings.repetitions(); turn++) {
                    for (Map.Entry<Contender, Result> one : running.entrySet()) {
                        if (goesOn(one.getValue())) {
                            turn(one.getKey(), one.getValue(), server, turn);
                        }
                    }
                }
            } finally {
                running.keySet().forEach(Contender::close);
            }
        }
        return results;
    }

    private @Nullable Contender contender(Result result, Workload workload, Server server) throws IOException {
        String client = result.client();
        boolean command = CommandContender.NAMES.contains(client);
        String refused = command ? CommandContender.refuses(client, workload) : workload.refuses(client);
        if (refused != null) {
            result.fail(refused);
            say(workload, client, refused);
            return null;
        }
        try {
            return command
                    ? CommandContender.of(client, workload, server.port(), tls)
                    : new JavaContender(client, workload, server.port(), tls, log);
        } catch (Child.FailedException e) {
            give(result, e);
            return null;
        }
    }

    /** The first round of known messages is the one that gets to know them, so it is never left out. */
    private void warmUp(Contender contender, Result result, Server server) throws IOException {
        long began = System.nanoTime();
        for (int round = 0; round < settings.warmUps() && System.nanoTime() - began < WARM.toNanos(); round++) {
            try {
                Round cold = round(contender, result.workload(), server);
                say(
                        result.workload(),
                        contender.name(),
                        String.format(Locale.ROOT, "warms up: %.1f ms", cold.nanos() / 1e6));
            } catch (Child.FailedException e) {
                give(result, e);
                return;
            }
        }
    }

    /** Whether the next round is likely to end within the budget; the first one always counts as such. */
    private boolean goesOn(Result result) {
        return result.failure() == null
                && (!result.measured()
                        || result.millis() * (result.repetitions() + 1)
                                <= settings.budget().toMillis());
    }

    private void turn(Contender contender, Result result, Server server, int turn) throws IOException {
        Workload workload = result.workload();
        try {
            server.report();
            Round round = round(contender, workload, server);
            if (round.messages() != workload.expected()) {
                throw new Child.FailedException(round.messages() + " messages of " + workload.expected());
            }
            Server.Report report = server.report();
            result.add(round, report);
            say(
                    workload,
                    contender.name(),
                    String.format(
                            Locale.ROOT,
                            "%d of %d: %.1f ms, %d round trips, %d commands, %d sessions",
                            turn,
                            settings.repetitions(),
                            round.nanos() / 1e6,
                            report.roundTrips(),
                            report.commands(),
                            report.sessions()));
        } catch (Child.FailedException e) {
            give(result, e);
        }
    }

    private static Round round(Contender contender, Workload workload, Server server) throws IOException {
        if (workload.kind() != Workload.Kind.KNOWN) {
            server.refill();
        }
        return contender.round(PATIENCE);
    }

    private void give(Result result, Child.FailedException e) {
        String reason = String.valueOf(e.getMessage());
        result.fail(reason);
        say(result.workload(), result.client(), reason);
    }

    private void say(Workload workload, String client, String what) {
        progress.printf("%tT  %-3s %-12s %s%n", LocalTime.now(ZoneId.systemDefault()), workload.name(), client, what);
        progress.flush();
    }
}
