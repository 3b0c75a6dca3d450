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

    /** A client that ran so long is warm: its code is compiled, and its heap has the size that it keeps. */
    private static final Duration WARM = Duration.ofSeconds(5);
    /** So is one that had so many rounds, which matters where the machine is busy; but nobody waits longer for them. */
    private static final int WARM_ROUNDS = 10;

    private static final Duration WARM_AT_LAST = Duration.ofSeconds(20);
    /** A round that takes so many times what its client may take for all of them is given up. */
    private static final int PATIENCE = 3;

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
                for (String client :
                        settings.clients().stream().filter(workload::concerns).toList()) {
                    Result result = new Result(client, workload);
                    results.add(result);
                    Contender contender = contender(result, workload, server);
                    if (contender != null) {
                        running.put(contender, result);
                        warmUp(contender, result, server);
                        if (workload.accounts() > 1 && result.failure() == null) {
                            measureAlone(result, server);
                        }
                    }
                }
                for (int turn = 1; turn <= settings.repetitions(); turn++) {
                    for (Map.Entry<Contender, Result> one : running.entrySet()) {
                        if (goesOn(one.getValue())) {
                            turn(one.getKey(), one.getValue(), server);
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
            say(result, refused);
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

    /**
     * Untimed rounds, one at least. The first one of known messages gets to know them, which is another thing than finding
     * nothing new and warms nobody up for that. Any other first one that took all the time that its client has counts: it
     * ran for so long that most of it was warm.
     */
    private void warmUp(Contender contender, Result result, Server server) throws IOException {
        boolean known = result.workload().kind() == Workload.Kind.KNOWN;
        long began = System.nanoTime();
        int rounds = 0;
        Round last;
        try {
            do {
                server.report();
                last = round(contender, result.workload(), server);
                if (rounds++ == 0) {
                    Server.Report report = server.report();
                    result.hold(contender.footprint());
                    if (known) {
                        began = System.nanoTime();
                    } else if (last.nanos() > settings.budget().toNanos()) {
                        count(result, last, report);
                    }
                }
            } while (!result.measured() && rounds < settings.warmUps() && cold(rounds, System.nanoTime() - began));
            say(
                    result,
                    String.format(Locale.ROOT, "warm after %d rounds, the last %.1f ms", rounds, last.nanos() / 1e6));
        } catch (Child.FailedException e) {
            give(result, e);
        }
    }

    private static boolean cold(int rounds, long nanos) {
        return nanos < WARM.toNanos() || (rounds < WARM_ROUNDS && nanos < WARM_AT_LAST.toNanos());
    }

    /** What one maildrop costs is what many hold beyond what one does. */
    private void measureAlone(Result result, Server server) throws IOException {
        try (Contender one = contender(result, result.workload().alone(), server)) {
            if (one != null) {
                round(one, result.workload(), server);
                result.holdAlone(one.footprint());
            }
        } catch (Child.FailedException e) {
            give(result, e);
        }
    }

    /** Whether the next round is likely to end within the budget; the first one always counts as such. */
    private boolean goesOn(Result result) {
        return result.failure() == null
                && (!result.measured()
                        || result.millis() * (result.repetitions() + 1)
                                <= settings.budget().toMillis());
    }

    private void turn(Contender contender, Result result, Server server) throws IOException {
        try {
            server.report();
            Round round = round(contender, result.workload(), server);
            count(result, round, server.report());
        } catch (Child.FailedException e) {
            give(result, e);
        }
    }

    private void count(Result result, Round round, Server.Report report) throws IOException {
        if (round.messages() != result.workload().expected()) {
            throw new Child.FailedException(
                    round.messages() + " messages of " + result.workload().expected());
        }
        result.add(round, report);
        say(
                result,
                String.format(
                        Locale.ROOT,
                        "%d of %d: %.1f ms, %d round trips, %d commands, %d sessions",
                        result.repetitions(),
                        settings.repetitions(),
                        round.nanos() / 1e6,
                        report.roundTrips(),
                        report.commands(),
                        report.sessions()));
    }

    private Round round(Contender contender, Workload workload, Server server) throws IOException {
        if (workload.kind() != Workload.Kind.KNOWN) {
            server.refill();
        }
        return contender.round(settings.budget().multipliedBy(PATIENCE));
    }

    private void give(Result result, Child.FailedException e) {
        String reason = String.valueOf(e.getMessage());
        result.fail(reason);
        say(result, reason);
    }

    private void say(Result result, String what) {
        progress.printf(
                "%tT  %-3s %-12s %s%n",
                LocalTime.now(ZoneId.systemDefault()), result.workload().name(), result.client(), what);
        progress.flush();
    }
}
