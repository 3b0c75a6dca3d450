package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.delivery.DeliveryState;
import io.github.camelpop3x.testserver.Effect;
import io.github.camelpop3x.testserver.Fault;
import io.github.camelpop3x.testserver.FaultPlan;
import io.github.camelpop3x.testserver.MaildropServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a poll: the last DELEs and QUIT, and what the ledger has by then. */
class CommitTest {

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final ObservedLedger ledger = new ObservedLedger();
    private DefaultCamelContext context;
    private MaildropServer server;

    @BeforeEach
    void start() throws Exception {
        context = new DefaultCamelContext();
        context.getRegistry().bind("observed", ledger);
        context.start();
        server = MaildropServer.builder().user("joe", "secret").start();
        for (String uid : List.of("a", "b", "c")) {
            server.deliver("joe", uid, ("Subject: x\r\n\r\n" + uid + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    @AfterEach
    void stop() {
        context.stop();
        server.close();
    }

    private PolledMaildrop maildrop(String options) throws Exception {
        return new PolledMaildrop(
                context,
                server,
                "&ledger=#observed" + options,
                e -> seen.add(e.getMessage().getHeader(Pop3xConstants.UID, String.class)));
    }

    @Test
    void whatIsDeletedIsInTheLedgerBeforeQuitIsSent() throws Exception {
        List<String> saved = new ArrayList<>();
        ledger.onSave(entries -> entries.stream()
                .filter(entry -> entry.state() == DeliveryState.DELETING)
                .forEach(entry -> saved.add(entry.key().uid() + ", QUITs so far: " + server.count("QUIT"))));
        try (PolledMaildrop maildrop = maildrop("")) {
            assertThat(maildrop.poll()).isNull();
        }
        assertThat(saved).containsExactly("a, QUITs so far: 0", "b, QUITs so far: 0", "c, QUITs so far: 0");
        assertThat(server.uids("joe")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "off"})
    void aRefusedDeleIsRepeatedWithoutRetrievingTheMessage(String pipelining) throws Exception {
        server.faults(new Fault(1, "DELE", 2, Effect.err("not this one")));
        try (PolledMaildrop maildrop = maildrop("&pipelining=" + pipelining)) {
            assertThat(maildrop.poll()).isNull();
            assertThat(server.uids("joe")).containsExactly("b");
            assertThat(maildrop.poll()).isNull();
        }
        assertThat(server.uids("joe")).isEmpty();
        assertThat(server.count("RETR")).isEqualTo(3);
        assertThat(seen).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "off"})
    void aRefusedQuitIsMadeUpFor(String pipelining) throws Exception {
        server.faults(new Fault(1, "QUIT", 1, Effect.err("not now")));
        try (PolledMaildrop maildrop = maildrop("&pipelining=" + pipelining)) {
            assertThat(maildrop.poll()).hasMessageContaining("3 deletion(s)").hasMessageContaining("not now");
            assertThat(server.uids("joe")).hasSize(3);
            server.faults(FaultPlan.none());
            maildrop.pollUntilQuiet(5);
        }
        assertThat(server.uids("joe")).isEmpty();
        assertThat(seen).containsExactly("a", "b", "c");
    }

    /** What was marked in it isn't gone: written down later, it would undo what was decided in between. */
    @Test
    void aSessionThatIsLostLeavesNoDeletionsBehind() throws Exception {
        server.faults(new Fault(1, "DELE", Fault.EVERY, Effect.err("not now")));
        try (PolledMaildrop maildrop = maildrop("")) {
            assertThat(maildrop.poll()).isNull();
            server.deliver("joe", "d", "Subject: x\r\n\r\nd\r\n".getBytes(StandardCharsets.US_ASCII));
            server.faults(new Fault(Fault.EVERY, "RETR", 1, Effect.cutBefore()));
            assertThat(maildrop.poll()).hasMessageContaining("RETR");
            server.faults(FaultPlan.none());
            context.createProducerTemplate()
                    .sendBody(
                            "pop3x:localhost:" + server.port()
                                    + "?username=joe&password=secret&tls=none&ledger=#observed&operation=forget&uid=a",
                            "");
            maildrop.pollUntilQuiet(5);
        }
        assertThat(seen).containsExactly("a", "b", "c", "a", "d");
        assertThat(server.uids("joe")).isEmpty();
    }
}
