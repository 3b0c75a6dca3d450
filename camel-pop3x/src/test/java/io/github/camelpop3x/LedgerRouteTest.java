package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.delivery.DeliveryEntry;
import io.github.camelpop3x.delivery.DeliveryState;
import io.github.camelpop3x.delivery.JdbcLedger;
import io.github.camelpop3x.delivery.LedgerException;
import io.github.camelpop3x.delivery.MessageKey;
import io.github.camelpop3x.poll.UidlResetException;
import io.github.camelpop3x.testserver.Effect;
import io.github.camelpop3x.testserver.Fault;
import io.github.camelpop3x.testserver.MaildropServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger makes possible, poll by poll. */
class LedgerRouteTest {

    @TempDir
    Path folder;

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private DefaultCamelContext context;
    private MaildropServer server;

    @BeforeEach
    void start() throws Exception {
        context = new DefaultCamelContext();
        context.start();
        server = MaildropServer.builder().user("joe", "secret").start();
    }

    @AfterEach
    void stop() {
        context.stop();
        server.close();
    }

    private void deliver(String... uids) {
        for (String uid : uids) {
            server.deliver(
                    "joe",
                    uid,
                    ("Subject: " + uid + "\r\n\r\nbody of " + uid + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String uid(Exchange exchange) {
        return exchange.getMessage().getHeader(Pop3xConstants.UID, String.class);
    }

    private PolledMaildrop maildrop(String options, Processor route) throws Exception {
        return new PolledMaildrop(context, server, options, route);
    }

    private String sqlite() {
        return "&ledger=jdbc:sqlite:" + folder.resolve("ledger.db");
    }

    /** An entry as a process left it that is no more. */
    private void leave(String uid, DeliveryState state) throws Exception {
        try (JdbcLedger ledger = JdbcLedger.at("jdbc:sqlite:" + folder.resolve("ledger.db"))) {
            MessageKey key = new MessageKey("joe@localhost:" + server.port(), uid, 1);
            ledger.save(List.of(new DeliveryEntry(key, state, 1, Instant.now(), null, null)));
        }
    }

    @Test
    void aMessageThatFailsTooOftenIsHeldUntilAnOperatorDecides() throws Exception {
        deliver("good", "poison", "bad");
        try (PolledMaildrop maildrop = maildrop("&maxAttempts=2", e -> {
            seen.add(uid(e) + e.getMessage().getHeader(Pop3xConstants.ATTEMPT));
            if (!uid(e).equals("good")) {
                throw new IllegalStateException("it fails");
            }
        })) {
            for (int i = 0; i < 5; i++) {
                assertThat(maildrop.poll()).isNull();
            }
            assertThat(seen).containsExactly("good1", "poison1", "bad1", "poison2", "bad2");
            assertThat(maildrop.consumer().heldMessages())
                    .hasSize(2)
                    .allMatch(line -> line.contains("after 2 attempt(s)") && line.contains("it fails"));
            assertThat(maildrop.consumer().releaseHeld("poison")).isTrue();
            assertThat(maildrop.consumer().giveUpHeld("bad")).isTrue();
            assertThat(maildrop.consumer().releaseHeld("good")).isFalse();
            maildrop.poll();
            assertThat(seen).endsWith("poison1");
            assertThat(server.uids("joe")).containsExactly("poison");
        }
    }

    @Test
    void aRefusedRetrIsAnAttemptOfThatMessageAlone() throws Exception {
        deliver("one", "two");
        server.faults(new Fault(Fault.EVERY, "RETR", 1, Effect.err("damaged")));
        try (PolledMaildrop maildrop = maildrop("&maxAttempts=1", e -> seen.add(uid(e)))) {
            maildrop.poll();
            server.faults((session, verb, nth, command) -> Optional.empty());
            maildrop.poll();
            assertThat(seen).containsExactly("two");
            assertThat(maildrop.consumer().heldMessages())
                    .singleElement()
                    .asString()
                    .contains("damaged");
        }
    }

    @Test
    void failedMessagesPauseAndStopNobody() throws Exception {
        deliver("poison", "one");
        try (PolledMaildrop maildrop = maildrop("&retryDelay=3600000", e -> {
            seen.add(uid(e));
            if (uid(e).equals("poison")) {
                throw new IllegalStateException("it fails");
            }
        })) {
            maildrop.poll();
            deliver("two");
            maildrop.poll();
            maildrop.poll();
        }
        assertThat(seen).containsExactly("poison", "one", "two");
    }

    @Test
    void whatAProcessLeftUndecidedIsMarkedInDoubt() throws Exception {
        deliver("known", "doubt", "done");
        leave("doubt", DeliveryState.EMITTED);
        leave("done", DeliveryState.COMPLETED);
        try (PolledMaildrop maildrop =
                maildrop(sqlite(), e -> seen.add(uid(e) + " " + e.getMessage().getHeader(Pop3xConstants.IN_DOUBT)))) {
            assertThat(maildrop.poll()).isNull();
        }
        assertThat(seen).containsExactly("known null", "doubt true");
        assertThat(server.uids("joe")).isEmpty();
    }

    @Test
    void whatIsInDoubtCanBeHeldBack() throws Exception {
        deliver("doubt");
        leave("doubt", DeliveryState.EMITTED);
        try (PolledMaildrop maildrop = maildrop(sqlite() + "&inDoubt=hold", e -> seen.add(uid(e)))) {
            maildrop.poll();
            assertThat(maildrop.consumer().heldMessages())
                    .singleElement()
                    .asString()
                    .contains("the process died");
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void aDurableLedgerOutlivesTheContext() throws Exception {
        deliver("one", "two");
        try (PolledMaildrop maildrop = maildrop(sqlite() + "&delete=false", e -> seen.add(uid(e)))) {
            maildrop.poll();
        }
        context.stop();
        context = new DefaultCamelContext();
        context.start();
        deliver("three");
        try (PolledMaildrop maildrop = maildrop(sqlite() + "&delete=false", e -> seen.add(uid(e)))) {
            maildrop.poll();
        }
        assertThat(seen).containsExactly("one", "two", "three");
        assertThat(server.uids("joe")).hasSize(3);
    }

    @Test
    void keepForDeletesLater() throws Exception {
        deliver("one");
        try (PolledMaildrop maildrop = maildrop("&keepFor=3600000", e -> seen.add(uid(e)))) {
            maildrop.poll();
            maildrop.poll();
            assertThat(server.uids("joe")).containsExactly("one");
        }
        try (PolledMaildrop maildrop = maildrop("&keepFor=1", e -> seen.add(uid(e)))) {
            maildrop.poll();
            Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> {
                maildrop.poll();
                return server.uids("joe").isEmpty();
            });
        }
        assertThat(seen).containsExactly("one", "one");
    }

    @Test
    void case25_uniqueIdsThatAllChangedAtOnceAreNotIngestedAgain() throws Exception {
        deliver("a", "b", "c");
        try (PolledMaildrop maildrop = maildrop(sqlite() + "&delete=false", e -> seen.add(uid(e)))) {
            maildrop.poll();
        }
        try (MaildropServer migrated =
                MaildropServer.builder().user("joe", "secret").start()) {
            // The same account: the key says joe@localhost and the first server's port.
            for (String uid : new String[] {"x", "y", "z"}) {
                server.deliver("joe", uid, "Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            server.faults((session, verb, nth, command) -> verb.equals("UIDL")
                    ? Optional.of(Effect.replaceReply(
                            "+OK\r\n4 x\r\n5 y\r\n6 z\r\n.\r\n".getBytes(StandardCharsets.US_ASCII)))
                    : Optional.empty());
            try (PolledMaildrop maildrop = maildrop(sqlite() + "&delete=false&order=oldest", e -> seen.add(uid(e)))) {
                assertThat(maildrop.poll())
                        .isInstanceOf(UidlResetException.class)
                        .hasMessageContaining("onUidlReset");
            }
            try (PolledMaildrop maildrop =
                    maildrop(sqlite() + "&delete=false&onUidlReset=treatAsSeen", e -> seen.add(uid(e)))) {
                assertThat(maildrop.poll()).isNull();
            }
        }
        assertThat(seen).containsExactly("a", "b", "c");
    }

    @Test
    void aServerWithoutUniqueIdsIsRefusedUnlessContentIdentifies() throws Exception {
        try (MaildropServer plain = MaildropServer.builder()
                .user("joe", "secret")
                .capabilities("TOP", "USER", "PIPELINING")
                .start()) {
            plain.faults(new Fault(Fault.EVERY, "UIDL", 1, Effect.err("unknown command")));
            for (String body : new String[] {"one", "two", "one"}) {
                plain.deliver(
                        "joe",
                        body + plain.uids("joe").size(),
                        ("Subject: x\r\n\r\n" + body + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
            try (PolledMaildrop maildrop = new PolledMaildrop(context, plain, "", e -> seen.add(uid(e)))) {
                assertThat(maildrop.poll()).hasMessageContaining("messageKey=content");
            }
            try (PolledMaildrop maildrop = new PolledMaildrop(
                    context,
                    plain,
                    "&messageKey=content&delete=false",
                    e -> seen.add(e.getMessage().getBody(String.class)))) {
                assertThat(maildrop.poll()).isNull();
                assertThat(maildrop.poll()).isNull();
            }
        }
        assertThat(seen)
                .containsExactly("Subject: x\r\n\r\none\r\n", "Subject: x\r\n\r\ntwo\r\n", "Subject: x\r\n\r\none\r\n");
    }

    @Test
    void aMessageWithoutAUniqueIdIsLeftAloneAndNothingIsForgotten() throws Exception {
        deliver("a", "b");
        try (PolledMaildrop maildrop = maildrop("&delete=false", e -> seen.add(uid(e)))) {
            maildrop.poll();
            server.faults(new Fault(
                    Fault.EVERY,
                    "UIDL",
                    1,
                    Effect.replaceReply("+OK\r\n1 a\r\n2\r\n.\r\n".getBytes(StandardCharsets.US_ASCII))));
            assertThat(maildrop.poll()).isNull();
            server.faults((session, verb, nth, command) -> Optional.empty());
            assertThat(maildrop.poll()).isNull();
        }
        assertThat(seen).containsExactly("a", "b");
    }

    @Test
    void exchangesRunAtTheSameTimeAndAreAllDeleted() throws Exception {
        deliver("a", "b", "c", "d", "e", "f");
        CyclicBarrier three = new CyclicBarrier(3);
        try (PolledMaildrop maildrop = maildrop("&concurrentConsumers=3", e -> {
            three.await(10, TimeUnit.SECONDS);
            seen.add(uid(e));
        })) {
            assertThat(maildrop.poll()).isNull();
        }
        assertThat(seen).containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f");
        assertThat(server.uids("joe")).isEmpty();
    }

    @Test
    void commitEveryEndsAndReopensTheSession() throws Exception {
        deliver("a", "b", "c", "d", "e");
        try (PolledMaildrop maildrop = maildrop("&commitEvery=2", e -> seen.add(uid(e)))) {
            assertThat(maildrop.poll()).isNull();
        }
        assertThat(seen).containsExactly("a", "b", "c", "d", "e");
        assertThat(server.uids("joe")).isEmpty();
        assertThat(server.sessions()).isEqualTo(3);
    }

    @Test
    void twoNodesTakeTurnsAndNothingCompletesTwice() throws Exception {
        MaildropServer unlocked =
                MaildropServer.builder().user("joe", "secret").locking(false).start();
        try (unlocked;
                DefaultCamelContext other = new DefaultCamelContext()) {
            other.start();
            for (int i = 0; i < 200; i++) {
                unlocked.deliver("joe", "uid" + i, ("Subject: " + i + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            }
            try (PolledMaildrop first = new PolledMaildrop(context, unlocked, sqlite(), e -> seen.add(uid(e)));
                    PolledMaildrop second = new PolledMaildrop(other, unlocked, sqlite(), e -> seen.add(uid(e)))) {
                Thread beside = new Thread(() -> {
                    for (int i = 0; i < 50; i++) {
                        second.poll();
                    }
                });
                beside.start();
                for (int i = 0; i < 50; i++) {
                    first.poll();
                }
                beside.join();
                first.pollUntilQuiet(10);
            }
            assertThat(seen).hasSize(200).doesNotHaveDuplicates();
            assertThat(unlocked.uids("joe")).isEmpty();
        }
    }

    @Test
    void theNextPollTakesOverOnceTheOtherNodesLeaseIsOver() throws Exception {
        deliver("one");
        String account = "joe@localhost:" + server.port();
        try (JdbcLedger ledger = JdbcLedger.at("jdbc:sqlite:" + folder.resolve("ledger.db"));
                PolledMaildrop maildrop = maildrop(sqlite(), e -> seen.add(uid(e)))) {
            ledger.lease(account, "another node", Duration.ofHours(1));
            for (int i = 0; i < 5; i++) {
                assertThat(maildrop.poll()).isNull();
            }
            assertThat(maildrop.consumer().getPollStatus()).isEqualTo("waiting: another node works on " + account);
            assertThat(server.sessions()).isZero();
            ledger.lease(account, "another node", Duration.ZERO);
            maildrop.poll();
        }
        assertThat(seen).containsExactly("one");
    }

    @Test
    void aLedgerThatCannotBeReadStopsThePollBeforeAnythingIsEmitted() throws Exception {
        deliver("one");
        try (PolledMaildrop maildrop =
                maildrop("&ledger=jdbc:sqlite:" + folder.resolve("no/such/folder/ledger.db"), e -> seen.add(uid(e)))) {
            assertThat(maildrop.poll()).hasMessageContaining("The ledger at jdbc:sqlite:");
        }
        assertThat(seen).isEmpty();
        assertThat(server.uids("joe")).containsExactly("one");
    }

    /** The disk is full, say, from the moment on when the route has worked. */
    @Test
    void aLedgerThatCannotBeWrittenStopsDeleteAndLosesNothing() throws Exception {
        try (PolledMaildrop maildrop = maildrop(sqlite(), e -> seen.add(uid(e)))) {
            assertThat(maildrop.poll()).isNull();
            sql("CREATE TRIGGER full BEFORE INSERT ON pop3x_delivery WHEN NEW.state = 'COMPLETED'"
                    + " BEGIN SELECT RAISE(ABORT, 'no space left'); END");
            deliver("one", "two");
            for (int i = 0; i < 3; i++) {
                assertThat(maildrop.poll()).isInstanceOf(LedgerException.class).hasMessageContaining("no space left");
                assertThat(seen).as("nothing else is begun").containsExactly("one");
                assertThat(server.count("DELE")).isZero();
            }
            sql("DROP TRIGGER full");
            assertThat(maildrop.poll()).isNull();
        }
        assertThat(seen).containsExactly("one", "two");
        assertThat(server.uids("joe")).isEmpty();
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }
}
