package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Who gets into a {@link DovecotServer} and who doesn't, found out without any client of ours. */
@RequiresDovecot
class DovecotAuthenticationTest {

    private static final String PASSWORD = "s3:cr et";
    private static final byte[] JWT_KEY = "a key that is long enough for SHA-256".getBytes(US_ASCII);

    /** The server as most tests want it; each test has users of its own. */
    private static DovecotServer server;

    @BeforeAll
    static void start() throws Exception {
        server = withTls().start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static DovecotServer.Builder withTls() {
        return DovecotServer.builder().tls(TestTls.certPem(), TestTls.keyPem(), TestTls.caPem());
    }

    @Test
    void refusesWrongPasswordsAndStrangersAtOnce() throws Exception {
        server.addUser("wrong", PASSWORD);
        Instant before = Instant.now();
        try (RawSession session = RawSession.connect(server.plainPort())) {
            session.line();
            assertThat(session.logIn("wrong", "S3:cr et")).startsWith("-ERR [AUTH]");
            assertThat(session.logIn("wrong", "")).startsWith("-ERR");
            assertThat(session.logIn("nobody", PASSWORD)).startsWith("-ERR [AUTH]");
            assertThat(session.authenticate("PLAIN", "\0nobody\0")).startsWith("-ERR [AUTH]");
            assertThat(session.logIn("wrong", PASSWORD)).startsWith("+OK");
        }
        assertThat(Duration.between(before, Instant.now()))
                .as("four failures; Dovecot by itself would take 500 ms for each")
                .isLessThan(Duration.ofMillis(1_500));
    }

    @Test
    void letsTheRefusedWaitIfItIsToldTo() throws Exception {
        try (DovecotServer slow = DovecotServer.builder().usualFailureDelay().start();
                RawSession session = RawSession.connect(slow.plainPort())) {
            session.line();
            Instant before = Instant.now();
            assertThat(session.logIn("nobody", PASSWORD)).startsWith("-ERR [AUTH]");
            assertThat(Duration.between(before, Instant.now())).isGreaterThan(Duration.ofMillis(1_400));
        }
    }

    @Test
    void refusesWrongPasswordsOfEveryMechanism() throws Exception {
        server.addUser("every", PASSWORD);
        for (String mechanism : List.of("XOAUTH2", "OAUTHBEARER")) {
            assertThat(oauth(server, mechanism, "every", "S3:cr et"))
                    .as(mechanism)
                    .contains("-ERR [AUTH]");
        }
        for (String password : List.of("", "S3:cr et")) {
            assertThat(cramMd5("every", password)).startsWith("-ERR [AUTH]");
            assertThat(cramMd5("nobody", password)).startsWith("-ERR [AUTH]");
            assertThat(saslPlain("every", password)).startsWith("-ERR [AUTH]");
            assertThat(saslPlain("nobody", password)).startsWith("-ERR [AUTH]");
        }
        assertThat(cramMd5("every", PASSWORD)).startsWith("+OK");
    }

    @Test
    void takesAnyNamesAndPasswordsAndNoticesNewPasswords() throws Exception {
        String name = "\u00c4nna: Sm\u00efth/.@example.org";
        server.addUser(name, "\u65e5\u672c:{PLAIN}").deliver(name, VariedMails.mail(1, 0));
        assertThat(saslPlain(name, "\u65e5\u672c:{PLAIN}")).startsWith("+OK");

        server.addUser(name, "\u672c\u65e5:{PLAIN}");

        assertThat(Waiting.until(Duration.ofSeconds(5), () -> saslPlain(name, "\u672c\u65e5:{PLAIN}")
                        .startsWith("+OK")))
                .isTrue();
        assertThat(server.messages(name)).hasSize(1);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void refusesPlainPasswordsOfStrangersWithoutTls() throws Exception {
        try (DovecotServer strict =
                withTls().plaintextForbidden().mechanisms("plain", "cram-md5").start()) {
            strict.addUser("anna", PASSWORD);
            try (RawSession near = RawSession.connect(strict.plainPort());
                    RawSession far = RawSession.connect(DovecotServer.UNTRUSTED_HOST, strict.plainPort())) {
                near.line();
                far.line();
                assertThat(near.logIn("anna", PASSWORD)).startsWith("+OK");
                assertThat(far.lines("CAPA")).contains("SASL CRAM-MD5").doesNotContain("USER");
                assertThat(far.logIn("anna", PASSWORD)).startsWith("-ERR [AUTH] Plaintext authentication disallowed");
            }
        }
    }

    @Test
    void takesACertificateForAnIdentity() throws Exception {
        try (DovecotServer mutual = withTls().clientCertificates().start()) {
            mutual.addUser("joe", PASSWORD).addUser("anna", PASSWORD);
            try (RawSession joe = RawSession.connect(mutual.tlsPort()).startTls(TestTls.clientWithCertificate());
                    RawSession nobody = RawSession.connect(mutual.tlsPort()).startTls(TestTls.client())) {
                joe.line();
                nobody.line();
                assertThat(joe.ask("AUTH EXTERNAL =")).startsWith("+OK");
                assertThat(nobody.ask("AUTH EXTERNAL =")).startsWith("-ERR [AUTH]");
                assertThat(nobody.authenticate("EXTERNAL", "joe")).startsWith("-ERR [AUTH]");
                assertThat(nobody.logIn("anna", PASSWORD)).startsWith("+OK");
            }
        }
    }

    @Test
    void takesSignedTokens() throws Exception {
        Instant soon = Instant.now().plusSeconds(60);
        try (DovecotServer tokens = DovecotServer.builder().jwtKey(JWT_KEY).start()) {
            tokens.addUser("anna", PASSWORD);
            assertThat(oauth(tokens, "XOAUTH2", "anna", Hs256Token.of(JWT_KEY, "anna", soon)))
                    .isEqualTo("+OK Logged in.");
            assertThat(oauth(tokens, "OAUTHBEARER", "anna", Hs256Token.of(JWT_KEY, "anna", soon)))
                    .isEqualTo("+OK Logged in.");
            assertThat(oauth(tokens, "XOAUTH2", "anna", Hs256Token.of(JWT_KEY, "bob", soon)))
                    .isEqualTo("{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"mail\"} -ERR [AUTH]"
                            + " Authentication failed.");
            assertThat(oauth(tokens, "OAUTHBEARER", "anna", Hs256Token.of(JWT_KEY, "anna", soon.minusSeconds(120))))
                    .isEqualTo("{\"status\":\"invalid_token\"} -ERR [AUTH] Authentication failed.");
            assertThat(oauth(tokens, "XOAUTH2", "anna", PASSWORD)).endsWith("-ERR [AUTH] Authentication failed.");
        }
    }

    @Test
    void asksAnotherServerAboutTokens() throws Exception {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/introspect", exchange -> {
            String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            byte[] answer = (form.contains("token=good")
                            ? "{\"active\":true,\"username\":\"anna\"}"
                            : "{\"active\":false}")
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        http.start();
        URI url = URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/introspect");
        try (DovecotServer tokens = DovecotServer.builder().introspection(url).start()) {
            tokens.addUser("anna", PASSWORD);
            assertThat(oauth(tokens, "XOAUTH2", "anna", "good")).isEqualTo("+OK Logged in.");
            assertThat(oauth(tokens, "OAUTHBEARER", "anna", "bad")).endsWith("-ERR [AUTH] Authentication failed.");
        } finally {
            http.stop(0);
        }
    }

    private static String saslPlain(String user, String password) {
        String response = "\0" + user + "\0" + password;
        try (RawSession session = RawSession.connect(server.plainPort())) {
            session.line();
            return session.authenticate("PLAIN", new String(response.getBytes(UTF_8), ISO_8859_1));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String cramMd5(String user, String password) throws Exception {
        try (RawSession session = RawSession.connect(server.plainPort())) {
            session.line();
            String challenge =
                    RawSession.fromBase64(session.ask("AUTH CRAM-MD5").substring(2));
            Mac mac = Mac.getInstance("HmacMD5");
            // A key of zeros is the empty key, which Java has no other words for.
            mac.init(new SecretKeySpec(password.isEmpty() ? new byte[1] : password.getBytes(UTF_8), "HmacMD5"));
            String digest = HexFormat.of().formatHex(mac.doFinal(challenge.getBytes(US_ASCII)));
            return session.ask(RawSession.base64(user + " " + digest));
        }
    }

    /** The reply, after the decoded challenge if the server has one: it wants an answer before it refuses. */
    private static String oauth(DovecotServer server, String mechanism, String user, String token) throws IOException {
        String header = mechanism.equals("XOAUTH2") ? "user=" + user : "n,a=" + user + ",";
        try (RawSession session = RawSession.connect(server.plainPort())) {
            session.line();
            String reply = session.authenticate(mechanism, header + "\1auth=Bearer " + token + "\1\1");
            return reply.startsWith("+ ")
                    ? RawSession.fromBase64(reply.substring(2)) + " " + session.ask(RawSession.base64("\1"))
                    : reply;
        }
    }
}
