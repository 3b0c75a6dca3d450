package io.github.camelpop3x.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3ConnectException;
import io.github.camelpop3x.client.model.Pop3Exception;
import io.github.camelpop3x.client.model.Pop3ProtocolException;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.model.Pop3TimeoutException;
import io.github.camelpop3x.client.model.ProxySettings;
import io.github.camelpop3x.client.model.SessionState;
import io.github.camelpop3x.client.model.SrvMode;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.testserver.DrippingRelay;
import io.github.camelpop3x.testserver.Effect;
import io.github.camelpop3x.testserver.Fault;
import io.github.camelpop3x.testserver.MaildropServer;
import io.github.camelpop3x.testserver.RawServer;
import io.github.camelpop3x.testserver.ScriptedServer;
import io.github.camelpop3x.testserver.TestProxy;
import io.github.camelpop3x.testserver.TestTls;
import io.github.camelpop3x.testserver.TlsProbe;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS 1.2 or newer with the server that was meant, or no session at all. */
class TlsTest {

    private static final Credentials JOE = new Credentials("joe", "s3cret");

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(20), "pollTimeout");
    }

    private static Pop3Settings settings(String host, int port, TlsMode tls) {
        return Pop3Settings.of(host, port, tls).withSslContext(TestTls.client());
    }

    private static Pop3Session connect(Pop3Settings settings) throws Pop3Exception {
        return new Pop3Client(settings).connect(deadline());
    }

    private static MaildropServer server(TlsMode tls, SSLContext context) throws Exception {
        MaildropServer.Builder builder = MaildropServer.builder().user("joe", "s3cret");
        return (tls == TlsMode.IMPLICIT ? builder.implicitTls(context) : builder.stls(context)).start();
    }

    // --- whom the server must be ---------------------------------------------------------------------------------

    @Test
    void anAddressOfIpv6IsVerifiedAndNotSentAsName() throws Exception {
        InetAddress six = InetAddress.getByName("::1");
        assumeTrue(six.isReachable(1000), "::1 isn't there");
        try (TlsProbe probe = new TlsProbe(six, TestTls.server())) {
            connect(settings("::1", probe.port(), TlsMode.IMPLICIT)).close();
            assertThat(probe.handshake().names()).isEmpty();
        }
        try (TlsProbe probe = new TlsProbe(six, TestTls.serverOfOtherHost())) {
            assertThatThrownBy(() -> connect(settings("::1", probe.port(), TlsMode.IMPLICIT)))
                    .isInstanceOf(Pop3ConnectException.class)
                    .hasMessageContaining("No TLS with [::1]:" + probe.port())
                    .hasMessageContaining("another host name than '::1'");
        }
    }

    @Test
    void theFinalDotOfAHostIsForTheResolverOnly() throws Exception {
        try (TlsProbe probe = new TlsProbe(InetAddress.getByName("127.0.0.1"), TestTls.serverOfOtherHost());
                TestProxy proxy = TestProxy.socks5(null)) {
            ProxySettings through = new ProxySettings(ProxySettings.Type.SOCKS5, "127.0.0.1", proxy.port(), null, null);
            connect(settings("other.example.", probe.port(), TlsMode.IMPLICIT).withRoute(through, SrvMode.OFF))
                    .close();
            assertThat(proxy.requests()).containsExactly("other.example.:" + probe.port());
            assertThat(probe.handshake().names()).isEqualTo("other.example");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsMode.class,
            names = {"REQUIRED", "IMPLICIT"})
    void aServerThatCannotBeVerifiedIsNotTriedInAnotherWay(TlsMode tls) throws Exception {
        for (SSLContext wrong : new SSLContext[] {
            TestTls.serverOfOtherHost(),
            TestTls.serverWithSelfSignedCertificate(),
            TestTls.serverWithExpiredCertificate()
        }) {
            try (MaildropServer server = server(tls, wrong)) {
                Pop3Client client = new Pop3Client(settings("localhost", server.port(), tls));
                assertThatThrownBy(() -> client.open(JOE, deadline()))
                        .isInstanceOf(Pop3ConnectException.class)
                        .hasMessageContaining("the server's certificate");
                assertThat(server.sessions()).isEqualTo(1);
                assertThat(server.commands()).doesNotContain("USER joe");
            }
        }
    }

    @Test
    void whatTheClientShowsAndSpeaks() throws Exception {
        try (TlsProbe probe = TlsProbe.start()) {
            connect(settings("localhost", probe.port(), TlsMode.IMPLICIT)
                            .withSslContext(TestTls.clientWithCertificate()))
                    .close();
            TlsProbe.Handshake seen = probe.handshake();
            assertThat(seen.protocol()).isEqualTo("TLSv1.3");
            assertThat(seen.client()).isEqualTo("CN=joe");
        }
    }

    // --- STLS ----------------------------------------------------------------------------------------------------

    @Test
    void case9ClearTextInTheSameSegmentAsTheAnswerToStlsIsAnInjection() throws Exception {
        try (ScriptedServer server = ScriptedServer.script()
                .greet("+OK hi")
                .expect("CAPA")
                .send("+OK\r\nSTLS\r\n.\r\n")
                .expect("STLS")
                .send("+OK go\r\n+OK injected\r\n")
                .expectClose()
                .start()) {
            assertThatThrownBy(() -> connect(settings("localhost", server.port(), TlsMode.REQUIRED)))
                    .isInstanceOf(Pop3ProtocolException.class)
                    .hasMessageContaining("clear text behind its answer to STLS");
            server.verify();
        }
    }

    /** Whether it is seen before the handshake or in it depends on when it comes: it ends the session either way. */
    @Test
    void case9ClearTextThatComesLaterIsNoTls() throws Exception {
        try (RawServer server = RawServer.start((socket, raw) -> {
            say(socket, "+OK hi\r\n");
            readLine(socket);
            say(socket, "+OK\r\nSTLS\r\n.\r\n");
            readLine(socket);
            say(socket, "+OK go\r\n");
            raw.pause(Duration.ofMillis(100));
            say(socket, "+OK injected\r\n");
            raw.stall();
        })) {
            assertThatThrownBy(() -> connect(settings("localhost", server.port(), TlsMode.REQUIRED)))
                    .isInstanceOf(Pop3StreamException.class)
                    .isNotInstanceOf(Pop3TimeoutException.class);
        }
    }

    /** What comes ahead of STLS in clear may have been injected to be taken for its answer: nothing goes on. */
    @Test
    void case9AnAnswerAheadOfStlsEndsTheSession() throws Exception {
        try (MaildropServer server = server(TlsMode.REQUIRED, TestTls.server())) {
            server.faults(new Fault(
                    1, "CAPA", 1, Effect.replaceReply("+OK\r\nSTLS\r\n.\r\n+OK ahead\r\n".getBytes(US_ASCII))));
            assertThatThrownBy(() -> new Pop3Client(settings("localhost", server.port(), TlsMode.REQUIRED))
                            .open(JOE, deadline()))
                    .isInstanceOf(Pop3ProtocolException.class)
                    .hasMessageContaining("clear text ahead of STLS");
            assertThat(server.commands()).containsExactly("CAPA");
        }
    }

    @Test
    void case9StlsThatIsRefusedIsNotDoneWithout() throws Exception {
        try (ScriptedServer server = ScriptedServer.script()
                .greet("+OK hi")
                .expect("CAPA")
                .send("+OK\r\nSTLS\r\nUSER\r\n.\r\n")
                .expect("STLS")
                .send("-ERR not today\r\n")
                .expectClose()
                .start()) {
            assertThatThrownBy(() -> new Pop3Client(settings("localhost", server.port(), TlsMode.REQUIRED))
                            .open(JOE, deadline()))
                    .isInstanceOf(Pop3ConnectException.class)
                    .hasMessageContaining("not today")
                    .hasMessageContaining("tls=required");
            server.verify();
        }
    }

    @Test
    void case9RequiredStlsWithFailingCapaFails() throws Exception {
        try (ScriptedServer server = ScriptedServer.script()
                .greet("+OK hi")
                .expect("CAPA")
                .send("-ERR what?\r\n")
                .expect("QUIT")
                .send("+OK\r\n")
                .nextConnection()
                .greet("+OK hi")
                .expect("CAPA")
                .thenClose()
                .start()) {
            Pop3Client client = new Pop3Client(settings("localhost", server.port(), TlsMode.REQUIRED));
            assertThatThrownBy(() -> client.open(JOE, deadline())).hasMessageContaining("doesn't offer STLS");
            assertThatThrownBy(() -> client.open(JOE, deadline()))
                    .isInstanceOf(Pop3StreamException.class)
                    .hasMessageContaining("closed the connection before CAPA");
            server.verify();
        }
    }

    // --- handshakes that go wrong --------------------------------------------------------------------------------

    /** JSSE disables TLS 1.1 on both sides of this JVM, so the server's hello is written out. */
    @Test
    void aServerThatSpeaksTls11OnlyIsRefused() throws Exception {
        String hello = "16 0302 002a  02 000026  0302".replace(" ", "") + "5a".repeat(32) + "00" + "c013" + "00";
        try (RawServer server = RawServer.start((socket, raw) -> {
            socket.getInputStream().read(new byte[4096]);
            socket.getOutputStream().write(HexFormat.of().parseHex(hello));
            raw.stall();
        })) {
            assertThatThrownBy(() -> connect(settings("localhost", server.port(), TlsMode.IMPLICIT)))
                    .isInstanceOf(Pop3ConnectException.class)
                    .hasMessageContaining("the server doesn't speak TLS 1.2 or newer");
        }
    }

    @Test
    void aServerThatClosesInTheHandshakeIsNamed() throws Exception {
        try (RawServer server =
                RawServer.start((socket, raw) -> socket.getInputStream().read(new byte[4096]))) {
            assertThatThrownBy(() -> connect(settings("localhost", server.port(), TlsMode.IMPLICIT)))
                    .isInstanceOf(Pop3ConnectException.class)
                    .hasMessageContaining("the server closed the connection in the handshake");
        }
    }

    @Test
    void garbageInTheHandshakeEndsIt() throws Exception {
        for (byte[] garbage : new byte[][] {
            "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII),
            new byte[64],
            HexFormat.of().parseHex("1603030004" + "ffffffff"),
            HexFormat.of().parseHex("160303ffff" + "02".repeat(3000)),
            HexFormat.of().parseHex("1503030002" + "0228")
        }) {
            try (RawServer server = RawServer.start((socket, raw) -> {
                socket.getInputStream().read(new byte[4096]);
                socket.getOutputStream().write(garbage);
                raw.stall();
            })) {
                assertThatThrownBy(() -> connect(settings("localhost", server.port(), TlsMode.IMPLICIT)
                                .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2))))
                        .isInstanceOf(Pop3StreamException.class)
                        .hasMessageMatching("(No TLS|TLS handshake) with localhost.*");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsMode.class,
            names = {"REQUIRED", "IMPLICIT"})
    void aHandshakeThatStallsEndsWithConnectTimeout(TlsMode tls) throws Exception {
        try (RawServer server = RawServer.start((socket, raw) -> {
            if (tls == TlsMode.REQUIRED) {
                say(socket, "+OK hi\r\n");
                readLine(socket);
                say(socket, "+OK\r\nSTLS\r\n.\r\n");
                readLine(socket);
                say(socket, "+OK go\r\n");
            }
            raw.stall();
        })) {
            assertTimesOutInHandshake(settings("localhost", server.port(), tls));
        }
    }

    @Test
    void aHandshakeThatDripsEndsWithConnectTimeout() throws Exception {
        try (MaildropServer server = server(TlsMode.IMPLICIT, TestTls.server());
                DrippingRelay relay = new DrippingRelay(server.port(), Duration.ofMillis(100))) {
            assertTimesOutInHandshake(settings("localhost", relay.port(), TlsMode.IMPLICIT));
        }
    }

    private static void assertTimesOutInHandshake(Pop3Settings settings) {
        long before = System.nanoTime();
        assertThatThrownBy(() -> connect(settings.withTimeouts(Duration.ofMillis(700), Duration.ofMinutes(1))))
                .isInstanceOf(Pop3TimeoutException.class)
                .hasMessage("TLS handshake with localhost:" + settings.port() + ": no answer in time (connectTimeout)");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(2500));
    }

    // --- the end of TLS ------------------------------------------------------------------------------------------

    @Test
    void case35AMessageCutByAConnectionWithoutCloseNotifyIsNotRetrieved() throws Exception {
        try (MaildropServer server = server(TlsMode.IMPLICIT, TestTls.server())) {
            server.deliver("joe", "uid1", "Subject: x\r\n\r\nline one\r\nline two\r\n".getBytes(US_ASCII));
            server.faults(new Fault(1, "RETR", 1, Effect.cutInReply(30)));
            Pop3Session session =
                    new Pop3Client(settings("localhost", server.port(), TlsMode.IMPLICIT)).open(JOE, deadline());
            assertThatThrownBy(() -> session.retr(1, new ByteArrayOutputStream()))
                    .isInstanceOf(Pop3StreamException.class);
            assertThat(session.state()).isEqualTo(SessionState.BROKEN);
            assertThat(server.count("QUIT")).isZero();
        }
    }

    private static void say(Socket socket, String text) throws Exception {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static void readLine(Socket socket) throws Exception {
        for (int octet = socket.getInputStream().read(); octet != '\n' && octet >= 0; ) {
            octet = socket.getInputStream().read();
        }
    }
}
