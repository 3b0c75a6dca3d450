package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.delivery.JdbcLedger;
import io.github.camelpop3x.testserver.MaildropServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two JVMs drain one maildrop with a ledger in one PostgreSQL, until one of them is killed under its route. */
class TwoJvmsTest {

    private static final Logger LOG = LoggerFactory.getLogger(TwoJvmsTest.class);

    private static final Duration LEASE = Duration.ofMillis(1000);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WORK_OF_EACH = 50;

    private static EmbeddedPostgres postgres;

    @TempDir
    Path folder;

    private final List<String> delivered = new ArrayList<>();
    private MaildropServer server;
    private Path journal;
    private Process a;
    private Process b;

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void createJournal() throws Exception {
        journal = Files.createFile(folder.resolve("journal"));
    }

    @AfterEach
    void stop() throws Exception {
        a.destroyForcibly().waitFor();
        b.destroyForcibly().waitFor();
        server.close();
    }

    /** Without locks a server lets both in at once, so that the lease in the ledger alone keeps them apart. */
    @ParameterizedTest(name = "the server locks the maildrop: {0}")
    @ValueSource(booleans = {true, false})
    void bothWorkAndOneTakesOverFromTheOther(boolean locking) throws Exception {
        server = MaildropServer.builder().user("joe", "secret").locking(locking).start();
        a = start("a");
        b = start("b");
        untilBothHaveWorked();
        Journal together = Journal.read(journal);

        // The lease is kept for as long as the exchange takes, so the other one stays away.
        deliver(CrashedRoute.HANGS);
        await("begun", () -> !nodes("begin").isEmpty());
        String victim = nodes("begin").get(0);
        Process killed = victim.equals("a") ? a : b;
        deliver(100);
        long hungAt = System.nanoTime();
        await("two leases long", () -> System.nanoTime() - hungAt > 2 * LEASE.toNanos());
        assertThat(Journal.read(journal).nodes("begin", delivered.get(delivered.size() - 1)))
                .as("begun while another node had the maildrop")
                .isEmpty();

        killed.destroyForcibly().waitFor();
        long killedAt = System.nanoTime();
        await("taken over", () -> !nodes("doubt").isEmpty());
        Duration takeover = Duration.ofNanos(System.nanoTime() - killedAt);
        assertThat(nodes("doubt")).as("marked as in doubt").doesNotContain(victim);
        await("drained", () -> server.uids("joe").isEmpty());
        awaitEmptyLedger();
        Journal all = Journal.read(journal);
        all.assertNothingLostAndOnlyDoubtsRepeated(delivered);
        LOG.info(
                "locking={}: {} messages by a and {} by b, then {} was killed; taken over after {} with a lease of {};"
                        + " {} of {} in doubt, {} of them done twice",
                locking,
                together.doneBy("a"),
                together.doneBy("b"),
                victim,
                takeover,
                LEASE,
                all.inDoubt(),
                delivered.size(),
                all.doneAgain());
    }

    private Process start(String node) throws Exception {
        String options = "&maxMessagesPerPoll=10&leaseTimeout=" + LEASE.toMillis() + "&ledger=RAW("
                + postgres.getJdbcUrl("postgres", "postgres") + ")";
        return CrashedRoute.start(node, server.port(), options, journal, folder.resolve("log-" + node));
    }

    /** Delivers for as long as one of them has done too little: mails that come while both poll are for both. */
    private void untilBothHaveWorked() {
        await("work of both", () -> {
            if (server.uids("joe").size() < 20) {
                deliver(20);
            }
            Journal now = Journal.read(journal);
            return now.doneBy("a") >= WORK_OF_EACH && now.doneBy("b") >= WORK_OF_EACH;
        });
    }

    private void deliver(int count) {
        for (int i = 0; i < count; i++) {
            deliver("uid" + delivered.size());
        }
    }

    private void deliver(String uid) {
        delivered.add(uid);
        server.deliver("joe", uid, ("Subject: " + uid + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private List<String> nodes(String event) throws Exception {
        return Journal.read(journal).nodes(event, CrashedRoute.HANGS);
    }

    private void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .pollInterval(Duration.ofMillis(10))
                .atMost(PATIENCE)
                .until(condition);
    }

    private void awaitEmptyLedger() throws Exception {
        try (JdbcLedger ledger = JdbcLedger.in(postgres.getPostgresDatabase())) {
            await("empty ledger", () -> ledger.load("joe@localhost:" + server.port(), List.of())
                    .isEmpty());
        }
    }
}
