package io.github.camelpop3x.examples.effectivelyonce;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Runs the route in a process, kills it (SIGKILL) while it works, starts it again, and so on; the last process may go on
 * until the maildrop is empty. Then it counts.
 */
final class Ordeal {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LOOK_EVERY_MILLIS = 2;
    private static final int LONGEST_DELAY_MICROS = 5_000;

    private final Settings settings;
    private final Path log;
    private final PrintStream out;
    private final Random random;

    /**
     * @param log where the killed processes write what they have to say
     * @param out gets a line for each kill
     */
    Ordeal(Settings settings, Path log, PrintStream out) {
        this.settings = settings;
        this.log = log;
        this.out = out;
        this.random = new Random(settings.seed());
    }

    /** Whether something has come to pass. */
    private interface Condition {
        boolean holds() throws SQLException;
    }

    /**
     * Starts everything, runs it to the end and stops everything.
     *
     * @throws IllegalStateException if a process ended by itself, or nothing happened for a minute, or a message came
     *     again unmarked
     */
    Verdict run() throws Exception {
        Files.createDirectories(log.toAbsolutePath().getParent());
        Files.deleteIfExists(log);
        out.printf("%d messages, %d kills, seed %d%n", settings.messages(), settings.kills(), settings.seed());
        try (InvoiceDatabase database = InvoiceDatabase.start();
                InvoiceMail mail = InvoiceMail.start(settings.messages())) {
            for (int kill = 1; kill <= settings.kills(); kill++) {
                killAtWork(mail, database);
                out.printf("kill %d: %d rows, %d messages left%n", kill, database.rows(), mail.left());
            }
            drain(mail, database);
            return verdict(database);
        }
    }

    /** Each process gets to emit some messages, so that the kill finds it at work, and all of them together not all. */
    private void killAtWork(InvoiceMail mail, InvoiceDatabase database) throws Exception {
        int share = settings.messages() / (settings.kills() + 1);
        int until = database.emissions() + 1 + random.nextInt(share);
        int delayMicros = random.nextInt(LONGEST_DELAY_MICROS);
        Process process = InvoiceProcess.start(mail.port(), database.jdbcUrl(), log);
        try {
            await(process, () -> database.emissions() >= until);
            TimeUnit.MICROSECONDS.sleep(delayMicros);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private void drain(InvoiceMail mail, InvoiceDatabase database) throws Exception {
        Process process = InvoiceProcess.start(mail.port(), database.jdbcUrl(), log);
        try {
            // As long as messages go, there is no hurry.
            for (int left = mail.left(); left > 0; ) {
                int before = left;
                await(process, () -> mail.left() < before);
                left = mail.left();
            }
        } finally {
            process.destroy();
            process.waitFor();
        }
        out.printf("drained: %d rows, %d messages left%n", database.rows(), mail.left());
    }

    private void await(Process process, Condition condition) throws SQLException, InterruptedException {
        long began = System.nanoTime();
        while (!condition.holds()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the route's process ended by itself; see " + log);
            }
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new IllegalStateException("nothing happened for " + PATIENCE.toSeconds() + " s; see " + log);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private Verdict verdict(InvoiceDatabase database) throws SQLException {
        int unmarked = database.repeatedUnmarked();
        if (unmarked > 0) {
            throw new IllegalStateException(unmarked + " messages came again without CamelPop3xInDoubt");
        }
        Set<String> subjects = database.subjects();
        long lost = IntStream.rangeClosed(1, settings.messages())
                .filter(number -> !subjects.contains(InvoiceMail.subject(number)))
                .count();
        return new Verdict(settings.messages(), settings.kills(), database.rows(), database.emittedTwice(), (int) lost);
    }
}
