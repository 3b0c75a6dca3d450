package io.github.camelpop3x.client;

import static io.github.camelpop3x.client.Conversation.GREETING;
import static io.github.camelpop3x.client.Conversation.SHORT;
import static io.github.camelpop3x.client.Conversation.patience;
import static io.github.camelpop3x.client.Conversation.settings;
import static io.github.camelpop3x.client.model.SessionState.TRANSACTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.auth.Apop;
import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Capabilities;
import io.github.camelpop3x.client.model.Pop3AuthenticationException;
import io.github.camelpop3x.client.model.Pop3BusyException;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3ProtocolException;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.Pop3TimeoutException;
import io.github.camelpop3x.client.model.ResponseCode;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.client.wire.CommandLine;
import io.github.camelpop3x.client.wire.Reply;
import io.github.camelpop3x.client.wire.WireListener;
import io.github.camelpop3x.testserver.Script;
import io.github.camelpop3x.testserver.ScriptedServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From a greeting to TRANSACTION, or to an error that says why not. Nowhere the password. */
@Timeout(60)
class Pop3LoginTest {

    private static final String PASSWORD = "sesame open";
    private static final Credentials JOE = new Credentials("joe", PASSWORD);
    private static final String CAPABILITIES = "+OK\r\nUSER\r\nUIDL\r\nRESP-CODES\r\n.\r\n";

    /** Hears everything that a log could. */
    private final List<String> trace = new ArrayList<>();

    private final WireListener ear = new WireListener() {
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
    };

    private Pop3Session open(ScriptedServer server, Credentials credentials) throws IOException {
        return new Pop3Client(settings(server, TlsMode.NONE), ear).open(credentials, patience());
    }

    private static Script greeted() {
        return ScriptedServer.script().greet("+OK ready");
    }

    private static Script asked() {
        return greeted().expect("CAPA").send(CAPABILITIES);
    }

    /** Fails unless the attempt ends in this kind of error, with all of it in order: closed, and no secret shown. */
    private <E extends Exception> E fails(Class<E> type, Credentials credentials, Script script) throws IOException {
        try (ScriptedServer server = script.start()) {
            List<E> caught = new ArrayList<>();
            assertThatExceptionOfType(type)
                    .isThrownBy(() -> open(server, credentials))
                    .satisfies(caught::add);
            server.verify();
            assertThat(caught.get(0).getMessage()).doesNotContain(credentials.password());
            assertThat(trace).noneMatch(line -> line.contains(credentials.password()));
            return caught.get(0);
        }
    }

    @Test
    void case08_capabilitiesAreAskedBeforeAndAfterLogin() throws Exception {
        try (ScriptedServer server = asked().expect("USER joe")
                .send("+OK\r\n")
                .expect("PASS " + PASSWORD)
                .send("+OK\r\n")
                .expect("CAPA")
                .send("+OK\r\nPIPELINING\r\n.\r\n")
                .expectClose()
                .start()) {
            try (Pop3Session session = open(server, JOE)) {
                assertThat(session.state()).isEqualTo(TRANSACTION);
                assertThat(session.pipelining()).isTrue();
                assertThat(session.capabilities().uidl()).isFalse();
            }
            server.verify();
            assertThat(trace).contains("PASS ***").noneMatch(line -> line.contains(PASSWORD));
        }
    }

    @Test
    void case05_aServerThatRefusesCapaIsLoggedInToAllTheSame() throws Exception {
        try (ScriptedServer server = greeted()
                .expect("CAPA")
                .send("-ERR what?\r\n")
                .expect("USER joe")
                .send("+OK\r\n")
                .expect("PASS " + PASSWORD)
                .send("+OK\r\n")
                .expect("CAPA")
                .send("-ERR what?\r\n")
                .expectClose()
                .start()) {
            try (Pop3Session session = open(server, JOE)) {
                assertThat(session.capabilities()).isSameAs(Capabilities.NONE);
            }
            server.verify();
        }
    }

