package io.github.camelpop3x.client;

import static io.github.camelpop3x.client.LoginScript.base64;
import static io.github.camelpop3x.client.LoginScript.greeting;
import static io.github.camelpop3x.client.LoginScript.offering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3AuthenticationException;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3ConnectException;
import io.github.camelpop3x.client.model.Pop3ProtocolException;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.Pop3StateException;
import io.github.camelpop3x.client.model.SessionState;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.testserver.Script;
import io.github.camelpop3x.testserver.ScriptedServer;
import io.github.camelpop3x.testserver.TestTls;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a login is led: the two forms of AUTH, bounds, cancelling, UTF8 and LANG. */
@Timeout(60)
class AuthenticatorTest {

    private static final Credentials JOE = new Credentials("joe", "secret");
    private static final String CANNOT = "nobody can read this";

    /** RFC 5034, section 6: the example of PLAIN in one step. */
    @Test
    void rfc5034PlainWithAnInitialResponse() throws Exception {
        offering(0, List.of("SASL DIGEST-MD5 GSSAPI ANONYMOUS PLAIN"), script -> script.expect(
                                "AUTH PLAIN AHRlc3QAdGVzdA==")
                        .send("+OK Maildrop locked and ready\r\n"))
                .succeeds("PLAIN", new Credentials("test", "test"));
    }

    @Test
    void anInitialResponseStandsInTheCommandWhereItFits() throws Exception {
        // 'AUTH PLAIN ' and CR LF are 13 octets, so 240 of base64 fit: 180 octets, 2 of them NUL.
        String fits = "p".repeat(180 - 2 - "joe".length());
        String command = "AUTH PLAIN " + base64("\0joe\0" + fits);
        assertThat(command.length() + 2).isEqualTo(253);
        offering(0, List.of("SASL PLAIN"), script -> script.expect(command).send("+OK\r\n"))
                .succeeds("auto", new Credentials("joe", fits));

        String tooLong = fits + "p";
        offering(0, List.of("SASL PLAIN"), script -> script.expect("AUTH PLAIN")
                        .send("+ \r\n")
                        .expect(base64("\0joe\0" + tooLong))
                        .send("+OK\r\n"))
                .succeeds("auto", new Credentials("joe", tooLong));
    }

    @Test
    void aResponseBeyondWhatTheRfcAllowsIsNotSent() throws Exception {
        String token = "t".repeat(12_288);
        assertThat(offering(0, List.of("SASL XOAUTH2 OAUTHBEARER"), Script::expectClose)
                        .fails(
                                "auto",
                                Credentials.withTokens("joe", () -> token),
                                SessionState.AUTHORIZATION,
                                Pop3AuthenticationException.class))
                .hasMessageContaining("longer than 12288 octets")
                .hasMessageNotContaining("tttt");
    }

    @Test
    void aLongTokenMakesALongLine() throws Exception {
        String token = "t".repeat(9_000);
        offering(0, List.of("SASL XOAUTH2"), script -> script.expect("AUTH XOAUTH2")
                        .send("+ \r\n")
                        .expect(base64("user=joe\1auth=Bearer " + token + "\1\1"))
                        .send("+OK\r\n"))
                .succeeds("auto", Credentials.withTokens("joe", () -> token));
    }

    @Test
    void namesAndPasswordsAreUtf8() throws Exception {
        String utf8 = new String(
                "j\u00f6\u65e5".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                java.nio.charset.StandardCharsets.ISO_8859_1);
        offering(0, List.of("USER"), script -> script.expect("USER " + utf8)
                        .send("+OK\r\n")
                        .expect("PASS " + utf8)
                        .send("+OK\r\n"))
                .succeeds("auto", new Credentials("j\u00f6\u65e5", "j\u00f6\u65e5"));
    }

    /** Neither CAPA nor SASL, and never a bare AUTH, on which some servers drop the connection (wire case 6). */
    @Test
    void aServerWithoutCapaIsTriedWithUserAndPass() throws Exception {
        for (List<String> capabilities : List.of(List.<String>of(), List.of("TOP", "UIDL"))) {
            offering(0, capabilities, script -> script.expect("USER joe")
                            .send("+OK\r\n")
                            .expect("PASS secret")
                            .send("+OK\r\n"))
                    .succeeds("auto", JOE);
        }
    }

