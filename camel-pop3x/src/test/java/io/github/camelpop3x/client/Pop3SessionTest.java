package io.github.camelpop3x.client;

import static io.github.camelpop3x.client.Conversation.Setup.USUAL;
import static io.github.camelpop3x.client.model.SessionState.AUTHORIZATION;
import static io.github.camelpop3x.client.model.SessionState.BROKEN;
import static io.github.camelpop3x.client.model.SessionState.CLOSED;
import static io.github.camelpop3x.client.model.SessionState.TRANSACTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.Conversation.Setup;
import io.github.camelpop3x.client.Conversation.Torn;
import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Capabilities;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3ProtocolException;
import io.github.camelpop3x.client.model.Pop3StateException;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.model.Pop3TimeoutException;
import io.github.camelpop3x.client.model.ResponseCode;
import io.github.camelpop3x.client.model.SessionState;
import io.github.camelpop3x.client.model.UpdateOutcome;
import io.github.camelpop3x.testserver.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session makes of refusals, of a stream that is lost, and of the answers to QUIT. */
@Timeout(60)
class Pop3SessionTest {

    private static final Credentials JOE = new Credentials("joe", "secret");

    /** What goes wrong with a stream, what the client says of it. */
    enum Loss {
        END(Script::thenClose, "closed the connection"),
        RESET(Script::thenReset, ""),
        SILENCE(Script::thenStall, "readTimeout"),
        HALF_A_LINE(script -> script.send("+OK but").thenClose(), "closed the connection"),
        GARBAGE(script -> script.send("Subject: not a reply\r\n").expectClose(), "Subject: not a reply"),
        A_CHALLENGE(script -> script.send("+ Y2hhbGxlbmdl\r\n").expectClose(), "asks for more"),
        BINARY(script -> script.send("\u0015\u0003\u0001\u0000\u0002\n").expectClose(), "isn't POP3's");

        private final Consumer<Script> happens;
        private final String said;

        Loss(Consumer<Script> happens, String said) {
            this.happens = happens;
            this.said = said;
        }
    }

    Torn torn() {
        return Torn.WHOLE;
    }

    private Conversation begin(SessionState state, Consumer<Script> then) throws IOException {
        return Conversation.begin(USUAL.torn(torn()), state, then);
    }

    private Conversation begin(SessionState state, Loss loss, Consumer<Script> before) throws IOException {
        Setup setup = USUAL.torn(torn());
        return Conversation.begin(loss == Loss.SILENCE ? setup.impatient() : setup, state, script -> {
            before.accept(script);
            loss.happens.accept(script);
        });
    }

    static Stream<ProtocolCommand> refusable() {
        return EnumSet.complementOf(EnumSet.of(ProtocolCommand.CAPA, ProtocolCommand.QUIT)).stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusable")
    void aRefusedCommandLeavesTheSessionInStep(ProtocolCommand command) throws Exception {
        try (Conversation talk = begin(command.home(), script -> script.expectMatching(command.verb() + ".*")
                .send("-ERR not now\r\n")
                .expect("QUIT")
                .send("+OK bye\r\n"))) {
            assertThatExceptionOfType(Pop3CommandException.class)
                    .isThrownBy(() -> command.call(talk.session(), JOE))
                    .satisfies(e -> {
                        assertThat(e.getMessage())
                                .contains(command.verb(), "not now")
                                .doesNotContain("secret");
                        assertThat(e.command()).startsWith(command.verb()).doesNotContain("secret");
                        assertThat(e.serverText()).isEqualTo("not now");
                        assertThat(e.code()).isNull();
                    });
            assertThat(talk.session().state()).isEqualTo(command.home());
            assertThat(talk.session().quit()).isEqualTo(new UpdateOutcome(UpdateOutcome.Result.COMMITTED, "bye"));
            talk.verify();
        }
    }

    @Test
    void case05_aServerThatRefusesCapaCanDoNothing() throws Exception {
        try (Conversation talk = begin(TRANSACTION, script -> script.expect("CAPA")
                .send("-ERR what?\r\n")
                .expect("NOOP")
                .send("+OK\r\n"))) {
            assertThat(talk.session().capa()).isSameAs(Capabilities.NONE);
            assertThat(talk.session().capabilities()).isSameAs(Capabilities.NONE);
            talk.session().noop();
            talk.verify();
        }
    }

    @Test
    void case07_emptyLinesInCapaAndLowerCase() throws Exception {
        try (Conversation talk = begin(
                TRANSACTION, script -> script.expect("CAPA").send("+ok\r\n\r\ntop\r\n \r\n..X\r\n\r\nuidl\r\n.\r\n"))) {
            Capabilities capabilities = talk.session().capa();
            assertThat(capabilities.top()).isTrue();
            assertThat(capabilities.uidl()).isTrue();
            assertThat(capabilities.has(".X")).isTrue();
            talk.verify();
        }
    }

    @ParameterizedTest(name = "RESP-CODES: {0}")
    @ValueSource(booleans = {true, false})
    void aResponseCodeCountsWhereCodesAreAnnounced(boolean announced) throws Exception {
        try (Conversation talk = Conversation.begin(
                USUAL.torn(torn()).capabilities(announced ? "RESP-CODES" : "TOP"),
                TRANSACTION,
                script -> script.expect("DELE 1").send("-ERR [SYS/TEMP] disk\r\n"))) {
            assertThatExceptionOfType(Pop3CommandException.class)
                    .isThrownBy(() -> talk.session().dele(1))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(announced ? ResponseCode.SYS_TEMP : null));
            talk.verify();
        }
    }

