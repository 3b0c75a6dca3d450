package io.github.camelpop3x;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.Pop3Client;
import io.github.camelpop3x.client.Pop3Session;
import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.message.HeaderBlock;
import io.github.camelpop3x.testserver.Effect;
import io.github.camelpop3x.testserver.Fault;
import io.github.camelpop3x.testserver.MaildropServer;
import io.github.camelpop3x.testserver.Script;
import io.github.camelpop3x.testserver.ScriptedServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Habits of servers and providers that no framing is concerned with; the cases of docs/wire-cases.md by their number. */
@Timeout(60)
class ServerHabitsTest {

    private static final String OK = "+OK\r\n";

    private DefaultCamelContext context;

    @BeforeEach
    void start() {
        context = new DefaultCamelContext();
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private static Script loggedIn(int pieces) {
        return loggedIn(ScriptedServer.script().chunked(pieces));
    }

    private static Script loggedIn(Script script) {
        return script.greet("+OK")
                .expect("CAPA")
                .send("-ERR what?\r\n")
                .expect("USER joe")
                .send(OK)
                .expect("PASS secret")
                .send(OK)
                .expect("CAPA")
                .send("-ERR what?\r\n");
    }

    private static Pop3Session session(ScriptedServer server) throws IOException {
        return new Pop3Client(Pop3Settings.of("localhost", server.port(), TlsMode.NONE))
                .open(new Credentials("joe", "secret"), Deadline.after(Duration.ofSeconds(30), "patience"));
    }

    @ParameterizedTest(name = "CAPA refused: {0}")
    @ValueSource(booleans = {false, true})
    void case06_aBareAuthIsNeverSent(boolean refused) throws Exception {
        try (MaildropServer server =
                MaildropServer.builder().user("joe", "secret").start()) {
            server.deliver("joe", "uid1", "Subject: x\r\n\r\n".getBytes(UTF_8));
            if (refused) {
                server.faults(new Fault(Fault.EVERY, "CAPA", Fault.EVERY, Effect.err("what?")));
            }
            try (PolledMaildrop maildrop = new PolledMaildrop(context, server, "", exchange -> {})) {
                assertThat(maildrop.poll()).isNull();
            }
            assertThat(server.commands()).contains("QUIT").noneMatch(line -> line.strip()
                    .equalsIgnoreCase("AUTH"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void case32_aTopThatIsRefusedLeavesRetr(int pieces) throws Exception {
        try (ScriptedServer server = loggedIn(pieces)
                        .expect("TOP 1 0")
                        .send("-ERR unknown command\r\n")
                        .expect("RETR 1")
                        .send("+OK\r\nSubject: x\r\n\r\n.\r\n")
                        .start();
                Pop3Session session = session(server)) {
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            assertThatExceptionOfType(Pop3CommandException.class).isThrownBy(() -> session.top(1, 0, sink));
            assertThat(sink.size()).isZero();
            session.retr(1, sink);
            assertThat(sink.toString(ISO_8859_1)).isEqualTo("Subject: x\r\n\r\n");
            session.close();
            server.verify();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void case32_aSecondOkInTopIsNoHeaderFieldAndCostsNoReply(int pieces) throws Exception {
        try (ScriptedServer server = loggedIn(pieces)
                        .expect("TOP 1 0")
                        .send("+OK top follows\r\n+OK 99 octets\r\nSubject: x\r\n\r\n.\r\n")
                        .expect("NOOP")
                        .send(OK)
                        .start();
                Pop3Session session = session(server)) {
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            session.top(1, 0, sink);
            session.noop();
            HeaderBlock header = HeaderBlock.read(new ByteArrayInputStream(sink.toByteArray()));
            Map<String, Object> fields = new HashMap<>();
            header.forEach(fields::put);
            assertThat(fields).containsExactly(Map.entry("Subject", "x"));
            session.close();
            server.verify();
        }
    }

    @Test
    void case38_aServerThatDeletesByItselfIsNamedOnceInTheLog() throws Exception {
        PrintStream usual = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (MaildropServer server = MaildropServer.builder()
                        .user("joe", "secret")
                        .capabilities("TOP", "UIDL", "USER", "EXPIRE 0")
                        .start();
                PolledMaildrop maildrop = new PolledMaildrop(context, server, "", exchange -> {})) {
            System.setErr(new PrintStream(log, true, UTF_8));
            for (int i = 0; i < 3; i++) {
                assertThat(maildrop.poll()).isNull();
            }
        } finally {
            System.setErr(usual);
        }
        assertThat(log.toString(UTF_8)).containsOnlyOnce("EXPIRE 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pop.gmail.com", "POP.googlemail.com"})
    void case39_gmailsRecentModeIsRefusedWithDelete(String host) {
        String uri = "pop3xs:" + host + "?password=x&startScheduler=false&username=";
        assertThatThrownBy(() -> context.getEndpoint(uri + "recent:joe@gmail.com"))
                .rootCause()
                .hasMessageContaining("recent:")
                .hasMessageContaining("delete=false");
        assertThat(context.getEndpoint(uri + "recent:joe@gmail.com&delete=false"))
                .isNotNull();
        assertThat(context.getEndpoint(uri + "joe@gmail.com")).isNotNull();
    }

    @Test
    void case39_elsewhereItIsAnOrdinaryName() {
        assertThat(context.getEndpoint("pop3xs:pop.example.org?password=x&username=recent:joe"))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void case41_anIdleServerThatAnswers421CostsNoMessage(int pieces) throws Exception {
        List<Object> routed = new ArrayList<>();
        String listing = "+OK\r\n1 a\r\n.\r\n";
        Script script = loggedIn(pieces)
                .expect("UIDL")
                .send(listing)
                .expect("LIST")
                .send("-ERR\r\n")
                .expect("RETR 1")
                .send("+OK\r\nSubject: x\r\n\r\n.\r\n421 closing\r\n")
                .expectClose()
                .nextConnection();
        loggedIn(script)
                .expect("UIDL")
                .send(listing)
                .expect("LIST")
                .send("-ERR\r\n")
                .expect("DELE 1")
                .send(OK)
                .expect("QUIT")
                .send(OK);
        try (ScriptedServer server = script.start();
                PolledMaildrop maildrop = new PolledMaildrop(
                        context,
                        "pop3x:localhost:" + server.port() + "?username=joe&password=secret&tls=none",
                        exchange -> routed.add(exchange.getMessage().getHeader(Pop3xConstants.UID)))) {
            assertThat(maildrop.poll()).isNotNull().hasMessageContaining("421");
            assertThat(maildrop.poll()).isNull();
            server.verify();
        }
        assertThat(routed).containsExactly("a");
    }
}
