package io.github.camelpop3x.client;

import static io.github.camelpop3x.client.LoginScript.base64;
import static io.github.camelpop3x.client.LoginScript.greeting;
import static io.github.camelpop3x.client.LoginScript.offering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3AuthenticationException;
import io.github.camelpop3x.client.model.Pop3BusyException;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3ProtocolException;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.ResponseCode;
import io.github.camelpop3x.client.model.SessionState;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.testserver.Script;
import io.github.camelpop3x.testserver.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The wire cases of the list that belong to authentication, by their numbers, whole and one byte a read. */
@Timeout(60)
class AuthenticationWireCasesTest {

    private static final Credentials JOE = new Credentials("joe", "secret");
    /** As long as a real one. */
    private static final String TOKEN = "ya29." + "A1b2".repeat(400);

    private static final Credentials TOKENS = Credentials.withTokens("joe@example.com", () -> TOKEN);

    private static final String XOAUTH2 = base64("user=joe@example.com\1auth=Bearer " + TOKEN + "\1\1");
    private static final String PLAIN = "AUTH PLAIN " + base64("\0joe\0secret");
    private static final int[] WHOLE_AND_TORN = {0, 1};

    static Stream<Integer> pieces() {
        return Stream.of(0, 1);
    }

    static Stream<Arguments> case11() {
        return Stream.of("+\r\n", "+ \r\n", "+\n", "+ \n", "+ go ahead\r\n")
                .flatMap(line -> pieces().map(pieces -> Arguments.of(line, pieces)));
    }

    @ParameterizedTest
    @MethodSource("case11")
    void case11_continuationsOfAllKinds(String continuation, int pieces) throws Exception {
        offering(pieces, List.of("SASL XOAUTH2"), script -> script.expect("AUTH XOAUTH2")
                        .send(continuation)
                        .expect(XOAUTH2)
                        .send("+OK\r\n"))
                .succeeds("auto", TOKENS);
        if (!continuation.contains("go")) {
            offering(pieces, List.of("SASL LOGIN"), script -> script.expect("AUTH LOGIN")
                            .send(continuation)
                            .expect(base64("joe"))
                            .send(continuation)
                            .expect(base64("secret"))
                            .send("+OK\r\n"))
                    .succeeds("auto", JOE);
        }
    }

    static Stream<Arguments> case12() {
        return Stream.of(
                        Arguments.of("SCRAM-SHA-256", (Consumer<Script>) script ->
                                script.expectMatching("AUTH SCRAM-SHA-256 .*").send("+OK welcome\r\n")),
                        Arguments.of("CRAM-MD5", (Consumer<Script>)
                                script -> script.expect("AUTH CRAM-MD5").send("+OK welcome\r\n")),
                        Arguments.of("DIGEST-MD5", (Consumer<Script>)
                                script -> script.expect("AUTH DIGEST-MD5").send("+OK welcome\r\n")),
                        Arguments.of("LOGIN", (Consumer<Script>)
                                script -> script.expect("AUTH LOGIN").send("+OK welcome\r\n")),
                        Arguments.of("LOGIN", (Consumer<Script>) script -> script.expect("AUTH LOGIN")
                                .send("+ VXNlcm5hbWU6\r\n")
                                .expect(base64("joe"))
                                .send("+OK welcome\r\n")),
                        // The server's first message is right, its proof doesn't come.
                        Arguments.of("DIGEST-MD5", (Consumer<Script>) script -> script.expect("AUTH DIGEST-MD5")
                                .send("+ " + base64("nonce=\"n\",qop=\"auth\",algorithm=md5-sess") + "\r\n")
                                .expectAny()
                                .send("+OK welcome\r\n")))
                .flatMap(each -> pieces().map(pieces -> Arguments.of(each.get()[0], pieces, each.get()[1])));
    }

    @ParameterizedTest(name = "{0} in pieces of {1}")
    @MethodSource("case12")
    void case12_successBeforeTheEndIsNotBelieved(String mechanism, int pieces, Consumer<Script> then) throws Exception {
        Pop3ProtocolException failure = offering(
                        pieces, List.of("SASL " + mechanism), then.andThen(Script::expectClose))
                .fails(mechanism, JOE, SessionState.BROKEN, Pop3ProtocolException.class);
        assertThat(failure)
                .hasMessageContaining("succeeded before it was complete")
                .hasMessageContaining(mechanism);
    }

