package io.github.camelpop3x.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3ConnectException;
import io.github.camelpop3x.client.model.Pop3Exception;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.model.Pop3TimeoutException;
import io.github.camelpop3x.client.model.ProxySettings;
import io.github.camelpop3x.client.model.SrvMode;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.testserver.MaildropServer;
import io.github.camelpop3x.testserver.RawServer;
import io.github.camelpop3x.testserver.TestProxy;
import io.github.camelpop3x.testserver.TestTls;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A session through a proxy: the proxy finds the host, and TLS is with the server and not with the proxy. */
class ProxyTest {

    private static final String NAME = "prôxy-joe";
    private static final String SECRET = "pr0xy-sécret:x";

    private static TestProxy proxy(ProxySettings.Type type, String credentials) throws Exception {
        return type == ProxySettings.Type.SOCKS5 ? TestProxy.socks5(credentials) : TestProxy.http(credentials);
    }

    private static Pop3Settings through(
            ProxySettings.Type type, int proxyPort, String name, String secret, String host, int port, TlsMode tls) {
        return Pop3Settings.of(host, port, tls)
                .withSslContext(TestTls.client())
                .withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10))
                .withRoute(new ProxySettings(type, "localhost", proxyPort, name, secret), SrvMode.OFF);
    }

    private static Pop3Session open(Pop3Settings settings) throws Pop3Exception {
        return new Pop3Client(settings)
                .open(new Credentials("joe", "secret"), Deadline.after(Duration.ofSeconds(20), "pollTimeout"));
    }

    @ParameterizedTest
    @EnumSource(ProxySettings.Type.class)
    void theProxyResolvesTheNameAndTlsVerifiesIt(ProxySettings.Type type) throws Exception {
        for (TlsMode tls : new TlsMode[] {TlsMode.IMPLICIT, TlsMode.REQUIRED}) {
            MaildropServer.Builder builder = MaildropServer.builder().user("joe", "secret");
            try (MaildropServer server = (tls == TlsMode.IMPLICIT
                                    ? builder.implicitTls(TestTls.serverOfOtherHost())
                                    : builder.stls(TestTls.serverOfOtherHost()))
                            .start();
                    TestProxy proxy = proxy(type, NAME + ":" + SECRET)) {
                Pop3Session session =
                        open(through(type, proxy.port(), NAME, SECRET, "other.example", server.port(), tls));
                assertThat(session.stat().messages()).isZero();
                assertThat(session.quit().committed()).isTrue();
                assertThat(proxy.requests()).containsExactly("other.example:" + server.port());
                assertThatThrownBy(() ->
                                open(through(type, proxy.port(), NAME, SECRET, "bad.example", server.port(), tls)))
                        .hasMessageContaining("another host name than 'bad.example'");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ProxySettings.Type.class)
    void aProxyMayWantNoCredentials(ProxySettings.Type type) throws Exception {
        try (MaildropServer server =
                        MaildropServer.builder().user("joe", "secret").start();
                TestProxy proxy = proxy(type, null)) {
            open(through(type, proxy.port(), null, null, "pop.nowhere.test", server.port(), TlsMode.NONE))
                    .close();
            if (type == ProxySettings.Type.HTTP) {
                open(through(type, proxy.port(), NAME.replace(":", ""), SECRET, "::1", server.port(), TlsMode.NONE))
                        .close();
                assertThat(proxy.requests()).last().isEqualTo("[::1]:" + server.port());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "2001:db8::7, [2001:db8:0:0:0:0:0:7]",
        "bücher.example, xn--bcher-kva.example",
        "1.2.3.400, 1.2.3.400"
    })
    void socksIsGivenAddressesAsAddresses(String host, String asked) throws Exception {
        try (MaildropServer server =
                        MaildropServer.builder().user("joe", "secret").start();
                TestProxy proxy = TestProxy.socks5(null)) {
            open(through(ProxySettings.Type.SOCKS5, proxy.port(), null, null, host, server.port(), TlsMode.NONE))
                    .close();
            assertThat(proxy.requests()).containsExactly(asked + ":" + server.port());
        }
    }

    // --- the proxy says no ---------------------------------------------------------------------------------------

    private static void assertFails(Pop3Settings settings, String... says) {
        assertThatThrownBy(() -> open(settings))
                .isInstanceOf(Pop3ConnectException.class)
                .satisfies(error -> {
                    StringWriter all = new StringWriter();
                    error.printStackTrace(new PrintWriter(all));
                    assertThat(all.toString()).contains(says).doesNotContain(SECRET, "cHLDtHh5");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SOCKS5 | the proxy refused the credentials; check proxyUsername and proxyPassword",
                "HTTP | the proxy refused: 407, the credentials are wrong; check proxyUsername and proxyPassword",
            })
    void wrongCredentials(ProxySettings.Type type, String says) throws Exception {
        try (TestProxy proxy = proxy(type, "other:one")) {
            assertFails(
                    through(type, proxy.port(), NAME, SECRET, "pop.example", 995, TlsMode.IMPLICIT),
                    "No connection to pop.example:995 through the " + type + " proxy localhost:" + proxy.port() + ": ",
                    says);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SOCKS5 | the proxy wants credentials; set proxyUsername and proxyPassword",
                "HTTP | the proxy refused: 407, it wants credentials; set proxyUsername and proxyPassword",
            })
    void missingCredentials(ProxySettings.Type type, String says) throws Exception {
        try (TestProxy proxy = proxy(type, "other:one")) {
            assertFails(through(type, proxy.port(), null, null, "pop.example", 995, TlsMode.IMPLICIT), says);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SOCKS5 | the proxy refused: nobody accepts connections there; check host and port in the URI",
                "HTTP | the proxy refused: 502, it can't reach the server; check host and port in the URI",
            })
    void theServerIsNotThere(ProxySettings.Type type, String says) throws Exception {
        try (TestProxy proxy = proxy(type, null);
                ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = free.getLocalPort();
            free.close();
            assertFails(through(type, proxy.port(), null, null, "pop.example", port, TlsMode.IMPLICIT), says);
        }
    }

    @Test
    void theProxyIsNotThere() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertFails(
                through(ProxySettings.Type.HTTP, port, NAME, SECRET, "pop.example", 995, TlsMode.IMPLICIT),
                "Nobody accepts connections at the HTTP proxy localhost:" + port,
                "check proxyHost and proxyPort");
    }

    // --- the proxy speaks nonsense -------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SOCKS5 | HTTP/1.0 400 Bad request | doesn't speak SOCKS version 5; check proxyType and proxyPort",
                "SOCKS5 | \\x05\\x09 | chose an authentication that wasn't offered (9)",
                "SOCKS5 | \\x05 | the proxy closed the connection",
                "SOCKS5 | \\x05\\x00\\x05\\x02 | its rules don't allow this host and port",
                "SOCKS5 | \\x05\\x00\\x05\\x63 | reply code 99",
                "SOCKS5 | \\x05\\x00\\x04\\x00 | doesn't speak SOCKS version 5",
                "SOCKS5 | \\x05\\x00\\x05\\x00\\x00\\x07 | an address of an unknown type (7)",
                "SOCKS5 | \\x05\\x00\\x05\\x00\\x00\\x03\\xff\\x61 | the proxy closed the connection",
                "HTTP | +OK POP3 ready\\x0d\\x0a | doesn't speak HTTP; check proxyType and proxyPort",
                "HTTP | HTTP/2 200 fine\\x0d\\x0a\\x0d\\x0a | doesn't speak HTTP",
                "HTTP | HTTP/1.1 302 Found\\x0d\\x0aLocation: x\\x0d\\x0a\\x0d\\x0a | the proxy refused: 302",
                "HTTP | HTTP/1.1 403 %SECRET%\\x0d\\x0a\\x0d\\x0a | 403, its rules don't allow this host and port",
                "HTTP | HTTP/1.1 200 | the proxy closed the connection",
            })
    void nonsense(ProxySettings.Type type, String answer, String says) throws Exception {
        byte[] octets = octets(answer.replace("%SECRET%", SECRET));
        try (RawServer proxy = RawServer.start((socket, raw) -> {
            socket.getInputStream().read();
            socket.getOutputStream().write(octets);
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        })) {
            assertFails(through(type, proxy.port(), NAME, SECRET, "pop.example", 995, TlsMode.IMPLICIT), says);
        }
    }

    private static byte[] octets(String escaped) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.startsWith("\\x", i)) {
                text.append((char) Integer.parseInt(escaped.substring(i + 2, i + 4), 16));
                i += 3;
            } else {
                text.append(escaped.charAt(i));
            }
        }
        return text.toString().getBytes(ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 200 OK\r\nX: y\r\n", "x"})
    void anEndlessAnswerIsBounded(String repeated) throws Exception {
        byte[] block = repeated.repeat(1000).getBytes(US_ASCII);
        try (RawServer proxy = RawServer.start((socket, raw) -> {
            while (true) {
                socket.getOutputStream().write(block);
            }
        })) {
            assertFails(
                    through(ProxySettings.Type.HTTP, proxy.port(), NAME, SECRET, "pop.example", 995, TlsMode.NONE),
                    "more than 8192 octets");
        }
    }

    // --- time ----------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(ProxySettings.Type.class)
    void aProxyThatDripsEndsWithConnectTimeout(ProxySettings.Type type) throws Exception {
        byte[] slow = type == ProxySettings.Type.SOCKS5
                ? octets("\\x05\\x00\\x05\\x00\\x00\\x03\\xff" + "a".repeat(257))
                : ("HTTP/1.1 200 " + "a".repeat(999)).getBytes(US_ASCII);
        try (RawServer proxy = RawServer.start((socket, raw) -> {
            for (byte octet : slow) {
                raw.pause(Duration.ofMillis(60));
                socket.getOutputStream().write(octet);
            }
        })) {
            long before = System.nanoTime();
            assertThatThrownBy(() -> open(through(type, proxy.port(), null, null, "pop.example", 995, TlsMode.IMPLICIT)
                            .withTimeouts(Duration.ofMillis(800), Duration.ofMinutes(1))))
                    .isInstanceOf(Pop3TimeoutException.class)
                    .hasMessageContaining("through the " + type + " proxy localhost")
                    .hasMessageContaining("(connectTimeout)");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(2500));
        }
    }

    @Test
    void abortEndsAHandshakeWithTheProxyWithinASecond() throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        try (RawServer proxy = RawServer.start((socket, raw) -> {
            socket.getInputStream().read();
            asked.complete(null);
            raw.stall();
        })) {
            Pop3Client client = new Pop3Client(
                    through(ProxySettings.Type.SOCKS5, proxy.port(), null, null, "pop.example", 995, TlsMode.IMPLICIT));
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            new Thread(() -> {
                        try {
                            client.connect(Deadline.after(Duration.ofSeconds(20), "pollTimeout"));
                        } catch (Pop3Exception e) {
                            ended.complete(e);
                        }
                    })
                    .start();
            asked.get(5, TimeUnit.SECONDS);
            client.abort();
            assertThat(ended.get(1, TimeUnit.SECONDS))
                    .isInstanceOf(Pop3StreamException.class)
                    .hasMessageContaining("was aborted");
        }
    }
}
