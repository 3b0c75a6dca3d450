package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.delivery.JdbcLedger;
import io.github.camelpop3x.testserver.MaildropServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process with a durable ledger is killed (SIGKILL) again and again under its route. Nothing is lost, and whatever is
 * done twice was marked as being in doubt the second time.
 *
 * <p>Longer: {@code -Dcrash.kills=100 -Dcrash.messages=5000 -Dcrash.seed=7}.
 */
class CrashTest {

    private static final Logger LOG = LoggerFactory.getLogger(CrashTest.class);

    private static final int KILLS = Integer.getInteger("crash.kills", 20);
    private static final int MESSAGES = Integer.getInteger("crash.messages", 1_000);
    private static final long SEED = Long.getLong("crash.seed", 20261123);

    @TempDir
    Path folder;

    /** A fast route has hundreds of messages announced at once, and the ledger has them in one row. */
    @ParameterizedTest(name = "{0} ms a message, {1} times as many")
    @CsvSource({"1, 1", "0, 10"})
    void nothingIsLostAndWhatIsDoneTwiceWasInDoubt(int millis, int times) throws Exception {
        int messages = times * MESSAGES;
        Random random = new Random(SEED);
        Path journal = Files.createFile(folder.resolve("journal"));
        Path ledger = folder.resolve("ledger.db");
        Path log = folder.resolve("log");
        try (MaildropServer server =
                MaildropServer.builder().user("joe", "secret").start()) {
            for (int i = 0; i < messages; i++) {
                server.deliver("joe", "uid" + i, ("Subject: " + i + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            }
            for (int kill = 0; kill < KILLS; kill++) {
                // At least one line, so that each process gets to work; two lines are one message.
                int lines = 1 + random.nextInt(2 * messages / KILLS);
                killAfter(lines, start(server.port(), ledger, millis, journal, log), server, journal, log);
            }
            Process last = start(server.port(), ledger, millis, journal, log);
            try {
                Awaitility.await().atMost(120, TimeUnit.SECONDS).untilAsserted(() -> assertThat(server.uids("joe"))
                        .isEmpty());
                awaitEmptyLedger(server.port(), ledger);
            } finally {
                last.destroyForcibly().waitFor();
            }
        }
        report(messages, Journal.read(journal));
    }

    private static Process start(int port, Path ledger, int millis, Path journal, Path log) throws IOException {
        return CrashedRoute.start("a", port, "&leaseTimeout=300&ledger=jdbc:sqlite:" + ledger, millis, journal, log);
    }

    private static void report(int messages, Journal journal) {
        journal.assertNothingLostAndOnlyDoubtsRepeated(
                IntStream.range(0, messages).mapToObj(i -> "uid" + i).toList());
        LOG.info(
                "{} kills, {} messages, seed {}: none lost, {} in doubt, {} of them done twice",
                KILLS,
                messages,
                SEED,
                journal.inDoubt(),
                journal.doneAgain());
    }

    /** Or once there is nothing left to be done. */
    private static void killAfter(int lines, Process process, MaildropServer server, Path journal, Path log)
            throws Exception {
        long until = Files.size(journal) + lines * "done uid100 a\n".length();
        try {
            Awaitility.await()
                    .pollInterval(1, TimeUnit.MILLISECONDS)
                    .pollDelay(0, TimeUnit.MILLISECONDS)
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> Files.size(journal) >= until
                            || !process.isAlive()
                            || server.uids("joe").isEmpty());
            assertThat(process.isAlive())
                    .as(() -> "ended by itself: " + read(log))
                    .isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void awaitEmptyLedger(int port, Path ledger) throws Exception {
        try (JdbcLedger reader = JdbcLedger.at("jdbc:sqlite:" + ledger)) {
            Awaitility.await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> assertThat(
                            reader.load("joe@localhost:" + port, List.of()))
                    .as("entries that the ledger still has")
                    .isEmpty());
        }
    }
}