    @Test
    void nothingIsSentWhereNothingFits() throws Exception {
        assertThat(offering(0, List.of("SASL GSSAPI"), Script::expectClose)
                        .fails("auto", JOE, SessionState.AUTHORIZATION, Pop3AuthenticationException.class))
                .hasMessageContaining("it offers GSSAPI");
        assertThat(offering(0, List.of("SASL PLAIN", "USER"), Script::expectClose)
                        .fails("CRAM-MD5", JOE, SessionState.AUTHORIZATION, Pop3AuthenticationException.class))
                .hasMessageContaining("doesn't offer authMechanism=CRAM-MD5; it offers PLAIN, USER");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whatCannotBeAnsweredIsCancelledAndTheNextTried(int pieces) throws Exception {
        for (String challenge : List.of("+ &%$\r\n", "+ " + base64(CANNOT) + "\r\n")) {
            offering(pieces, List.of("SASL SCRAM-SHA-256 PLAIN"), script -> script.expectMatching(
                                    "AUTH SCRAM-SHA-256 .*")
                            .send(challenge)
                            .expect("*")
                            .send("-ERR cancelled\r\n")
                            .expect("AUTH PLAIN " + base64("\0joe\0secret"))
                            .send("+OK\r\n"))
                    .succeeds("auto", JOE);
        }
    }

    @Test
    void gssapiWithoutATicketSaysNothingToTheServer() throws Exception {
        assertThat(offering(0, List.of("SASL GSSAPI"), Script::expectClose)
                        .fails(
                                "GSSAPI",
                                Credentials.withoutSecret("joe"),
                                SessionState.AUTHORIZATION,
                                Pop3AuthenticationException.class))
                .hasMessageContaining("Can't log in by GSSAPI: there is no Kerberos ticket");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+OK as you like\r\n", "+ b25jZSBtb3Jl\r\n"})
    void aServerThatDoesNotLetGoIsLeft(String answer) throws Exception {
        assertThat(offering(0, List.of("SASL SCRAM-SHA-256 PLAIN"), script -> script.expectMatching(
                                        "AUTH SCRAM-SHA-256 .*")
                                .send("+ " + base64(CANNOT) + "\r\n")
                                .expect("*")
                                .send(answer)
                                .expectClose())
                        .fails("auto", JOE, SessionState.BROKEN, Pop3ProtocolException.class))
                .hasMessageContaining("doesn't let a login by SCRAM-SHA-256 be cancelled");
    }

    @Test
    void aServerThatAsksForEverIsNotAnsweredForEver() throws Exception {
        assertThat(offering(0, List.of("SASL LOGIN"), script -> script.expect("AUTH LOGIN")
                                .send("+ VXNlcm5hbWU6\r\n")
                                .expect(base64("joe"))
                                .send("+ UGFzc3dvcmQ6\r\n")
                                .expect(base64("secret"))
                                .send("+ QWdhaW46\r\n")
                                .expect("*")
                                .send("-ERR well\r\n"))
                        .fails("auto", JOE, SessionState.AUTHORIZATION, Pop3AuthenticationException.class))
                .hasMessageContaining("asks for more than user name and password");
    }

    /** GNU Mailutils echoes a command line that is too long for it. */
    @Test
    void aSecretThatTheServerEchoesIsMasked() throws Exception {
        String password = "long-" + "s3cret".repeat(30);
        LoginScript script = offering(0, List.of("USER"), played -> played.expect("USER joe")
                .send("+OK\r\n")
                .expect("PASS " + password)
                .send("-ERR PASS " + password + ": too long\r\n"));
        Pop3AuthenticationException failure = script.fails(
                "auto",
                new Credentials("joe", password),
                SessionState.AUTHORIZATION,
                Pop3AuthenticationException.class);
        assertThat(failure).hasMessageContaining("PASS ***: too long").hasMessageNotContaining("s3cret");
        assertThat(failure.serverText()).doesNotContain("s3cret");
        assertThat(script.trace())
                .containsExactly(
                        "S: +OK ready",
                        "C: CAPA",
                        "S: +OK ",
                        "C: USER joe",
                        "S: +OK ",
                        "C: PASS ***",
                        "S: -ERR PASS ***: too long");
    }

    @Test
    void aStrongMechanismsRefusalNamesTheWayOut() throws Exception {
        assertThat(greeting(0, "+OK <1@x>", List.of("USER", "AUTH-RESP-CODE"), script -> script.expectMatching(
                                        "APOP joe .*")
                                .send("-ERR [AUTH] no\r\n"))
                        .fails("auto", JOE, SessionState.AUTHORIZATION, Pop3AuthenticationException.class))
                .hasMessageContaining("doesn't store the password in the form that APOP needs")
                .hasMessageContaining("authMechanism");
    }

    @Test
    void noTokenNoConnection() throws Exception {
        try (ScriptedServer server = ScriptedServer.script().expectAny().start()) {
            Credentials credentials = Credentials.withTokens("joe", () -> {
                throw new IOException("the token service is down");
            });
            assertThatThrownBy(() -> new Pop3Client(Pop3Settings.of("localhost", server.port(), TlsMode.NONE))
                            .open(credentials, patience()))
                    .isInstanceOf(Pop3ConnectException.class)
                    .hasMessageContaining("accessTokenProvider")
                    .hasRootCauseMessage("the token service is down");
            assertThat(server.transcript()).doesNotContain("connection");
        }
    }

    // --- UTF8 and LANG (RFC 6856) --------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"+OK UTF8 enabled\r\n", "-ERR not today\r\n"})
    void utf8IsSentBeforeTheLoginAndAfterTls(String answer) throws Exception {
        try (ScriptedServer server = ScriptedServer.script()
                .greet("+OK")
                .expect("CAPA")
                .send("+OK\r\nSTLS\r\n.\r\n")
                .expect("STLS")
                .send("+OK\r\n")
                .startTls(TestTls.server())
                .expect("CAPA")
                .send("+OK\r\nUTF8 USER\r\nSASL PLAIN\r\n.\r\n")
                .expect("UTF8")
                .send(answer)
                .expect("AUTH PLAIN " + base64("\0joe\0secret"))
                .send("+OK\r\n")
                .expect("CAPA")
                .send("+OK\r\n.\r\n")
                .start()) {
            Pop3Settings settings = Pop3Settings.of("localhost", server.port(), TlsMode.REQUIRED)
                    .withSslContext(TestTls.client())
                    .withLogin("auto", true);
            new Pop3Client(settings).open(JOE, patience()).close();
            server.verify();
        }
    }

    @Test
    void utf8IsSentOnlyWhereItIsOfferedAndWanted() throws Exception {
        for (boolean wanted : List.of(true, false)) {
            try (ScriptedServer server = ScriptedServer.script()
                    .greet("+OK")
                    .expect("CAPA")
                    .send("+OK\r\nUSER\r\n" + (wanted ? "" : "UTF8\r\n") + ".\r\n")
                    .expect("USER joe")
                    .send("+OK\r\n")
                    .expect("PASS secret")
                    .send("+OK\r\n")
                    .expect("CAPA")
                    .send("+OK\r\n.\r\n")
                    .start()) {
                Pop3Settings settings = Pop3Settings.of("localhost", server.port(), TlsMode.NONE)
                        .withLogin("auto", wanted);
                new Pop3Client(settings).open(JOE, patience()).close();
                server.verify();
            }
        }
    }

    @Test
    void utf8AndLangHaveTheirTime() throws Exception {
        try (ScriptedServer server = ScriptedServer.script()
                        .greet("+OK")
                        .expect("LANG")
                        .send("+OK\r\nen English\r\nde Deutsch f\u00c3\u00bcr alle\r\n.\r\n")
                        .expect("LANG de")
                        .send("+OK de gut\r\n")
                        .expect("LANG xx")
                        .send("-ERR unbekannt\r\n")
                        .expect("UTF8")
                        .send("+OK\r\n")
                        .expect("USER joe")
                        .send("+OK\r\n")
                        .expect("PASS secret")
                        .send("+OK\r\n")
                        .expect("LANG *")
                        .send("+OK\r\n")
                        .start();
                Pop3Session session =
                        new Pop3Client(Pop3Settings.of("localhost", server.port(), TlsMode.NONE)).connect(patience())) {
            assertThat(session.lang()).containsExactly("en English", "de Deutsch f\u00fcr alle");
            session.lang("de");
            assertThatThrownBy(() -> session.lang("xx")).isInstanceOf(Pop3CommandException.class);
            session.utf8();
            assertThatThrownBy(session::stls).hasMessageContaining("STLS isn't allowed after UTF8");
            session.user("joe");
            session.pass("secret");
            assertThatThrownBy(session::utf8).isInstanceOf(Pop3StateException.class);
            assertThatThrownBy(() -> session.authenticate(JOE, "auto")).isInstanceOf(Pop3StateException.class);
            session.lang("*");
            session.close();
            server.verify();
        }
    }

    private static Deadline patience() {
        return Deadline.after(Duration.ofSeconds(20), "the test's patience");
    }
}
