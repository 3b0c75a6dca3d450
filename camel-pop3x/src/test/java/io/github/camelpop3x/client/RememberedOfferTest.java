package io.github.camelpop3x.client;

import static io.github.camelpop3x.client.Conversation.patience;
import static io.github.camelpop3x.client.Conversation.settings;
import static io.github.camelpop3x.client.model.SessionState.BROKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Pop3AuthenticationException;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.model.SessionState;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.client.wire.WireListener;
import io.github.camelpop3x.testserver.Script;
import io.github.camelpop3x.testserver.ScriptedServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server can do is asked once and remembered, until there is reason to ask again (adr/0007). */
@Timeout(60)
class RememberedOfferTest {

    private static final String PLAIN = "AUTH PLAIN AGpvZQBzZWNyZXQ=";

    private final ServerMemory memory = new ServerMemory();

    private Pop3Session open(ScriptedServer server) throws IOException {
        return new Pop3Client(settings(server, TlsMode.NONE), memory, WireListener.NONE)
                .open(new Credentials("joe", "secret"), patience());
    }

    private static Script greeted(Script script, String... sasl) {
        return script.greet("+OK").expect("CAPA").send("+OK\r\nSASL " + String.join(" ", sasl) + "\r\n.\r\n");
    }

    private static Script known(Script script) {
        return greeted(script, "PLAIN")
                .expect(PLAIN)
                .send("+OK\r\n")
                .expect("CAPA")
                .send("+OK\r\nPIPELINING\r\n.\r\n")
                .expect("QUIT")
                .send("+OK\r\n");
    }

    @Test
    void whatTheServerCanDoIsAskedOnce() throws Exception {
        Script script = known(ScriptedServer.script()).nextConnection();
        for (int session = 2; session <= 3; session++) {
            script.greet("+OK")
                    .expect(PLAIN)
                    .send("+OK\r\n")
                    .expect("QUIT")
                    .send("+OK\r\n")
                    .nextConnection();
        }
        try (ScriptedServer server = script.greet("+OK").expectClose().start()) {
            for (int session = 1; session <= 3; session++) {
                Pop3Session open = open(server);
                assertThat(open.pipelining()).as("session %d", session).isTrue();
                assertThat(open.quit().committed()).isTrue();
            }
            new Pop3Client(settings(server, TlsMode.NONE), memory, WireListener.NONE)
                    .connect(patience())
                    .close();
            server.verify();
        }
    }

    @Test
    void anotherUserMayBeOfferedSomethingElse() throws Exception {
        try (ScriptedServer server = greeted(known(ScriptedServer.script()).nextConnection(), "PLAIN")
                .expect("AUTH PLAIN AGphbmUAc2VjcmV0")
                .send("+OK\r\n")
                .expect("CAPA")
                .send("+OK\r\nTOP\r\n.\r\n")
                .start()) {
            open(server).quit();
            try (Pop3Session other = new Pop3Client(settings(server, TlsMode.NONE), memory, WireListener.NONE)
                    .open(new Credentials("jane", "secret"), patience())) {
                assertThat(other.pipelining()).isFalse();
            }
            server.verify();
        }
    }

    @Test
    void aMechanismThatIsNoLongerOfferedIsNoWrongPassword() throws Exception {
        try (ScriptedServer server = known(ScriptedServer.script())
                .nextConnection()
                .greet("+OK")
                .expect(PLAIN)
                .send("-ERR no such mechanism\r\n")
                .expect("CAPA")
                .send("+OK\r\nSASL LOGIN\r\n.\r\n")
                .expect("AUTH LOGIN")
                .send("+ \r\n")
                .expect("am9l")
                .send("+ \r\n")
                .expect("c2VjcmV0")
                .send("+OK\r\n")
                .expect("CAPA")
                .send("+OK\r\nTOP\r\n.\r\n")
                .start()) {
            open(server).quit();
            try (Pop3Session second = open(server)) {
                assertThat(second.state()).isEqualTo(SessionState.TRANSACTION);
                assertThat(second.capabilities().top()).isTrue();
                assertThat(second.pipelining()).isFalse();
            }
            server.verify();
        }
    }

    @Test
    void aWrongPasswordIsToldAsSuchAndNotTriedAgain() throws Exception {
        try (ScriptedServer server = known(ScriptedServer.script())
                .nextConnection()
                .greet("+OK")
                .expect(PLAIN)
                .send("-ERR wrong\r\n")
                .expect("CAPA")
                .send("+OK\r\nSASL PLAIN\r\n.\r\n")
                .expectClose()
                .start()) {
            open(server).quit();
            assertThatExceptionOfType(Pop3AuthenticationException.class).isThrownBy(() -> open(server));
            server.verify();
        }
    }

    @Test
    void case15_aWrongPasswordIsToldWhereTheServerHangsUp() throws Exception {
        try (ScriptedServer server = known(ScriptedServer.script())
                .nextConnection()
                .greet("+OK")
                .expect(PLAIN)
                .send("-ERR wrong\r\n")
                .thenClose()
                .start()) {
            open(server).quit();
            assertThatExceptionOfType(Pop3AuthenticationException.class)
                    .isThrownBy(() -> open(server))
                    .withMessageContaining("wrong");
        }
    }

