package io.github.camelpop3x.client;

import static io.github.camelpop3x.client.Conversation.patience;
import static io.github.camelpop3x.client.Conversation.settings;
import static io.github.camelpop3x.client.model.SessionState.BROKEN;
import static io.github.camelpop3x.client.model.SessionState.TRANSACTION;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.client.model.UpdateOutcome;
import io.github.camelpop3x.testserver.Script;
import io.github.camelpop3x.testserver.ScriptedServer;
import io.github.camelpop3x.testserver.TestTls;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Another thread ends what a thread is blocked in, at once and for good. */
@Timeout(60)
class AbortTest {

    private static final Credentials JOE = new Credentials("joe", "secret");

    private final ExecutorService blocked = Executors.newSingleThreadExecutor();

    @AfterEach
    void nothingIsBlockedAnyMore() throws Exception {
        blocked.shutdown();
        assertThat(blocked.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    }

    /** Where a login or a session can hang. The script ends there. */
    enum Spot {
        GREETING(TlsMode.NONE, script -> script),
        HANDSHAKE(TlsMode.IMPLICIT, script -> script),
        HALF_A_GREETING(TlsMode.NONE, script -> script.send("+OK hel")),
        CAPA(TlsMode.NONE, script -> script.greet("+OK").expect("CAPA")),
        CAPA_LINES(TlsMode.NONE, script -> script.greet("+OK").expect("CAPA").send("+OK\r\nTOP\r\n")),
        CAPA_UNDER_TLS(
                TlsMode.IMPLICIT,
                script -> script.implicitTls(TestTls.server()).greet("+OK").expect("CAPA")),
        PASS(TlsMode.NONE, script -> script.greet("+OK")
                .expect("CAPA")
                .send("-ERR\r\n")
                .expect("USER joe")
                .send("+OK\r\n")
                .expect("PASS secret"));

        private final TlsMode tls;
        private final UnaryOperator<Script> before;

        Spot(TlsMode tls, UnaryOperator<Script> before) {
            this.tls = tls;
            this.before = before;
        }
    }

    @ParameterizedTest
    @EnumSource
    void theClientEndsALoginThatHangs(Spot spot) throws Exception {
        try (ScriptedServer server =
                spot.before.apply(ScriptedServer.script()).thenStall().start()) {
            Pop3Client client = new Pop3Client(settings(server, spot.tls));
            Future<Pop3Session> login = blocked.submit(() -> client.open(JOE, patience()));
            await().until(() -> server.transcript().contains("the server stalls"));
            client.abort();
            endsAtOnce(login);
            if (spot != Spot.HANDSHAKE) {
                // Half a ClientHello is no line that a script could judge.
                server.verify();
            }
            assertThatThrownBy(() -> client.open(JOE, patience()))
                    .as("a client that was aborted stays so")
                    .isInstanceOf(Pop3StreamException.class);
        }
    }

    /** What blocks in a session. */
    enum Blocked {
        NOOP("NOOP", "") {
            @Override
            void call(Pop3Session session) throws Exception {
                session.noop();
            }
        },
        BODY("RETR 1", "+OK\r\nhalf of it\r\n") {
            @Override
            void call(Pop3Session session) throws Exception {
                session.retr(1, OutputStream.nullOutputStream());
            }
        },
        LINES("UIDL", "+OK\r\n1 a\r\n") {
            @Override
            void call(Pop3Session session) throws Exception {
                session.uidl();
            }
        };

        private final String line;
        private final String reply;

        Blocked(String line, String reply) {
            this.line = line;
            this.reply = reply;
        }

        abstract void call(Pop3Session session) throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void theSessionEndsACommandThatHangs(Blocked command) throws Exception {
        try (Conversation talk =
                Conversation.begin(Conversation.Setup.USUAL, TRANSACTION, script -> script.expect(command.line)
                        .send(command.reply)
                        .thenStall())) {
            Future<?> call = blocked.submit((Callable<Void>) () -> {
                command.call(talk.session());
                return null;
            });
            await().until(() -> talk.server().transcript().contains("the server stalls"));
            talk.session().abort();
            assertThat(talk.session().state()).isEqualTo(BROKEN);
            endsAtOnce(call);
            assertThat(talk.session().state()).isEqualTo(BROKEN);
            talk.verify();
        }
    }

    @Test
    void aQuitThatIsAbortedIsUnknown() throws Exception {
        try (Conversation talk =
                Conversation.begin(Conversation.Setup.USUAL, TRANSACTION, script -> script.expect("QUIT")
                        .thenStall())) {
            Future<UpdateOutcome> quit = blocked.submit(talk.session()::quit);
            await().until(() -> talk.server().transcript().contains("the server stalls"));
            talk.session().abort();
            assertThat(quit.get(1, TimeUnit.SECONDS).result()).isEqualTo(UpdateOutcome.Result.UNKNOWN);
            assertThat(talk.session().state()).isEqualTo(BROKEN);
            talk.verify();
        }
    }

    private static void endsAtOnce(Future<?> call) {
        assertThatThrownBy(() -> call.get(1, TimeUnit.SECONDS))
                .as("what the blocked thread got within a second")
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(Pop3StreamException.class);
    }

    @Test
    void theClientCreatesNoThreads() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (ScriptedServer server = ScriptedServer.script()
                .implicitTls(TestTls.server())
                .greet("+OK")
                .expect("CAPA")
                .send("-ERR\r\n")
                .expectAny()
                .send("+OK\r\n")
                .expectAny()
                .send("+OK\r\n")
                .expect("CAPA")
                .send("-ERR\r\n")
                .expect("QUIT")
                .send("+OK\r\n")
                .start()) {
            new Pop3Client(settings(server, TlsMode.IMPLICIT))
                    .open(JOE, patience())
                    .quit();
            assertThat(Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> !before.contains(thread))
                            .map(Thread::getName)
                            .filter(name -> !name.startsWith("scripted-server"))
                            .collect(toSet()))
                    .isEmpty();
            server.verify();
        }
    }
}
