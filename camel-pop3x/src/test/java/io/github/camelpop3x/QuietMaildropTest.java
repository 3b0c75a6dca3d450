package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.testserver.Effect;
import io.github.camelpop3x.testserver.Fault;
import io.github.camelpop3x.testserver.FaultPlan;
import io.github.camelpop3x.testserver.MaildropServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Polls that find nothing are spared the listing, and miss nothing for longer than listingInterval. */
class QuietMaildropTest {

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

    private void deliver(String uid) {
        server.deliver("joe", uid, ("Subject: x\r\n\r\n" + uid + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private PolledMaildrop maildrop(String options) throws Exception {
        return new PolledMaildrop(context, server, options, e -> {
            String uid = e.getMessage().getHeader(Pop3xConstants.UID, String.class);
            seen.add(uid);
            if (uid.startsWith("bad")) {
                throw new IllegalStateException("no");
            }
        });
    }

    /** How many listings a number of polls cost. */
    private int listings(PolledMaildrop maildrop, int polls) {
        int before = server.count("UIDL");
        for (int i = 0; i < polls; i++) {
            assertThat(maildrop.poll()).isNull();
        }
        return server.count("UIDL") - before;
    }

    @Test
    void anUnchangedMaildropIsNotListedAgain() throws Exception {
        deliver("a");
        deliver("b");
        try (PolledMaildrop maildrop = maildrop("&delete=false")) {
            assertThat(listings(maildrop, 1)).isEqualTo(1);
            assertThat(listings(maildrop, 10))
                    .as("the first that finds nothing")
                    .isEqualTo(1);
            deliver("c");
            assertThat(listings(maildrop, 1)).isEqualTo(1);
            assertThat(seen).containsExactly("a", "b", "c");
            assertThat(listings(maildrop, 10)).isEqualTo(1);
        }
    }

    @Test
    void whatCameInPlaceOfAnotherOfItsSizeIsFoundAfterTheInterval() throws Exception {
        deliver("a");
        deliver("b");
        try (PolledMaildrop maildrop = maildrop("&delete=false&listingInterval=1000")) {
            assertThat(listings(maildrop, 3)).isEqualTo(2);
            context.createProducerTemplate()
                    .sendBody(
                            "pop3x:localhost:" + server.port()
                                    + "?username=joe&password=secret&tls=none&operation=dele&uid=b",
                            "");
            deliver("c");
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> {
                maildrop.poll();
                return seen.contains("c");
            });
        }
    }

    @Test
    void zeroListsInEachPoll() throws Exception {
        deliver("a");
        try (PolledMaildrop maildrop = maildrop("&delete=false&listingInterval=0")) {
            assertThat(listings(maildrop, 5)).isEqualTo(5);
            assertThat(server.count("STAT")).isZero();
        }
    }

    /** How often a number of polls reads the ledger. */
    private int loads(ObservedLedger ledger, PolledMaildrop maildrop, int polls) {
        int before = ledger.loads();
        for (int i = 0; i < polls; i++) {
            assertThat(maildrop.poll()).isNull();
        }
        return ledger.loads() - before;
    }

    @Test
    void whatIsListedAsBeforeIsNotPlannedAgain() throws Exception {
        ObservedLedger ledger = new ObservedLedger();
        context.getRegistry().bind("observed", ledger);
        deliver("a");
        deliver("b");
        try (PolledMaildrop maildrop = maildrop("&delete=false&listingInterval=0&ledger=#observed")) {
            assertThat(loads(ledger, maildrop, 2))
                    .as("one that emits, one that finds nothing")
                    .isEqualTo(2);
            assertThat(loads(ledger, maildrop, 5)).isZero();
            deliver("c");
            assertThat(loads(ledger, maildrop, 2)).isEqualTo(2);
            assertThat(loads(ledger, maildrop, 5)).isZero();
            assertThat(seen).containsExactly("a", "b", "c");
        }
    }

    @Test
    void whatSomebodyElseWritesIntoTheLedgerIsPlannedAgain() throws Exception {
        ObservedLedger ledger = new ObservedLedger();
        context.getRegistry().bind("observed", ledger);
        deliver("a");
        try (PolledMaildrop maildrop = maildrop("&delete=false&listingInterval=0&ledger=#observed")) {
            loads(ledger, maildrop, 3);
            ledger.forget(List.of(
                    ledger.load(account(), List.of()).keySet().iterator().next()));
            assertThat(loads(ledger, maildrop, 1)).isEqualTo(1);
            assertThat(seen).containsExactly("a", "a");
        }
    }

    @Test
    void aLedgerThatCannotTellWhetherItChangedIsReadEachTime() throws Exception {
        ObservedLedger ledger = new ObservedLedger() {
            @Override
            public long changes(String account) {
                return UNKNOWN;
            }
        };
        context.getRegistry().bind("observed", ledger);
        deliver("a");
        try (PolledMaildrop maildrop = maildrop("&delete=false&listingInterval=0&ledger=#observed")) {
            assertThat(loads(ledger, maildrop, 5)).isEqualTo(5);
        }
    }

    @Test
    void withoutUniqueIdsTheSameListingMayBeOfOtherMessages() throws Exception {
        server.close();
        server = MaildropServer.builder()
                .user("joe", "secret")
                .capabilities("TOP", "USER", "PIPELINING")
                .start();
        server.faults(new Fault(Fault.EVERY, "UIDL", Fault.EVERY, Effect.err("unknown")));
        deliver("a");
        try (PolledMaildrop maildrop = maildrop("&delete=false&listingInterval=0&messageKey=content")) {
            for (int i = 0; i < 4; i++) {
                maildrop.poll();
            }
            assertThat(server.count("RETR"))
                    .as("to emit it once, and to know it in each poll")
                    .isEqualTo(5);
        }
    }

    @Test
    void aDeletionThatIsRefusedIsTriedAgain() throws Exception {
        deliver("a");
        server.faults(new Fault(Fault.EVERY, "DELE", Fault.EVERY, Effect.err("not now")));
        try (PolledMaildrop maildrop = maildrop("&filter=${header.Subject} == 'y'&deleteUnmatched=true")) {
            for (int i = 1; i <= 4; i++) {
                maildrop.poll();
                assertThat(server.count("DELE")).isEqualTo(i);
            }
        }
    }

    private String account() {
        return "joe@localhost:" + server.port();
    }

    @Test
    void whateverIsStillToBeDoneIsLookedAfter() throws Exception {
        deliver("bad");
        deliver("ok");
        try (PolledMaildrop maildrop = maildrop("&delete=false&retryDelay=1")) {
            Awaitility.await().until(() -> {
                maildrop.poll();
                return seen.stream().filter("bad"::equals).count() > 2;
            });
        }
        seen.clear();
        try (PolledMaildrop maildrop = maildrop("&keepFor=1")) {
            Awaitility.await().until(() -> {
                maildrop.poll();
                return server.uids("joe").equals(List.of("bad"));
            });
        }
    }

    @Test
    void whatAnOperatorDecidesIsDoneInTheNextPoll() throws Exception {
        deliver("bad");
        try (PolledMaildrop maildrop = maildrop("&maxAttempts=1")) {
            maildrop.poll();
            maildrop.poll();
            assertThat(listings(maildrop, 5)).isLessThanOrEqualTo(1);
            assertThat(maildrop.consumer().releaseHeld("bad")).isTrue();
            maildrop.poll();
            assertThat(seen).containsExactly("bad", "bad");
        }
    }

    @Test
    void whatAnOperatorDecidesWhileAPollRunsIsDoneInTheNextOne() throws Exception {
        ObservedLedger ledger = new ObservedLedger();
        context.getRegistry().bind("observed", ledger);
        deliver("bad");
        try (PolledMaildrop maildrop = maildrop("&maxAttempts=1&ledger=#observed")) {
            loads(ledger, maildrop, 3);
            ledger.onSave(entries -> {
                ledger.onSave(others -> {});
                maildrop.poll();
            });
            assertThat(maildrop.consumer().releaseHeld("bad")).isTrue();
            maildrop.poll();
            assertThat(seen).containsExactly("bad", "bad");
        }
    }

    @Test
    void aRefusedQuitOfAQuickPollIsToldToo() throws Exception {
        deliver("a");
        try (PolledMaildrop maildrop = maildrop("&delete=false")) {
            assertThat(listings(maildrop, 3)).isEqualTo(2);
            server.faults(new Fault(Fault.EVERY, "QUIT", 1, Effect.err("no")));
            assertThat(maildrop.poll()).hasMessageContaining("QUIT");
            server.faults(FaultPlan.none());
            assertThat(maildrop.poll()).isNull();
        }
    }
}
