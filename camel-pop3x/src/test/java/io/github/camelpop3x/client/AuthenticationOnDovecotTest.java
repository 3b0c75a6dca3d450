package io.github.camelpop3x.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.auth.AccessTokenProvider;
import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3AuthenticationException;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.ResponseCode;
import io.github.camelpop3x.client.model.SessionState;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.client.wire.CommandLine;
import io.github.camelpop3x.client.wire.Reply;
import io.github.camelpop3x.client.wire.WireListener;
import io.github.camelpop3x.testserver.DovecotServer;
import io.github.camelpop3x.testserver.Hs256Token;
import io.github.camelpop3x.testserver.RequiresDovecot;
import io.github.camelpop3x.testserver.TestTls;
import io.github.camelpop3x.testserver.TokenService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mechanism that Dovecot has, with the right secret and with a wrong one. */
@RequiresDovecot
class AuthenticationOnDovecotTest {

    private static final String USER = "j\u00f6 smith@example.org";
    private static final String PASSWORD = "S\u00e4sl, \"prep\"=\u65e5\u672c";
    private static final byte[] JWT_KEY = "a key that is long enough for SHA-256".getBytes(US_ASCII);

    private static DovecotServer passwords;
    private static DovecotServer signed;
    private static DovecotServer asked;
    private static DovecotServer certificates;
    private static TokenService service;

