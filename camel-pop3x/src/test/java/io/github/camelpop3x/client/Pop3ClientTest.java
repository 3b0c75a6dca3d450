package io.github.camelpop3x.client;

import static io.github.camelpop3x.client.Conversation.SHORT;
import static io.github.camelpop3x.client.Conversation.patience;
import static io.github.camelpop3x.client.Conversation.settings;
import static io.github.camelpop3x.client.model.SessionState.AUTHORIZATION;
import static io.github.camelpop3x.client.model.SessionState.TRANSACTION;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3ConnectException;
import io.github.camelpop3x.client.model.Pop3ProtocolException;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.model.Pop3TimeoutException;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.testserver.ScriptedServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who answers where the client connects, and what bounds it. */
@Timeout(60)
class Pop3ClientTest {

    private static final Credentials NOBODY = new Credentials("nobody", "nothing");

    private static Pop3Session connect(ScriptedServer server) throws IOException {
        return new Pop3Client(settings(server, TlsMode.NONE)).connect(patience());
    }

    @ParameterizedTest(name = "[{0}] allows APOP: {1}")
    @CsvSource({
        "+OK ready, false",
        "+OK, false",
        "+ok, false",
        "+OK <1896.697170952@dbc.mtview.ca.us>, true",
        "+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>, true",
        "+OK <1896.697170952@dbc.mtview.ca.us> ready, true",
        "+OK [aGVsbG8=] Microsoft Exchange POP3 service is ready., false",
        "+OK <no-at-sign>, false",
        "+OK <a@>, false",
        "+OK <@b>, false",
        "+OK <a b@c>, false",
        "+OK <a@b, false",
        "+OK <a@b@c>, false",
        "+OK <a\u0001@b>, false",
        "+OK <a\u00e9@b>, false",
        "+OK <a\u007f@b>, false",
    })
    void case01_02_03_aTimestampIsFoundAnywhereIfItIsOne(String greeting, boolean apop) throws Exception {
        try (ScriptedServer server =
                ScriptedServer.script().greet(greeting).expectClose().start()) {
            try (Pop3Session session = connect(server)) {
                assertThat(session.state()).isEqualTo(AUTHORIZATION);
                assertThat(session.offersApop()).isEqualTo(apop);
            }
            server.verify();
        }
    }

    @ParameterizedTest(name = "[{0}]")
    @CsvSource({
        "220 mail.example ESMTP ready, SMTP",
        "* OK IMAP4rev1 Service Ready, IMAP",
        "HTTP/1.1 400 Bad Request, HTTP",
        "SSH-2.0-OpenSSH_9.2p1, SSH",
    })
    void case04_anotherProtocolIsNamed(String greeting, String protocol) throws Exception {
        try (ScriptedServer server =
                ScriptedServer.script().greet(greeting).expectClose().start()) {
            assertThatExceptionOfType(Pop3ProtocolException.class)
                    .isThrownBy(() -> connect(server))
                    .withMessageContaining("this is an " + protocol)
                    .withMessageContaining("check the port");
            server.verify();
        }
    }

    @Test
    void aServerThatRefusesTheConnectionIsQuoted() throws Exception {
        try (ScriptedServer server = ScriptedServer.script()
                .greet("-ERR [SYS/TEMP] too many connections")
                .expectClose()
                .start()) {
            assertThatExceptionOfType(Pop3StreamException.class)
                    .isThrownBy(() -> connect(server))
                    .withMessageContaining("localhost:" + server.port())
                    .withMessageContaining("refused the connection")
                    .withMessageContaining("too many connections");
            server.verify();
        }
    }

    @Test
    void aServerThatSaysNothingRunsIntoConnectTimeout() throws Exception {
        try (ScriptedServer server = ScriptedServer.script().thenStall().start()) {
            Pop3Settings settings = settings(server, TlsMode.NONE).withTimeouts(SHORT, Duration.ofSeconds(20));
            assertThatExceptionOfType(Pop3TimeoutException.class)
                    .isThrownBy(() -> new Pop3Client(settings).connect(patience()))
                    .withMessageContaining("localhost:" + server.port())
                    .withMessageContaining("greeting")
                    .withMessageContaining("connectTimeout");
            server.verify();
        }
    }

    @Test
    void aServerThatDripsItsGreetingRunsIntoConnectTimeout() throws Exception {
        byte[] greeting = "+OK and so on without an end in sight, octet by octet"
                .repeat(10)
                .getBytes(ISO_8859_1);
        try (ScriptedServer server = ScriptedServer.script()
                .thenDrip(greeting, Duration.ofMillis(20))
                .expectClose()
                .start()) {
            Pop3Settings settings = settings(server, TlsMode.NONE).withTimeouts(SHORT, Duration.ofSeconds(20));
            assertThatExceptionOfType(Pop3TimeoutException.class)
                    .isThrownBy(() -> new Pop3Client(settings).connect(patience()))
                    .withMessageContaining("connectTimeout");
            server.verify();
        }
    }