    @ParameterizedTest
    @MethodSource("pieces")
    void case12_successBeforeTheTokenWasSent(int pieces) throws Exception {
        offering(pieces, List.of("SASL XOAUTH2"), script -> script.expect("AUTH XOAUTH2")
                        .send("+OK welcome\r\n")
                        .expectClose())
                .fails("auto", TOKENS, SessionState.BROKEN, Pop3ProtocolException.class);
    }

    @ParameterizedTest
    @MethodSource("pieces")
    void case12_aServerThatCannotProveItselfGetsNoWeakerLogin(int pieces) throws Exception {
        Pop3ProtocolException failure = offering(
                        pieces, List.of("SASL DIGEST-MD5 PLAIN LOGIN", "USER"), script -> script.expect(
                                        "AUTH DIGEST-MD5")
                                .send("+ " + base64("nonce=\"n\",qop=\"auth\",algorithm=md5-sess") + "\r\n")
                                .expectAny()
                                .send("+ " + base64("rspauth=ea40f60335c427b5527b84dbabcdfffd") + "\r\n")
                                .expectClose())
                .fails("DIGEST-MD5", JOE, SessionState.BROKEN, Pop3ProtocolException.class);
        assertThat(failure).hasMessageContaining("couldn't prove that it knows the password");
    }

    /** Office 365 answers {@code -ERR Protocol error. Connection is closed. 10} to one line, whatever its length. */
    @ParameterizedTest
    @ValueSource(strings = {"short", "long"})
    void case13_xoauth2GoesInTwoSteps(String length) throws Exception {
        String token = length.equals("short") ? "t" : TOKEN;
        for (int pieces : WHOLE_AND_TORN) {
            offering(pieces, List.of("SASL PLAIN XOAUTH2"), script -> script.expect("AUTH XOAUTH2")
                            .send("+ \r\n")
                            .expect(base64("user=joe@example.com\1auth=Bearer " + token + "\1\1"))
                            .send("+OK User successfully logged on.\r\n"))
                    .succeeds("auto", Credentials.withTokens("joe@example.com", () -> token));
        }
    }

    @ParameterizedTest
    @MethodSource("pieces")
    void case14_aRefusedTokenIsExplained(int pieces) throws Exception {
        String json = "{\"status\":\"invalid_token\",\"scope\":\"mail\"}";
        Pop3AuthenticationException xoauth2 = offering(
                        pieces, List.of("SASL XOAUTH2", "AUTH-RESP-CODE"), script -> script.expect("AUTH XOAUTH2")
                                .send("+ \r\n")
                                .expect(XOAUTH2)
                                .send("+ " + base64("{\"status\":\"401\",\"schemes\":\"bearer\"}") + "\r\n")
                                .expect("")
                                .send("-ERR [AUTH] Authentication failed.\r\n"))
                .fails("auto", TOKENS, SessionState.AUTHORIZATION, Pop3AuthenticationException.class);
        assertThat(xoauth2)
                .hasMessageContaining("[AUTH] Authentication failed.; it says: status 401, schemes bearer")
                .hasMessageContaining("check username and access token");
        assertThat(xoauth2.code()).isEqualTo(ResponseCode.AUTH);

        LoginScript script = offering(
                pieces, List.of("SASL OAUTHBEARER", "AUTH-RESP-CODE"), played -> played.expect("AUTH OAUTHBEARER")
                        .send("+\r\n")
                        .expectMatching("[A-Za-z0-9+/=]{2000,}")
                        .send("+ " + base64(json) + "\r\n")
                        .expect("AQ==")
                        .send("-ERR [AUTH] no\r\n"));
        assertThat(script.fails("auto", TOKENS, SessionState.AUTHORIZATION, Pop3AuthenticationException.class))
                .hasMessageContaining("status invalid_token, scope mail");
        assertThat(script.trace()).contains("S: + (challenge)").noneMatch(line -> line.contains("AQ=="));
    }

