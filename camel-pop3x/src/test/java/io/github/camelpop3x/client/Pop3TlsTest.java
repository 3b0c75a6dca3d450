package io.github.camelpop3x.client;

import static io.github.camelpop3x.client.Conversation.SHORT;
import static io.github.camelpop3x.client.Conversation.patience;
import static io.github.camelpop3x.client.Conversation.settings;
import static io.github.camelpop3x.client.model.SessionState.AUTHORIZATION;
import static io.github.camelpop3x.client.model.SessionState.BROKEN;
import static io.github.camelpop3x.client.model.SessionState.TRANSACTION;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Capabilities;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3ConnectException;
import io.github.camelpop3x.client.model.Pop3Exception;
import io.github.camelpop3x.client.model.Pop3ProtocolException;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.model.Pop3TimeoutException;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.testserver.Script;
import io.github.camelpop3x.testserver.ScriptedServer;
import io.github.camelpop3x.testserver.TestTls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STLS and implicit TLS: it stands, or nothing of worth is said. The script sees that no credential goes in clear. */
@Timeout(60)
class Pop3TlsTest {

    private static final Credentials JOE = new Credentials("joe", "secret");
    private static final String STLS = "+OK\r\nSTLS\r\nUSER\r\nPIPELINING\r\n.\r\n";

    private static Pop3Session open(ScriptedServer server, TlsMode tls) throws IOException {
        return new Pop3Client(settings(server, tls)).open(JOE, patience());
    }

    private static Script stls() {
        return ScriptedServer.script()
                .greet("+OK")
                .expect("CAPA")
                .send(STLS)
                .expect("STLS")
                .send("+OK\r\n");
    }

    /** Fails unless this kind of error comes of it, the server's script is at its end, and the connection closed. */
    private static <E extends Pop3Exception> String fails(Class<E> type, TlsMode tls, Script script)
            throws IOException {
        try (ScriptedServer server = script.start()) {
            String[] message = new String[1];
            assertThatExceptionOfType(type)
                    .isThrownBy(() -> open(server, tls))
                    .satisfies(e -> message[0] = e.getMessage());
            server.verify();
            assertThat(message[0]).doesNotContain("secret");
            return message[0].replace("localhost:" + server.port(), "localhost:PORT");
        }
    }

    @Test
    void case08_afterStlsCapabilitiesAreAskedAgain() throws Exception {
        try (ScriptedServer server = stls().startTls(TestTls.server())
                .expect("CAPA")
                .send("+OK\r\nUSER\r\n.\r\n")
                .expect("USER joe")
                .send("+OK\r\n")
                .expect("PASS secret")
                .send("+OK\r\n")
                .expect("CAPA")
                .send("+OK\r\nUIDL\r\n.\r\n")
                .expect("QUIT")
                .send("+OK\r\n")
                .start()) {
            Pop3Session session = open(server, TlsMode.REQUIRED);
            assertThat(session.state()).isEqualTo(TRANSACTION);
            assertThat(session.pipelining()).as("said in clear").isFalse();
            assertThat(session.capabilities().uidl()).isTrue();
            assertThat(session.quit().committed()).isTrue();
            server.verify();
        }
    }

    @Test
    void whatWasSaidInClearIsForgotten() throws Exception {
        try (ScriptedServer server =
                stls().startTls(TestTls.server()).expectClose().start()) {
            try (Pop3Session session = new Pop3Client(settings(server, TlsMode.REQUIRED)).connect(patience())) {
                assertThat(session.state()).isEqualTo(AUTHORIZATION);
                assertThat(session.capabilities()).isSameAs(Capabilities.NONE);
            }
            server.verify();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"+OK\r\nUSER\r\n.\r\n", "-ERR what?\r\n", "+OK\r\n.\r\n"})
    void case09_withoutAnOfferOfStlsNothingGoesOn(String capabilities) throws Exception {
        String message = fails(
                Pop3ConnectException.class,
                TlsMode.REQUIRED,
                ScriptedServer.script()
                        .greet("+OK")
                        .expect("CAPA")
                        .send(capabilities)
                        .expect("QUIT")
                        .send("+OK\r\n"));
        assertThat(message).contains("localhost:PORT", "doesn't offer STLS", "tls=required", "pop3xs:", "tls=none");
    }

