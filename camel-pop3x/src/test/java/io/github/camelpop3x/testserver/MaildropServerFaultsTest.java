package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MaildropServerFaultsTest {

    private MaildropServer server;

    @BeforeEach
    void startWithOneMessage() throws Exception {
        server = MaildropServer.builder().user("joe", "x").start();
        server.deliver("joe", "a", "\r\nbody\r\n".getBytes(ISO_8859_1));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aCutBeforeQuitUpdatesNothing() throws Exception {
        assertThat(restAfterQuit(Effect.cutBefore())).isEmpty();
        assertThat(server.uids("joe")).containsExactly("a");
    }

    @Test
    void aCutAfterQuitWasExecutedHasUpdated() throws Exception {
        assertThat(restAfterQuit(Effect.cutAfterExecuting())).isEmpty();
        assertThat(server.uids("joe")).isEmpty();
    }

    @Test
    void aCutInTheReplyToQuitHasUpdated() throws Exception {
        assertThat(restAfterQuit(Effect.cutInReply(3))).isEqualTo("+OK");
        assertThat(server.uids("joe")).isEmpty();
    }

    @Test
    void anErrMayMeanEither() throws Exception {
        fault("QUIT", Effect.err("[SYS/TEMP] disk full"));
        try (RawClient joe = loggedIn()) {
            joe.ask("DELE 1");
            assertThat(joe.ask("QUIT")).isEqualTo("-ERR [SYS/TEMP] disk full");
            assertThat(server.uids("joe")).containsExactly("a");
            assertThat(joe.ask("NOOP")).as("QUIT was not executed").startsWith("+OK");
        }
        fault("QUIT", Effect.errAfterExecuting("some not removed"));
        try (RawClient joe = loggedIn()) {
            joe.ask("DELE 1");
            joe.send("QUIT\r\n");
            assertThat(joe.rest()).isEqualTo("-ERR some not removed\r\n");
            assertThat(server.uids("joe")).isEmpty();
        }
    }

    @Test
    void aCutMaildropIsUnlockedWhenTheClientSeesTheEnd() throws Exception {
        fault("NOOP", Effect.cutAfterReply());
        for (int i = 0; i < 50; i++) {
            try (RawClient joe = loggedIn()) {
                assertThat(joe.ask("NOOP")).startsWith("+OK");
                assertThat(joe.line()).isNull();
                try (RawClient again = loggedIn()) {
                    assertThat(again.ask("STAT")).startsWith("+OK");
                }
            }
        }
    }

    @Test
    void aStallLastsUntilTheClientClosesAndIsHeard() throws Exception {
        fault("RETR", Effect.stallInReply(5));
        try (RawClient joe = loggedIn()) {
            joe.send("RETR 1\r\n");
            assertThat(joe.bytes(5)).isEqualTo("+OK 8");
            joe.send("QUIT\r\n");
        }
        server.faults(new Fault(2, "NOOP", 2, Effect.stall()));
        try (RawClient joe = loggedIn()) {
            assertThat(joe.ask("NOOP")).startsWith("+OK");
            joe.send("NOOP\r\n");
            assertThat(server.commands(1)).containsExactly("USER joe", "PASS x", "RETR 1", "QUIT");
            server.close();
            joe.awaitEnd();
        }
    }

    @Test
    void resets() throws Exception {
        fault("RETR", Effect.reset());
        try (RawClient joe = loggedIn()) {
            joe.send("RETR 1\r\n");
            assertThatThrownBy(joe::line).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void closesAnIdleClientAfterAnsweringWhatItHadSent() throws Exception {
        fault("NOOP", Effect.closeIdle());
        try (RawClient joe = loggedIn()) {
            joe.send("NOOP\r\nSTAT\r\nDELE 1\r\n");
            assertThat(joe.line()).startsWith("+OK");
            assertThat(joe.line()).isEqualTo("+OK 1 8");
            assertThat(joe.line()).startsWith("+OK");
            assertThat(joe.line()).isNull();
        }
        assertThat(server.uids("joe")).containsExactly("a");
    }

    @Test
    void liesAndDrips() throws Exception {
        server.faults(FaultPlan.of(
                new Fault(1, "LIST", Fault.EVERY, Effect.replaceReply("+OK\r\n-1 x\r\n.\r\n".getBytes(ISO_8859_1))),
                new Fault(Fault.EVERY, "STAT", 1, Effect.drip(Duration.ofMillis(1))),
                new Fault(Fault.EVERY, "STAT", Fault.EVERY, Effect.err("second choice"))));
        try (RawClient joe = loggedIn()) {
            assertThat(joe.ask("LIST")).isEqualTo("+OK");
            assertThat(joe.block()).isEqualTo("-1 x\n");
            assertThat(joe.ask("STAT")).isEqualTo("+OK 1 8");
            assertThat(joe.ask("STAT")).isEqualTo("-ERR second choice");
        }
    }

    @Test
    void endlessIsUntilTheClientCloses() throws Exception {
        fault("LIST", Effect.endless("+OK\r\n", "1 100\r\n"));
        try (RawClient joe = loggedIn()) {
            assertThat(joe.ask("LIST")).isEqualTo("+OK");
            for (int i = 0; i < 100_000; i++) {
                assertThat(joe.line()).isEqualTo("1 100");
            }
        }
        server.faults(FaultPlan.none());
        try (RawClient joe = loggedIn()) {
            assertThat(joe.ask("NOOP")).startsWith("+OK");
        }
    }

    @Test
    void theGreetingCanBeAFaultToo() throws Exception {
        server.faults((session, verb, nth, command) ->
                command == 0 ? Optional.of(Effect.err("[SYS/TEMP] too many")) : Optional.empty());
        try (RawClient client = RawClient.connect(server.port())) {
            assertThat(client.line()).isEqualTo("-ERR [SYS/TEMP] too many");
        }
    }

    @Test
    void plaintextCanBeInjectedAfterStls() throws Exception {
        try (MaildropServer tls =
                        MaildropServer.builder().stls(TestTls.server()).start();
                RawClient client = RawClient.connect(tls.port())) {
            tls.faults(new Fault(1, "STLS", 1, Effect.replaceReply("+OK\r\n+OK injected\r\n".getBytes(ISO_8859_1))));
            client.line();
            assertThat(client.ask("STLS")).isEqualTo("+OK");
            assertThat(client.line()).isEqualTo("+OK injected");
            client.startTls(TestTls.client());
            assertThat(client.ask("NOOP")).startsWith("-ERR");
        }
    }

    @Test
    void isCutAtEveryByte() throws Exception {
        String whole = playUntilTheEnd();
        assertThat(whole).endsWith("+OK bye\r\n");
        server.deliver("joe", "a", "\r\nbody\r\n".getBytes(ISO_8859_1));
        for (int bytes = 0; bytes <= whole.length(); bytes++) {
            server.cutAtByte(server.sessions() + 1, bytes);

            assertThat(playUntilTheEnd()).isEqualTo(whole.substring(0, bytes));
            // A cut right before the reply to QUIT comes before QUIT is executed.
            if (bytes <= whole.indexOf("+OK bye")) {
                assertThat(server.uids("joe")).containsExactly("a");
            } else {
                assertThat(server.uids("joe")).isEmpty();
                server.deliver("joe", "a", "\r\nbody\r\n".getBytes(ISO_8859_1));
            }
        }
    }

    /** All that the server says to a client that sends everything at once. */
    private String playUntilTheEnd() throws Exception {
        try (RawClient client = RawClient.connect(server.port())) {
            client.send("USER joe\r\nPASS x\r\nUIDL\r\nRETR 1\r\nDELE 1\r\nQUIT\r\n");
            return client.rest();
        }
    }

    private String restAfterQuit(Effect effect) throws Exception {
        fault("QUIT", effect);
        try (RawClient joe = loggedIn()) {
            joe.ask("DELE 1");
            joe.send("QUIT\r\n");
            return joe.rest();
        }
    }

    private void fault(String verb, Effect effect) {
        server.faults(new Fault(Fault.EVERY, verb, Fault.EVERY, effect));
    }

    private RawClient loggedIn() throws Exception {
        return MaildropServerTest.login(server, "joe", "x");
    }
}
