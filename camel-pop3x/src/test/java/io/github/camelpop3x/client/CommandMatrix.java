package io.github.camelpop3x.client;

import static io.github.camelpop3x.client.model.SessionState.AUTHORIZATION;
import static io.github.camelpop3x.client.model.SessionState.CLOSED;
import static io.github.camelpop3x.client.model.SessionState.TRANSACTION;
import static io.github.camelpop3x.client.model.SessionState.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Pop3StateException;
import io.github.camelpop3x.client.model.SessionState;
import io.github.camelpop3x.client.wire.CommandLine;
import io.github.camelpop3x.client.wire.WireListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command in every state of a session, one test each. A server is added by a subclass.
 *
 * <p>UPDATE is a state that nobody outside {@link Pop3Session#quit()} sees, but for a listener that is called on its
 * thread when QUIT is sent.
 */
abstract class CommandMatrix {

    /** A server that knows the user and has a message, ready for one test. */
    interface Subject extends AutoCloseable {

        /** Who has a maildrop there. */
        Credentials joe();

        /** A session in AUTHORIZATION. */
        Pop3Session connect(WireListener listener) throws Exception;

        /** Fails unless this is what the command's reply says and what became of the session. */
        void check(Object result, Pop3Session session) throws Exception;

        /** Called after the session was closed: fails if the server got anything that it shouldn't. */
        void verify();

        @Override
        void close();
    }

    /** The server for one test: of this command in this state. */
    abstract Subject subject(ProtocolCommand command, SessionState state) throws Exception;

    static Stream<Arguments> everyCommandInEveryState() {
        return Arrays.stream(ProtocolCommand.values())
                .flatMap(command -> Arrays.stream(SessionState.values()).map(state -> Arguments.of(command, state)));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("everyCommandInEveryState")
    void matrix(ProtocolCommand command, SessionState state) throws Exception {
        try (Subject subject = subject(command, state)) {
            Ear ear = new Ear();
            try (Pop3Session session = subject.connect(ear)) {
                if (state == UPDATE) {
                    isRefusedInUpdate(command, session, subject, ear);
                } else {
                    bring(session, state, subject.joe());
                    assertThat(session.state()).isEqualTo(state);
                    if (command.isLegalIn(state)) {
                        works(command, session, subject);
                    } else {
                        isRefused(command, session, subject.joe(), ear);
                    }
                }
            }
            subject.verify();
        }
    }

    private static void bring(Pop3Session session, SessionState state, Credentials joe) throws Exception {
        if (state != AUTHORIZATION) {
            session.user(joe.username());
            session.pass(joe.password());
        }
        switch (state) {
            case CLOSED -> session.quit();
            case BROKEN -> session.abort();
            default -> {}
        }
    }

    private static void works(ProtocolCommand command, Pop3Session session, Subject subject) throws Exception {
        command.prepare(session, subject.joe());
        subject.check(command.call(session, subject.joe()), session);
    }

    private static void isRefused(ProtocolCommand command, Pop3Session session, Credentials joe, Ear ear) {
        SessionState before = session.state();
        List<String> sent = List.copyOf(ear.sent);
        assertThatThrownBy(() -> command.call(session, joe))
                .isExactlyInstanceOf(Pop3StateException.class)
                .hasMessage(command.verb() + " isn't allowed in state " + before)
                .satisfies(e -> assertThat(((Pop3StateException) e).state()).isEqualTo(before));
        assertThat(ear.sent).as("what was sent").isEqualTo(sent);
        assertThat(session.state()).as("the state afterwards").isEqualTo(before);
    }

    private static void isRefusedInUpdate(ProtocolCommand command, Pop3Session session, Subject subject, Ear ear)
            throws Exception {
        bring(session, TRANSACTION, subject.joe());
        ear.onQuit = () -> {
            assertThat(session.state()).isEqualTo(UPDATE);
            isRefused(command, session, subject.joe(), ear);
        };
        assertThat(session.quit().committed()).isTrue();
        assertThat(ear.sent).as("the test was there when QUIT was sent").endsWith("QUIT");
        assertThat(ear.failures).isEmpty();
        assertThat(session.state()).isEqualTo(CLOSED);
    }

    /** Hears what is sent, and may do something when it is QUIT. Never throws, but keeps what failed. */
    private static final class Ear implements WireListener {

        private final List<String> sent = new ArrayList<>();
        private final List<Throwable> failures = new ArrayList<>();
        private Runnable onQuit = () -> {};

        @Override
        public void sent(CommandLine command) {
            String shown = command.toString();
            sent.add(shown);
            if (shown.equals("QUIT")) {
                Throwable failure = catchThrowable(onQuit::run);
                if (failure != null) {
                    failures.add(failure);
                }
            }
        }
    }
}
