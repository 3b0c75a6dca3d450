package io.github.camelpop3x.client;

import static io.github.camelpop3x.client.Conversation.patience;
import static io.github.camelpop3x.client.Conversation.settings;
import static io.github.camelpop3x.client.model.SessionState.BROKEN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3ProtocolException;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.client.model.UpdateOutcome;
import io.github.camelpop3x.client.wire.WireListener;
import io.github.camelpop3x.testserver.Script;
import io.github.camelpop3x.testserver.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server says without being asked, and what a client remembers of a server's faults. */
@Timeout(60)
class ServerMemoryTest {

    private static final List<MessageEntry> TWO = List.of(new MessageEntry(1, "a", 1), new MessageEntry(2, "b", 1));

    private final ServerMemory memory = new ServerMemory();

    private static Script login(Script script) {
        return script.greet("+OK")
                .expect("CAPA")
                .send("+OK\r\nPIPELINING\r\n.\r\n")
                .expect("USER joe")
                .send("+OK\r\n")
                .expect("PASS secret")
                .send("+OK\r\n")
                .expect("CAPA")
                .send("+OK\r\nPIPELINING\r\n.\r\n");
    }

    private Pop3Session open(ScriptedServer server) throws IOException {
        return new Pop3Client(settings(server, TlsMode.NONE), memory, WireListener.NONE)
                .open(new Credentials("joe", "secret"), patience());
    }

    @Test
    void case37_aFarewellForIdlingIsNoAnswerToQuit() throws Exception {
        try (ScriptedServer server = login(ScriptedServer.script())
                .expect("DELE 1")
                .send("+OK\r\n-ERR idle for too long\r\n+OK signing off\r\n")
                .expectClose()
                .start()) {
            Pop3Session session = open(server);
            session.dele(1);
            UpdateOutcome outcome = session.quit();
            assertThat(outcome.result()).isEqualTo(UpdateOutcome.Result.UNKNOWN);
            assertThat(outcome.detail()).contains("idle for too long");
            assertThat(session.state()).isEqualTo(BROKEN);
            server.verify();
        }
    }

    @Test
    void case41_rsetAnsweredTwiceIsNoAnswerToRetr() throws Exception {
        try (ScriptedServer server = login(ScriptedServer.script())
                .expect("RSET")
                .send("+OK\r\n+OK\r\n")
                .expect("RETR 1")
                .send("+OK 5 octets\r\nabc\r\n.\r\n")
                .expectClose()
                .start()) {
            try (Pop3Session session = open(server)) {
                assertThat(session.pipelining()).isTrue();
                session.rset();
                ByteArrayOutputStream sink = new ByteArrayOutputStream();
                session.retr(1, sink);
                assertThat(sink.toString(ISO_8859_1)).isEqualTo("abc\r\n");
                assertThat(session.pipelining()).isFalse();
                assertThat(memory.failsAtPipelining()).isTrue();
            }
            server.verify();
        }
    }

    @Test
    void aServerThatKeepsTalkingIsLeft() throws Exception {
        try (ScriptedServer server = login(ScriptedServer.script())
                .expect("NOOP")
                .send("+OK\r\n".repeat(20))
                .expectClose()
                .start()) {
            Pop3Session session = open(server);
            session.noop();
            assertThatExceptionOfType(Pop3ProtocolException.class).isThrownBy(session::noop);
            assertThat(session.state()).isEqualTo(BROKEN);
            server.verify();
        }
    }

    @Test
    void case34_theNextSessionWithAServerThatCannotPipelineIsSerial() throws Exception {
        Script script = login(ScriptedServer.script())
                .expect("DELE 1")
                .expect("DELE 2")
                .send("+OK\r\n")
                .thenClose()
                .nextConnection();
        try (ScriptedServer server = login(script)
                .expect("DELE 1")
                .send("+OK\r\n")
                .expect("DELE 2")
                .send("+OK\r\n")
                .expect("QUIT")
                .send("+OK\r\n")
                .start()) {
            Pop3Session first = open(server);
            assertThatExceptionOfType(Pop3StreamException.class).isThrownBy(() -> first.dele(TWO));
            Pop3Session second = open(server);
            assertThat(second.pipelining()).isFalse();
            assertThat(second.dele(TWO)).isEmpty();
            assertThat(second.quit().committed()).isTrue();
            server.verify();
        }
    }

    @Test
    void case34_aServerThatHangsUpAtQuitCanPipelineAllTheSame() throws Exception {
        try (ScriptedServer server = login(ScriptedServer.script())
                .expect("DELE 1")
                .expect("QUIT")
                .send("+OK\r\n")
                .thenClose()
                .start()) {
            UpdateOutcome outcome = open(server).deleteAndQuit(TWO.subList(0, 1), new HashMap<>());
            assertThat(outcome.result()).isEqualTo(UpdateOutcome.Result.UNKNOWN);
            assertThat(memory.failsAtPipelining()).isFalse();
            server.verify();
        }
    }

    @Test
    void aServerThatPipelinesStaysTrusted() throws Exception {
        try (ScriptedServer server = login(ScriptedServer.script())
                .expect("DELE 1")
                .expect("DELE 2")
                .send("+OK\r\n-ERR no\r\n")
                .expect("QUIT")
                .send("+OK\r\n")
                .start()) {
            Pop3Session session = open(server);
            assertThat(session.dele(TWO)).hasSize(1);
            assertThat(session.quit().committed()).isTrue();
            assertThat(memory.failsAtPipelining()).isFalse();
            assertThat(memory.dropsOnCapa()).isFalse();
            server.verify();
        }
    }
}