    @Test
    void case09_aServerThatDropsTheConnectionOnCapaHasNoTls() throws Exception {
        String message = fails(
                Pop3StreamException.class,
                TlsMode.REQUIRED,
                ScriptedServer.script().greet("+OK").expect("CAPA").thenClose());
        assertThat(message).contains("localhost:PORT", "CAPA");
    }

    @Test
    void case09_anOfferOfStlsThatIsWithdrawn() throws Exception {
        String message = fails(
                Pop3Exception.class,
                TlsMode.REQUIRED,
                ScriptedServer.script()
                        .greet("+OK")
                        .expect("CAPA")
                        .send(STLS)
                        .expect("STLS")
                        .send("-ERR not today\r\n")
                        .expectClose());
        assertThat(message).contains("STLS", "not today");
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(strings = {"+OK injected\r\n", "-", "\r\n", "+OK\r\n+OK\r\n-ERR\r\n"})
    void case09_whatIsSaidInClearBehindTheAnswerToStlsIsAnAttack(String injected) throws Exception {
        String message = fails(
                Pop3ProtocolException.class,
                TlsMode.REQUIRED,
                ScriptedServer.script()
                        .greet("+OK")
                        .expect("CAPA")
                        .send(STLS)
                        .expect("STLS")
                        .send("+OK\r\n" + injected)
                        .expectClose());
        assertThat(message).contains("localhost:PORT", "clear text", "STLS");
    }

    @Test
    void case09_whatIsSaidInClearLaterIsNoHandshake() throws Exception {
        // Slowly, so that it can't be read together with the +OK, and no more than JSSE waits for: a record's header.
        byte[] header = "+OK i".getBytes(ISO_8859_1);
        int before = ("+OK\r\n" + STLS + "+OK\r\n").length();
        String message = fails(
                Pop3StreamException.class,
                TlsMode.REQUIRED,
                stls().thenDrip(header, Duration.ofMillis(40)).cutAfter(before + header.length));
        assertThat(message).contains("localhost:PORT");
    }

    @Test
    void aRefusedStlsLeavesTheSessionInClear() throws Exception {
        try (Conversation talk =
                Conversation.begin(Conversation.Setup.USUAL, AUTHORIZATION, script -> script.expect("STLS")
                        .send("-ERR not today\r\n")
                        .expect("QUIT")
                        .send("+OK\r\n"))) {
            assertThatThrownBy(talk.session()::stls).isInstanceOf(Pop3CommandException.class);
            assertThat(talk.session().state()).isEqualTo(AUTHORIZATION);
            assertThat(talk.session().quit().committed()).isTrue();
            talk.verify();
        }
    }

    /** A certificate that the client must not take, and what the error must say. */
    enum BadCertificate {
        SELF_SIGNED(TestTls::serverWithSelfSignedCertificate, "trust", "sslContextParameters"),
        OTHER_HOST(TestTls::serverOfOtherHost, "another host name than 'localhost'", "host in the URI"),
        EXPIRED(TestTls::serverWithExpiredCertificate, "expired", "certificate");

        private final Supplier<SSLContext> server;
        private final String[] said;

        BadCertificate(Supplier<SSLContext> server, String... said) {
            this.server = server;
            this.said = said;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBadCertificateIsRefusedAfterStls(BadCertificate bad) throws Exception {
        String message = fails(
                Pop3ConnectException.class,
                TlsMode.REQUIRED,
                stls().startTls(bad.server.get()).expectClose());
        assertThat(message).contains("localhost:PORT").contains(bad.said);
    }

    @ParameterizedTest
    @EnumSource
    void aBadCertificateIsRefusedWithImplicitTls(BadCertificate bad) throws Exception {
        String message = fails(
                Pop3ConnectException.class,
                TlsMode.IMPLICIT,
                ScriptedServer.script().implicitTls(bad.server.get()).expectClose());
        assertThat(message).contains("localhost:PORT").contains(bad.said);
    }

    @Test
    void aCaThatNobodyTrustsByDefaultIsRefused() throws Exception {
        try (ScriptedServer server = ScriptedServer.script()
                .implicitTls(TestTls.server())
                .expectClose()
                .start()) {
            Pop3Settings jvmsTrust = settings(server, TlsMode.IMPLICIT).withSslContext(null);
            assertThatExceptionOfType(Pop3ConnectException.class)
                    .isThrownBy(() -> new Pop3Client(jvmsTrust).connect(patience()))
                    .withMessageContaining("sslContextParameters");
            server.verify();
        }
    }

    @Test
    void implicitTlsToAPlainPort() throws Exception {
        // Cut after the greeting: the script can't tell a ClientHello from a command that is none.
        String message = fails(
                Pop3ConnectException.class,
                TlsMode.IMPLICIT,
                ScriptedServer.script().greet("+OK ready").cutAfter("+OK ready\r\n".length()));
        assertThat(message).contains("localhost:PORT", "doesn't speak TLS on this port", "pop3x:");
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "REQUIRED"})
    void clearTextToATlsPort(TlsMode tls) throws Exception {
        try (ScriptedServer server = ScriptedServer.script()
                .implicitTls(TestTls.server())
                .expectClose()
                .start()) {
            Pop3Settings hasty = settings(server, tls).withTimeouts(SHORT, SHORT.multipliedBy(50));
            assertThatExceptionOfType(Pop3TimeoutException.class)
                    .isThrownBy(() -> new Pop3Client(hasty).open(JOE, patience()))
                    .withMessageContaining("localhost:" + server.port())
                    .withMessageContaining("connectTimeout");
            server.verify();
        }
    }

    @ParameterizedTest(name = "implicit: {0}")
    @ValueSource(booleans = {true, false})
    void aHandshakeThatIsNotAnsweredRunsIntoConnectTimeout(boolean implicit) throws Exception {
        Script script = implicit ? ScriptedServer.script() : stls();
        try (ScriptedServer server = script.thenStall().start()) {
            Pop3Settings hasty = settings(server, implicit ? TlsMode.IMPLICIT : TlsMode.REQUIRED)
                    .withTimeouts(SHORT, SHORT.multipliedBy(50));
            assertThatExceptionOfType(Pop3TimeoutException.class)
                    .isThrownBy(() -> new Pop3Client(hasty).connect(patience()))
                    .withMessageContaining("TLS handshake with localhost:" + server.port())
                    .withMessageContaining("connectTimeout");
        }
    }

    @Test
    void underTlsACutMessageIsNone() throws Exception {
        String reply = "+OK\r\nSubject: x\r\n\r\nbody\r\n.\r\n";
        String login = "+OK\r\n+OK\r\n+OK\r\n";
        for (int octets = 0; octets < reply.length(); octets++) {
            try (ScriptedServer server = ScriptedServer.script()
                    .implicitTls(TestTls.server())
                    .cutAfter(login.length() + octets)
                    .greet("+OK")
                    .expect("USER joe")
                    .send("+OK\r\n")
                    .expect("PASS secret")
                    .send("+OK\r\n")
                    .expect("RETR 1")
                    .send(reply)
                    .start()) {
                Pop3Session session = new Pop3Client(settings(server, TlsMode.IMPLICIT)).connect(patience());
                session.user("joe");
                session.pass("secret");
                ByteArrayOutputStream sink = new ByteArrayOutputStream();
                assertThatExceptionOfType(Pop3StreamException.class)
                        .as("cut after %d octets", octets)
                        .isThrownBy(() -> session.retr(1, sink));
                assertThat("Subject: x\r\n\r\nbody\r\n").startsWith(sink.toString(ISO_8859_1));
                assertThat(session.state()).isEqualTo(BROKEN);
                server.verify();
            }
        }
    }

    @Test
    void case10_underTlsOctetsMayComeOneByOne() throws Exception {
        try (ScriptedServer server = stls().chunked(1)
                .startTls(TestTls.server())
                .expect("CAPA")
                .send(STLS)
                .expect("USER joe")
                .send("+OK\r\n")
                .expect("PASS secret")
                .send("+OK\r\n")
                .expect("CAPA")
                .send(STLS)
                .expect("RETR 1")
                .send("+OK\r\n..\r\n.\r\n")
                .expectClose()
                .start()) {
            try (Pop3Session session = open(server, TlsMode.REQUIRED)) {
                ByteArrayOutputStream sink = new ByteArrayOutputStream();
                session.retr(1, sink);
                assertThat(sink).hasToString(".\r\n");
            }
            server.verify();
        }
    }
}