    @Test
    void theEarlierDeadlineIsNamed() throws Exception {
        try (ScriptedServer server = ScriptedServer.script().thenStall().start()) {
            assertThatExceptionOfType(Pop3TimeoutException.class)
                    .isThrownBy(() -> new Pop3Client(settings(server, TlsMode.NONE))
                            .connect(Deadline.after(SHORT, "pollTimeout")))
                    .withMessageContaining("pollTimeout");
            server.verify();
        }
    }

    @Test
    void aDripWithinAMessageRunsIntoTheSessionsDeadline() throws Exception {
        byte[] body = "x".repeat(1000).getBytes(ISO_8859_1);
        try (ScriptedServer server = ScriptedServer.script()
                .greet("+OK")
                .expect("USER joe")
                .send("+OK\r\n")
                .expect("PASS secret")
                .send("+OK\r\n")
                .expect("RETR 1")
                .send("+OK\r\n")
                .thenDrip(body, Duration.ofMillis(20))
                .expectClose()
                .start()) {
            Pop3Session session = connect(server);
            session.user("joe");
            session.pass("secret");
            session.deadline(Deadline.after(SHORT, "pollTimeout"));
            assertThatExceptionOfType(Pop3TimeoutException.class)
                    .isThrownBy(() -> session.retr(1, OutputStream.nullOutputStream()))
                    .withMessageContaining("pollTimeout");
            server.verify();
        }
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(strings = {"", "+OK rea", "+OK ready\r", "-"})
    void aServerThatClosesBeforeItHasGreeted(String greeting) throws Exception {
        try (ScriptedServer server =
                ScriptedServer.script().send(greeting).thenClose().start()) {
            assertThatExceptionOfType(Pop3StreamException.class)
                    .isThrownBy(() -> connect(server))
                    .withMessageContaining("localhost:" + server.port())
                    .withMessageContaining("closed the connection before the greeting");
            server.verify();
        }
    }

    @Test
    void aServerThatResetsTheConnection() throws Exception {
        try (ScriptedServer server = ScriptedServer.script().thenReset().start()) {
            assertThatThrownBy(() -> connect(server))
                    .isInstanceOf(Pop3StreamException.class)
                    .hasMessageContaining("localhost:" + server.port());
            server.verify();
        }
    }

    @Test
    void anUnknownHostIsNamed() {
        Pop3Settings settings = Pop3Settings.of("no-such-host.invalid", 110, TlsMode.NONE);
        assertThatExceptionOfType(Pop3ConnectException.class)
                .isThrownBy(() -> new Pop3Client(settings).connect(patience()))
                .withMessageContaining("no-such-host.invalid")
                .withMessageContaining("check the host");
    }

    @Test
    void aPortWhereNobodyListensIsNamed() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        Pop3Settings settings = Pop3Settings.of("127.0.0.1", port, TlsMode.NONE);
        assertThatExceptionOfType(Pop3ConnectException.class)
                .isThrownBy(() -> new Pop3Client(settings).connect(patience()))
                .withMessageContaining("127.0.0.1:" + port)
                .withMessageContaining("check host and port");
    }

    @Test
    void anEndlessGreetingIsBounded() throws Exception {
        try (ScriptedServer server = ScriptedServer.script()
                .send("+OK " + "x".repeat(1_000_000))
                .expectClose()
                .start()) {
            assertThatExceptionOfType(Pop3ProtocolException.class)
                    .isThrownBy(() -> connect(server))
                    .withMessageContaining("more than 8192 octets");
            server.verify();
        }
    }

    @Test
    void aGreetingOfTheGreatestLengthIsTaken() throws Exception {
        String greeting = "+OK " + "x".repeat(Pop3Settings.DEFAULT_MAX_LINE_LENGTH - 4);
        try (ScriptedServer server =
                ScriptedServer.script().greet(greeting).expectClose().start()) {
            connect(server).close();
            server.verify();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"CAPA", "LIST", "UIDL"})
    void anEndlessListIsBounded(String verb) throws Exception {
        try (Conversation talk = Conversation.begin(
                Conversation.Setup.USUAL.settings(settings -> settings.withBounds(512, 1000)),
                TRANSACTION,
                script -> script.expect(verb)
                        .send("+OK\r\n" + "1 1\r\n".repeat(100_000))
                        .expectClose())) {
            assertThatExceptionOfType(Pop3ProtocolException.class)
                    .isThrownBy(() -> ProtocolCommand.valueOf(verb).call(talk.session(), NOBODY))
                    .withMessageContaining(verb.equals("CAPA") ? "more than 300 entries" : "more than 1000 entries");
            talk.verify();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"CAPA", "LIST", "UIDL"})
    void anEndlessLineInAListIsBounded(String verb) throws Exception {
        try (Conversation talk = Conversation.begin(
                Conversation.Setup.USUAL.settings(settings -> settings.withBounds(512, 1000)),
                TRANSACTION,
                script -> script.expect(verb)
                        .send("+OK\r\n1 " + "x".repeat(1_000_000))
                        .expectClose())) {
            assertThatExceptionOfType(Pop3ProtocolException.class)
                    .isThrownBy(() -> ProtocolCommand.valueOf(verb).call(talk.session(), NOBODY))
                    .withMessageContaining("more than 512 octets");
            talk.verify();
        }
    }
}