    @Test
    void case19_statMayBeRefused() throws Exception {
        String text = "login allowed only every 15 minutes";
        try (Conversation talk =
                begin(TRANSACTION, script -> script.expect("STAT").send("-ERR " + text + "\r\n"))) {
            assertThatExceptionOfType(Pop3CommandException.class)
                    .isThrownBy(() -> talk.session().stat())
                    .withMessageContaining(text);
            talk.verify();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"+OK", "+OK many messages", "+OK -1 0"})
    void aStatThatCannotBeReadFailsAlone(String reply) throws Exception {
        try (Conversation talk = begin(TRANSACTION, script -> script.expect("STAT")
                .send(reply + "\r\n")
                .expect("NOOP")
                .send("+OK\r\n"))) {
            assertThatExceptionOfType(Pop3CommandException.class)
                    .isThrownBy(() -> talk.session().stat())
                    .withMessageContaining("STAT");
            talk.session().noop();
            talk.verify();
        }
    }

    static Stream<Arguments> lossesOfAReply() {
        return EnumSet.complementOf(EnumSet.of(ProtocolCommand.QUIT)).stream()
                .flatMap(command -> Arrays.stream(Loss.values()).map(loss -> Arguments.of(command, loss)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("lossesOfAReply")
    void aLostReplyBreaksTheSession(ProtocolCommand command, Loss loss) throws Exception {
        try (Conversation talk = begin(command.home(), loss, script -> script.expectMatching(command.verb() + ".*"))) {
            breaksTheSession(talk, command, loss);
        }
    }

    static Stream<Arguments> lossesOfABody() {
        Set<Loss> losses = EnumSet.of(Loss.END, Loss.RESET, Loss.SILENCE);
        return Arrays.stream(ProtocolCommand.values())
                .filter(ProtocolCommand::isMultiLine)
                .flatMap(command -> losses.stream().map(loss -> Arguments.of(command, loss)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("lossesOfABody")
    void aLostBodyBreaksTheSession(ProtocolCommand command, Loss loss) throws Exception {
        try (Conversation talk = begin(command.home(), loss, script -> script.expectMatching(command.verb() + ".*")
                .send("+OK\r\n1 line\r\n2 li"))) {
            breaksTheSession(talk, command, loss);
        }
    }

    private static void breaksTheSession(Conversation talk, ProtocolCommand command, Loss loss) {
        Pop3Session session = talk.session();
        assertThatThrownBy(() -> command.call(session, JOE))
                .isInstanceOf(Pop3StreamException.class)
                .hasMessageContaining(loss.said)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"))
                .satisfies(e -> {
                    switch (loss) {
                        case SILENCE -> assertThat(e).isInstanceOf(Pop3TimeoutException.class);
                        case GARBAGE, BINARY, A_CHALLENGE -> assertThat(e).isInstanceOf(Pop3ProtocolException.class);
                        default -> assertThat(e).isExactlyInstanceOf(Pop3StreamException.class);
                    }
                });
        assertThat(session.state()).isEqualTo(BROKEN);
        assertThatThrownBy(session::quit).isInstanceOf(Pop3StateException.class);
        session.close();
        assertThat(session.state()).as("broken for good").isEqualTo(BROKEN);
        talk.verify();
    }

    @Test
    void quitCommits() throws Exception {
        try (Conversation talk = begin(
                TRANSACTION,
                script -> script.expect("DELE 1").send("+OK\r\n").expect("QUIT").send("+OK signing off\r\n"))) {
            talk.session().dele(1);
            assertThat(talk.session().quit())
                    .isEqualTo(new UpdateOutcome(UpdateOutcome.Result.COMMITTED, "signing off"));
            isOver(talk.session(), CLOSED);
            talk.verify();
        }
    }

    @Test
    void case36_quitMayBeRefused() throws Exception {
        try (Conversation talk = begin(
                TRANSACTION, script -> script.expect("QUIT").send("-ERR some deleted messages not removed\r\n"))) {
            assertThat(talk.session().quit())
                    .isEqualTo(new UpdateOutcome(UpdateOutcome.Result.REFUSED, "some deleted messages not removed"));
            isOver(talk.session(), CLOSED);
            talk.verify();
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Loss.class)
    void case36_withoutAReplyToQuitNobodyKnows(Loss loss) throws Exception {
        try (Conversation talk = begin(TRANSACTION, loss, script -> script.expect("QUIT"))) {
            UpdateOutcome outcome = talk.session().quit();
            assertThat(outcome.result()).isEqualTo(UpdateOutcome.Result.UNKNOWN);
            assertThat(outcome.committed()).isFalse();
            assertThat(outcome.detail()).contains(loss.said);
            isOver(talk.session(), BROKEN);
            talk.verify();
        }
    }

    private static void isOver(Pop3Session session, SessionState last) {
        assertThat(session.state()).isEqualTo(last);
        assertThatThrownBy(session::quit).isInstanceOf(Pop3StateException.class);
        assertThatThrownBy(session::noop).isInstanceOf(Pop3StateException.class);
        session.close();
        assertThat(session.state()).isEqualTo(last);
    }

    @ParameterizedTest(name = "in {0}")
    @EnumSource(names = {"AUTHORIZATION", "TRANSACTION"})
    void closeSendsNoQuit(SessionState state) throws Exception {
        try (Conversation talk = begin(state, Script::expectClose)) {
            talk.session().close();
            isOver(talk.session(), CLOSED);
            talk.verify();
        }
    }

    @Test
    void abortBreaksASessionThatNobodyUses() throws Exception {
        try (Conversation talk = begin(TRANSACTION, Script::expectClose)) {
            talk.session().abort();
            isOver(talk.session(), BROKEN);
            talk.verify();
        }
    }

    @Test
    void theSessionKnowsItsGreeting() throws Exception {
        try (Conversation talk = begin(AUTHORIZATION, Script::expectClose)) {
            assertThat(talk.session().greeting()).isEqualTo("<1896.697170952@dbc.mtview.ca.us>");
            assertThat(talk.session().offersApop()).isTrue();
            talk.verify();
        }
    }

    @Test
    void case10_allRepliesInOneConversation() throws Exception {
        try (Conversation talk = begin(TRANSACTION, script -> script.expect("STAT")
                .send("+OK 1 12\r\n")
                .expect("UIDL")
                .send("+OK\r\n1 a\r\n.\r\n")
                .expect("RETR 1")
                .send("+OK\r\na\r\n\r\nb\r\n.\r\n")
                .expect("RETR 2")
                .send("-ERR no such message\r\n")
                .expect("DELE 1")
                .send("+OK\r\n")
                .expect("QUIT")
                .send("+OK\r\n"))) {
            Pop3Session session = talk.session();
            assertThat(session.stat().messages()).isEqualTo(1);
            assertThat(session.uidl()).hasSize(1);
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            assertThat(session.retr(1, sink)).isEqualTo(8);
            assertThatThrownBy(() -> session.retr(2, sink)).isInstanceOf(Pop3CommandException.class);
            assertThat(sink).hasToString("a\r\n\r\nb\r\n");
            session.dele(1);
            assertThat(session.quit().committed()).isTrue();
            talk.verify();
        }
    }
}