    @ParameterizedTest(name = "by a {0}")
    @ValueSource(strings = {"close", "reset", "close within the list"})
    void case05_aServerThatDropsTheConnectionOnCapaIsNotAskedAgain(String how) throws Exception {
        UnaryOperator<Script> drop = script -> switch (how) {
            case "close" -> script.thenClose();
            case "reset" -> script.thenReset();
            default -> script.send("+OK\r\nTO").thenClose();
        };
        UnaryOperator<Script> login = script -> script.nextConnection()
                .greet("+OK ready")
                .expect("USER joe")
                .send("+OK\r\n")
                .expect("PASS " + PASSWORD)
                .send("+OK\r\n")
                .expectClose();
        try (ScriptedServer server =
                login.apply(login.apply(drop.apply(greeted().expect("CAPA")))).start()) {
            Pop3Client client = new Pop3Client(settings(server, TlsMode.NONE), ear);
            for (int i = 0; i < 2; i++) {
                try (Pop3Session session = client.open(JOE, patience())) {
                    assertThat(session.state()).isEqualTo(TRANSACTION);
                }
            }
            server.verify();
        }
    }

    @Test
    void aCapaThatIsNoPop3IsNoReasonToConnectAgain() throws Exception {
        fails(
                Pop3ProtocolException.class,
                JOE,
                greeted().expect("CAPA").send("what?\r\n").expectClose());
    }

    @Test
    void aCapaThatIsNotAnsweredIsNoReasonToConnectAgain() throws Exception {
        try (ScriptedServer server = greeted().expect("CAPA").thenStall().start()) {
            Pop3Settings hasty = settings(server, TlsMode.NONE).withTimeouts(SHORT.multipliedBy(50), SHORT);
            assertThatExceptionOfType(Pop3TimeoutException.class)
                    .isThrownBy(() -> new Pop3Client(hasty).open(JOE, patience()))
                    .withMessageContaining("CAPA")
                    .withMessageContaining("readTimeout");
            server.verify();
        }
    }

    @ParameterizedTest(name = "PASS: [{0}]")
    @ValueSource(strings = {"-ERR", "-ERR Authentication failed.", "-ERR [AUTH] no", "-err invalid password"})
    void case15_wrongCredentialsAndThenAClose(String reply) throws Exception {
        Pop3AuthenticationException e = fails(
                Pop3AuthenticationException.class,
                JOE,
                asked().expect("USER joe")
                        .send("+OK\r\n")
                        .expect("PASS " + PASSWORD)
                        .send(reply + "\r\n")
                        .thenClose());
        assertThat(e.getMessage()).contains("check username and password");
        assertThat(e.command()).isEqualTo("PASS ***");
    }