    @Test
    void afterALostSessionTheServerIsAskedAgain() throws Exception {
        Script script = known(ScriptedServer.script())
                .nextConnection()
                .greet("+OK")
                .expect(PLAIN)
                .send("+OK\r\n")
                .expect("NOOP")
                .thenClose()
                .nextConnection();
        try (ScriptedServer server = known(script).start()) {
            open(server).quit();
            Pop3Session lost = open(server);
            assertThatExceptionOfType(Pop3StreamException.class).isThrownBy(lost::noop);
            open(server).quit();
            server.verify();
        }
    }

    @Test
    void aServerThatDoesNotAnswerCapaIsAskedInEachSession() throws Exception {
        Script script = ScriptedServer.script();
        for (int session = 1; session <= 2; session++) {
            script.greet("+OK")
                    .expect("CAPA")
                    .send("-ERR what?\r\n")
                    .expect("USER joe")
                    .send("+OK\r\n")
                    .expect("PASS secret")
                    .send("+OK\r\n")
                    .expect("CAPA")
                    .send("-ERR what?\r\n")
                    .expect("QUIT")
                    .send("+OK\r\n");
            if (session == 1) {
                script.nextConnection();
            }
        }
        try (ScriptedServer server = script.start()) {
            open(server).quit();
            open(server).quit();
            server.verify();
        }
    }

    @Test
    void aMaildropThatCannotBeOpenedIsToldByItsCode() throws Exception {
        Script script = greeted(ScriptedServer.script(), "PLAIN")
                .expect(PLAIN)
                .send("+OK\r\n")
                .expect("CAPA")
                .send("+OK\r\nPIPELINING\r\nUIDL\r\nRESP-CODES\r\n.\r\n")
                .expect("QUIT")
                .send("+OK\r\n")
                .nextConnection();
        try (ScriptedServer server = script.greet("+OK")
                .expect(PLAIN)
                .send("+OK Logged in.\r\n")
                .expect("UIDL")
                .expect("LIST")
                .send("-ERR [SYS/TEMP] Mailbox can't be opened\r\n")
                .thenClose()
                .start()) {
            open(server).quit();
            Pop3Session second = open(server);
            assertThatExceptionOfType(Pop3CommandException.class)
                    .isThrownBy(second::listing)
                    .withMessageContaining("Mailbox can't be opened");
            assertThat(second.state()).isEqualTo(BROKEN);
            assertThat(memory.failsAtPipelining()).isFalse();
            server.verify();
        }
    }

    private static Script knownByCram(Script script) {
        return cram(greeted(script, "CRAM-MD5"))
                .send("+OK\r\n")
                .expect("CAPA")
                .send("+OK\r\nTOP\r\n.\r\n")
                .expect("QUIT")
                .send("+OK\r\n")
                .nextConnection();
    }

    private static Script cram(Script script) {
        return script.expect("AUTH CRAM-MD5")
                .send("+ PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+\r\n")
                .expect("am9lIDczM2JhODdlNjRlZDdlNDQxZjA2MmM0YWM2ZGIwMTAz");
    }

    /** Without capabilities USER and PASS would be tried, and the password be sent as it is. */
    @Test
    void aServerThatRefusesTheLoginAndCapaIsOfferedNothingWeaker() throws Exception {
        try (ScriptedServer server = cram(knownByCram(ScriptedServer.script()).greet("+OK"))
                .send("-ERR no\r\n")
                .expect("CAPA")
                .send("-ERR not now\r\n")
                .expectClose()
                .start()) {
            open(server).quit();
            assertThatExceptionOfType(Pop3AuthenticationException.class).isThrownBy(() -> open(server));
            server.verify();
        }
    }

    @Test
    void aNodeWithAnotherNameOffersTheSameLogin() throws Exception {
        try (ScriptedServer server = cram(knownByCram(ScriptedServer.script()).greet("+OK"))
                .send("-ERR no\r\n")
                .expect("CAPA")
                .send("+OK\r\nSASL CRAM-MD5\r\nIMPLEMENTATION node-2\r\n.\r\n")
                .expectClose()
                .start()) {
            open(server).quit();
            assertThatExceptionOfType(Pop3AuthenticationException.class).isThrownBy(() -> open(server));
            server.verify();
        }
    }

    @Test
    void aRefusalWithACodeIsFinal() throws Exception {
        Script script = cram(greeted(ScriptedServer.script(), "CRAM-MD5", "X\r\nAUTH-RESP-CODE"))
                .send("+OK\r\n")
                .expect("CAPA")
                .send("+OK\r\nTOP\r\n.\r\n")
                .expect("QUIT")
                .send("+OK\r\n")
                .nextConnection();
        try (ScriptedServer server = cram(script.greet("+OK"))
                .send("-ERR [AUTH] wrong\r\n")
                .expectClose()
                .start()) {
            open(server).quit();
            assertThatExceptionOfType(Pop3AuthenticationException.class).isThrownBy(() -> open(server));
            server.verify();
        }
    }
}