    @Test
    void case14_aServerThatEchoesTheTokenDoesNotGetItIntoTheLog() throws Exception {
        String token = "s3cret-token-0123456789";
        LoginScript script =
                offering(0, List.of("SASL XOAUTH2", "AUTH-RESP-CODE"), played -> played.expect("AUTH XOAUTH2")
                        .send("+ \r\n")
                        .expectAny()
                        .send("+ " + base64("{\"error\":\"no such token: " + token + "\"}") + "\r\n")
                        .expect("")
                        .send("-ERR [AUTH] what is " + token + "?\r\n"));
        Pop3AuthenticationException failure = script.fails(
                "auto",
                Credentials.withTokens("joe", () -> token),
                SessionState.AUTHORIZATION,
                Pop3AuthenticationException.class);
        assertThat(failure.toString() + failure.serverText())
                .contains("no such token: ***", "what is ***?")
                .doesNotContain(token);
        assertThat(script.trace()).noneMatch(line -> line.contains(token));
    }

    @ParameterizedTest
    @MethodSource("pieces")
    void case15_aWrongPasswordAndAnImmediateClose(int pieces) throws Exception {
        for (String reply : List.of("-ERR [AUTH] wrong\r\n", "-ERR wrong\r\n")) {
            Pop3AuthenticationException failure = offering(
                            pieces, List.of("SASL PLAIN", "AUTH-RESP-CODE", "USER"), script -> script.expect(PLAIN)
                                    .send(reply)
                                    // What the client says to a server without codes is lost.
                                    .cutAfter(all("SASL PLAIN", "AUTH-RESP-CODE", "USER") + reply.length()))
                    .fails(
                            "auto",
                            JOE,
                            reply.contains("[") ? SessionState.AUTHORIZATION : SessionState.BROKEN,
                            Pop3AuthenticationException.class);
            assertThat(failure).hasMessageContaining("wrong");
        }
    }

    private static int all(String... capabilities) {
        return ("+OK ready\r\n" + "+OK\r\n" + String.join("\r\n", capabilities) + "\r\n.\r\n").length();
    }

    static Stream<Arguments> case16() {
        return Stream.of(
                        "[IN-USE] another session has the maildrop",
                        "[LOGIN-DELAY] minimum time between mail checks violation",
                        "[SYS/TEMP] the database is down",
                        "maildrop is locked by another session",
                        "please wait 10 minutes")
                .flatMap(text -> pieces().map(pieces -> Arguments.of(text, pieces)));
    }

    @ParameterizedTest(name = "{0} in pieces of {1}")
    @MethodSource("case16")
    void case16_busyIsNotWrongAndNotTriedAgain(String text, int pieces) throws Exception {
        List<String> capabilities = text.startsWith("[")
                ? List.of("SASL CRAM-MD5 PLAIN LOGIN", "USER", "RESP-CODES")
                : List.of("SASL CRAM-MD5 PLAIN LOGIN", "USER");
        offering(pieces, capabilities, script -> script.expect("AUTH CRAM-MD5")
                        .send("+ " + base64("<1@x>") + "\r\n")
                        .expectAny()
                        .send("-ERR " + text + "\r\n"))
                .fails("auto", JOE, SessionState.AUTHORIZATION, Pop3BusyException.class);
        if (text.startsWith("[")) {
            offering(pieces, capabilities, script -> script.expect("AUTH CRAM-MD5")
                            .send("-ERR " + text + "\r\n"))
                    .fails("auto", JOE, SessionState.AUTHORIZATION, Pop3BusyException.class);
        }
    }

    @Test
    void case16_aFaultThatStaysIsNeitherBusyNorWrong() throws Exception {
        assertThat(offering(0, List.of("SASL PLAIN LOGIN", "USER", "RESP-CODES"), script -> script.expect(PLAIN)
                                .send("-ERR [SYS/PERM] account closed\r\n"))
                        .fails("auto", JOE, SessionState.AUTHORIZATION, Pop3CommandException.class))
                .isNotInstanceOf(Pop3AuthenticationException.class)
                .isNotInstanceOf(Pop3BusyException.class);
    }

    @ParameterizedTest
    @MethodSource("pieces")
    void case17_aRefusedMechanismIsFollowedByTheNext(int pieces) throws Exception {
        offering(pieces, List.of("SASL SCRAM-SHA-1 CRAM-MD5 PLAIN", "USER"), script -> script.expectMatching(
                                "AUTH SCRAM-SHA-1 .*")
                        .send("-ERR not here\r\n")
                        .expect("AUTH CRAM-MD5")
                        .send("-ERR mechanism unavailable\r\n")
                        .expect(PLAIN)
                        .send("-ERR no plaintext\r\n")
                        .expect("USER joe")
                        .send("+OK\r\n")
                        .expect("PASS secret")
                        .send("+OK\r\n"))
                .succeeds("auto", JOE);
    }