    @Test
    void aRefusedUserNameIsWrongCredentialsToo() throws Exception {
        Pop3AuthenticationException e = fails(
                Pop3AuthenticationException.class,
                JOE,
                asked().expect("USER joe").send("-ERR never heard of joe\r\n").expectClose());
        assertThat(e.getMessage()).contains("never heard of joe").contains("it refused the mechanism or the user");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "[IN-USE] Do you have another POP session running?, IN_USE",
        "[LOGIN-DELAY] minimum time between mail checks violation, LOGIN_DELAY",
        "[SYS/TEMP] password database is away, SYS_TEMP",
        "unable to lock maildrop,",
        "login allowed only every 15 minutes,",
        "Please wait before you check your mail again,",
    })
    void case16_aMaildropThatIsBusyIsNotAWrongPassword(String text, ResponseCode code) throws Exception {
        Pop3BusyException e = fails(
                Pop3BusyException.class,
                JOE,
                asked().expect("USER joe")
                        .send("+OK\r\n")
                        .expect("PASS " + PASSWORD)
                        .send("-ERR " + text + "\r\n")
                        .thenClose());
        assertThat(e.getMessage()).contains("try later").contains(text);
        assertThat(e.code()).isEqualTo(code);
    }

    @Test
    void aNameOrAPasswordThatIsTooLongIsNotSent() throws Exception {
        String tooLong = "x".repeat(250);
        assertThat(fails(Pop3AuthenticationException.class, new Credentials(tooLong, PASSWORD), asked().expectClose())
                        .getMessage())
                .contains("USER")
                .contains("255");
        assertThat(fails(
                                Pop3AuthenticationException.class,
                                new Credentials("joe", tooLong),
                                asked().expect("USER joe").send("+OK\r\n").expectClose())
                        .getMessage())
                .contains("PASS")
                .contains("255");
    }

    @Test
    void credentialsDoNotShowThePassword() {
        assertThat(JOE.toString()).contains("joe").doesNotContain(PASSWORD);
    }

    @Test
    void theExampleOfRfc1939Section7() {
        assertThat(Apop.digest("<1896.697170952@dbc.mtview.ca.us>", "tanstaaf"))
                .isEqualTo("c4c9334bac560ecc979e58001b3e22fb");
    }

    @Test
    void withoutTlsApopSparesThePassword() throws Exception {
        try (ScriptedServer server = ScriptedServer.script()
                .greet("+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>")
                .expect("CAPA")
                .send(CAPABILITIES)
                .expect("APOP mrose c4c9334bac560ecc979e58001b3e22fb")
                .send("+OK maildrop has 1 message (369 octets)\r\n")
                .expect("CAPA")
                .send(CAPABILITIES)
                .expectClose()
                .start()) {
            open(server, new Credentials("mrose", "tanstaaf")).close();
            server.verify();
            assertThat(trace).contains("APOP mrose ***").noneMatch(line -> line.contains("c4c9334b"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"+OK <no-at-sign>", "+OK <a@b\u00ff>", "+OK <a b@c>", "+OK <a\u0001@c>"})
    void case02_aTimestampThatIsNoneIsNotHashed(String greeting) throws Exception {
        try (ScriptedServer server = ScriptedServer.script()
                .greet(greeting)
                .expect("CAPA")
                .send(CAPABILITIES)
                .expect("USER joe")
                .send("+OK\r\n")
                .expect("PASS " + PASSWORD)
                .send("+OK\r\n")
                .expect("CAPA")
                .send(CAPABILITIES)
                .expectClose()
                .start()) {
            open(server, JOE).close();
            server.verify();
        }
    }

    @Test
    void apopWithoutATimestampIsRefusedHere() throws Exception {
        try (ScriptedServer server = greeted().expectClose().start()) {
            try (Pop3Session session = new Pop3Client(settings(server, TlsMode.NONE)).connect(patience())) {
                assertThatThrownBy(() -> session.apop("joe", PASSWORD))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("timestamp");
            }
            server.verify();
        }
    }

    @Test
    void case17_anApopThatIsRefusedIsFollowedByUserOnce() throws Exception {
        fails(
                Pop3AuthenticationException.class,
                JOE,
                ScriptedServer.script()
                        .greet(GREETING)
                        .expect("CAPA")
                        .send(CAPABILITIES)
                        .expectMatching("APOP joe [0-9a-f]{32}")
                        .send("-ERR what?\r\n")
                        .expect("USER joe")
                        .send("+OK\r\n")
                        .expect("PASS " + PASSWORD)
                        .send("-ERR no\r\n")
                        .expectClose());
    }

    @ParameterizedTest(name = "CAPA lists {0}, APOP is answered {1}")
    @CsvSource({"USER, -ERR maildrop is locked", "USER, -ERR [SYS/PERM] broken"})
    void afterApopThePasswordIsNotSentWithoutNeed(String capability, String reply) throws Exception {
        fails(
                Pop3CommandException.class,
                JOE,
                ScriptedServer.script()
                        .greet(GREETING)
                        .expect("CAPA")
                        .send("+OK\r\nRESP-CODES\r\n" + capability + "\r\n.\r\n")
                        .expectMatching("APOP joe [0-9a-f]{32}")
                        .send(reply + "\r\n")
                        .expectClose());
    }
}