    private final List<String> logins = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        service = new TokenService();
        passwords = withTls().start().addUser(USER, PASSWORD).addUser("joe", PASSWORD);
        signed = withTls().jwtKey(JWT_KEY).start().addUser("joe", PASSWORD);
        asked = withTls().introspection(service.introspection()).start().addUser("joe", PASSWORD);
        certificates = withTls().clientCertificates().start().addUser("joe", PASSWORD);
    }

    @AfterAll
    static void stop() {
        List.of(passwords, signed, asked, certificates).forEach(DovecotServer::close);
        service.close();
    }

    private static DovecotServer.Builder withTls() {
        return DovecotServer.builder().tls(TestTls.certPem(), TestTls.keyPem(), TestTls.caPem());
    }

    private Pop3Session open(DovecotServer server, TlsMode tls, String mechanism, Credentials credentials)
            throws Exception {
        return open(server, tls, mechanism, credentials, TestTls.client());
    }

    private Pop3Session open(
            DovecotServer server, TlsMode tls, String mechanism, Credentials credentials, SSLContext context)
            throws Exception {
        int port = tls == TlsMode.IMPLICIT ? server.tlsPort() : server.plainPort();
        Pop3Settings settings = Pop3Settings.of(DovecotServer.HOST, port, tls)
                .withSslContext(context)
                .withLogin(mechanism, false);
        WireListener listener = new WireListener() {
            @Override
            public void sent(CommandLine command) {
                String shown = command.toString();
                trace.add(shown);
            }

            @Override
            public void received(Reply reply) {
                String shown = reply.line();
                trace.add(shown);
            }

            @Override
            public void loggedIn(String name, boolean secretInClear) {
                logins.add(name + (secretInClear ? " in clear" : ""));
            }
        };
        return new Pop3Client(settings, listener)
                .open(credentials, Deadline.after(Duration.ofSeconds(30), "the test's patience"));
    }

    private void assertLogsIn(DovecotServer server, TlsMode tls, String mechanism, Credentials credentials)
            throws Exception {
        try (Pop3Session session = open(server, tls, mechanism, credentials)) {
            assertThat(session.state()).isEqualTo(SessionState.TRANSACTION);
            assertThat(session.stat().messages()).isZero();
            assertThat(session.quit().committed()).isTrue();
        }
    }

    private void assertRefused(
            DovecotServer server, TlsMode tls, String mechanism, Credentials credentials, String says) {
        assertThatThrownBy(() -> open(server, tls, mechanism, credentials))
                .isInstanceOfSatisfying(Pop3AuthenticationException.class, e -> assertThat(e.code())
                        .isEqualTo(ResponseCode.AUTH))
                .hasMessageContaining(says)
                .hasMessageNotContaining("wr\u00f6ng");
        assertThat(trace)
                .filteredOn(line -> line.matches("(AUTH|PASS|APOP) .*"))
                .hasSize(1);
        assertThat(trace).noneMatch(line -> line.contains("wr\u00f6ng"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN", "CRAM-MD5", "DIGEST-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256", "APOP", "USER"})
    void everyMechanismForPasswords(String mechanism) throws Exception {
        // APOP takes a name up to its first blank. DIGEST-MD5 hashes names that Latin-1 has in Latin-1 (RFC 2831,
        // section
        // 2.1.2.1), and Dovecot in UTF-8 all the same.
        String user = List.of("APOP", "DIGEST-MD5").contains(mechanism) ? "joe" : USER;
        for (TlsMode tls : TlsMode.values()) {
            assertLogsIn(passwords, tls, mechanism, new Credentials(user, PASSWORD));
        }
        boolean clear = List.of("PLAIN", "LOGIN", "USER").contains(mechanism);
        assertThat(logins).containsExactly(mechanism, mechanism, mechanism + (clear ? " in clear" : ""));
        trace.clear();
        assertRefused(passwords, TlsMode.IMPLICIT, mechanism, new Credentials(user, "wr\u00f6ng"), "check username");
    }

    @ParameterizedTest
    @ValueSource(strings = {"REQUIRED", "IMPLICIT", "NONE"})
    void theStrongestIsChosen(TlsMode tls) throws Exception {
        assertLogsIn(passwords, tls, "auto", new Credentials(USER, PASSWORD));
        assertThat(logins).containsExactly("SCRAM-SHA-256");
        trace.clear();
        assertRefused(passwords, tls, "auto", new Credentials(USER, "wr\u00f6ng"), "name another authMechanism");
    }

    @Test
    void scramPlusWhereItIsOffered() throws Exception {
        assertThatThrownBy(
                        () -> open(passwords, TlsMode.IMPLICIT, "SCRAM-SHA-256-PLUS", new Credentials(USER, PASSWORD)))
                .as("Dovecot 2.3 has none")
                .isInstanceOf(Pop3AuthenticationException.class)
                .hasMessageContaining("doesn't offer authMechanism=SCRAM-SHA-256-PLUS");
    }

    @ParameterizedTest
    @CsvSource({"XOAUTH2, NONE", "XOAUTH2, IMPLICIT", "OAUTHBEARER, REQUIRED", "OAUTHBEARER, IMPLICIT"})
    void tokensThatAreSigned(String mechanism, TlsMode tls) throws Exception {
        assertLogsIn(signed, tls, mechanism, tokens(() -> jwt("joe", 60)));
        trace.clear();
        assertRefused(signed, tls, mechanism, tokens(() -> jwt("joe", -60)), "it says: status ");
        trace.clear();
        assertRefused(signed, tls, mechanism, tokens(() -> jwt("anna", 60)), "check username and access token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"XOAUTH2", "OAUTHBEARER", "auto"})
    void tokensOfAServiceOneForEachLogin(String mechanism) throws Exception {
        int before = service.issued();
        Credentials credentials = tokens(() -> service.fetch("joe"));
        assertLogsIn(asked, TlsMode.REQUIRED, mechanism, credentials);
        assertLogsIn(asked, TlsMode.REQUIRED, mechanism, credentials);
        assertThat(service.issued() - before).isEqualTo(2);
        assertThat(logins).hasSize(2).containsOnly(mechanism.equals("auto") ? "OAUTHBEARER" : mechanism);

        String revoked = service.fetch("joe");
        service.revokeAll();
        trace.clear();
        assertRefused(asked, TlsMode.REQUIRED, mechanism, tokens(() -> revoked), "it says: status ");
        trace.clear();
        assertRefused(asked, TlsMode.REQUIRED, mechanism, tokens(() -> service.fetch("anna")), "access token");
    }

    private static Credentials tokens(AccessTokenProvider provider) {
        return Credentials.withTokens("joe", provider);
    }

    private static String jwt(String user, int seconds) {
        return Hs256Token.of(JWT_KEY, user, Instant.now().plusSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"joe", ""})
    void aCertificateIsProofEnough(String username) throws Exception {
        for (TlsMode tls : List.of(TlsMode.IMPLICIT, TlsMode.REQUIRED)) {
            try (Pop3Session session = open(
                    certificates,
                    tls,
                    "EXTERNAL",
                    Credentials.withoutSecret(username),
                    TestTls.clientWithCertificate())) {
                assertThat(session.stat().messages()).isZero();
            }
        }
        assertThat(logins).containsExactly("EXTERNAL", "EXTERNAL");
    }

    @Test
    void withoutACertificateThereIsNoProof() {
        assertRefused(
                certificates,
                TlsMode.IMPLICIT,
                "EXTERNAL",
                Credentials.withoutSecret("joe"),
                "check username, and the");
        assertThatThrownBy(() -> open(certificates, TlsMode.NONE, "EXTERNAL", Credentials.withoutSecret("joe")))
                .hasMessageContaining("EXTERNAL");
    }
}