    @ParameterizedTest
    @MethodSource("pieces")
    void case17_aRefusedSecretIsTriedOnceMoreAtMost(int pieces) throws Exception {
        Pop3AuthenticationException failure = offering(
                        pieces, List.of("SASL PLAIN LOGIN", "USER"), script -> script.expect(PLAIN)
                                .send("-ERR bad\r\n")
                                .expect("AUTH LOGIN")
                                .send("+ VXNlcm5hbWU6\r\n")
                                .expect(base64("joe"))
                                .send("+ UGFzc3dvcmQ6\r\n")
                                .expect(base64("secret"))
                                .send("-ERR still bad\r\n"))
                .fails("auto", JOE, SessionState.AUTHORIZATION, Pop3AuthenticationException.class);
        assertThat(failure).hasMessageContaining("still bad").hasMessageContaining("AUTH LOGIN");
        // [AUTH] says that it is the secret, so there is no second try.
        offering(pieces, List.of("SASL PLAIN LOGIN", "USER", "AUTH-RESP-CODE"), script -> script.expect(PLAIN)
                        .send("-ERR [AUTH] bad\r\n"))
                .fails("auto", JOE, SessionState.AUTHORIZATION, Pop3AuthenticationException.class);
    }

    /** Apache James greets with a timestamp and doesn't know APOP. */
    @ParameterizedTest
    @MethodSource("pieces")
    void case17_apopThatIsNotThere(int pieces) throws Exception {
        greeting(pieces, "+OK <1896.697170952@dbc.mtview.ca.us>", List.of("USER"), script -> script.expectMatching(
                                "APOP joe [0-9a-f]{32}")
                        .send("-ERR unknown command\r\n")
                        .expect("USER joe")
                        .send("+OK\r\n")
                        .expect("PASS secret")
                        .send("+OK\r\n"))
                .succeeds("auto", JOE);
    }

    @Test
    void case18_aTokenThatIsNotOneLineIsRefusedBeforeAnyConnection() throws Exception {
        try (ScriptedServer server = ScriptedServer.script().expectAny().start()) {
            for (String token : List.of("a\rDELE 1", "a\nDELE 1", "a\0DELE 1", "")) {
                assertThatThrownBy(() -> new Pop3Client(Pop3Settings.of("localhost", server.port(), TlsMode.NONE))
                                .open(
                                        Credentials.withTokens("joe", () -> token),
                                        Deadline.after(Duration.ofSeconds(20), "the test's patience")))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("accessToken")
                        .hasMessageNotContaining("DELE");
            }
            assertThat(server.transcript()).doesNotContain("connection");
        }
    }

    /** Exchange Online refuses passwords, whatever it offers; a token is used with what is made for tokens. */
    @ParameterizedTest
    @MethodSource("pieces")
    void case40_exchangeOnline(int pieces) throws Exception {
        Pop3AuthenticationException basic = offering(
                        pieces, List.of("TOP", "UIDL", "SASL PLAIN XOAUTH2", "USER"), script -> script.expect(PLAIN)
                                .send("-ERR Logon failure: unknown user name or bad password.\r\n")
                                .expect("USER joe")
                                .send("+OK\r\n")
                                .expect("PASS secret")
                                .send("-ERR Logon failure: unknown user name or bad password.\r\n"))
                .fails("auto", JOE, SessionState.AUTHORIZATION, Pop3AuthenticationException.class);
        assertThat(basic).hasMessageContaining("Logon failure");
        Pop3AuthenticationException token = offering(
                        pieces, List.of("TOP", "UIDL", "SASL PLAIN XOAUTH2", "USER"), script -> script.expect(
                                        "AUTH XOAUTH2")
                                .send("+ \r\n")
                                .expect(XOAUTH2)
                                .send("-ERR Authentication failure: unknown user name or bad password.\r\n"))
                .fails("auto", TOKENS, SessionState.AUTHORIZATION, Pop3AuthenticationException.class);
        assertThat(token).hasMessageContaining("check username and access token");
    }
}
