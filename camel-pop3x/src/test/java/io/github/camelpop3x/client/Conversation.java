package io.github.camelpop3x.client;

import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.SessionState;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.client.wire.WireListener;
import io.github.camelpop3x.testserver.Script;
import io.github.camelpop3x.testserver.ScriptedServer;
import io.github.camelpop3x.testserver.TestTls;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One session with a server that plays a script, in clear.
 *
 * <p>Lifecycle: {@link #begin begun} in AUTHORIZATION or TRANSACTION, then used, then {@link #verify verified}, which
 * closes the session; the server is closed by {@link #close}.
 */
final class Conversation implements AutoCloseable {

    /** How the server's octets reach the client. */
    enum Torn {
        WHOLE(0),
        BYTE_BY_BYTE(1);

        private final int pieces;

        Torn(int pieces) {
            this.pieces = pieces;
        }
    }

    /** More than any test takes. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Less than anybody wants to wait for a test, and enough for a loopback interface on a busy machine. */
    static final Duration SHORT = Duration.ofMillis(200);

    static final String GREETING = "+OK <1896.697170952@dbc.mtview.ca.us>";

    /** The octets that a server sends until the session is in TRANSACTION, if CAPA isn't asked. */
    static final int LOGIN_OCTETS = GREETING.length() + 2 + "+OK\r\n".length() + "+OK\r\n".length();

    private final ScriptedServer server;
    private final Pop3Session session;

    private Conversation(ScriptedServer server, Pop3Session session) {
        this.server = server;
        this.session = session;
    }

    /** How a conversation differs from the usual. Immutable. */
    record Setup(Torn torn, WireListener listener, UnaryOperator<Pop3Settings> settings, String capabilities) {

        static final Setup USUAL = new Setup(Torn.WHOLE, WireListener.NONE, UnaryOperator.identity(), null);

        Setup torn(Torn how) {
            return new Setup(how, listener, settings, capabilities);
        }

        Setup listener(WireListener told) {
            return new Setup(torn, told, settings, capabilities);
        }

        Setup settings(UnaryOperator<Pop3Settings> change) {
            return new Setup(torn, listener, change, capabilities);
        }

        /** What the server says to a CAPA in TRANSACTION: lines. Else it isn't asked. */
        Setup capabilities(String... lines) {
            return new Setup(torn, listener, settings, String.join("\r\n", lines) + "\r\n");
        }

        /** Timeouts that a test can wait for. */
        Setup impatient() {
            return settings(usual -> usual.withTimeouts(usual.connectTimeout(), SHORT));
        }
    }

    /** A session in this state, AUTHORIZATION or TRANSACTION, and what is said from there on. */
    static Conversation begin(Setup setup, SessionState state, Consumer<Script> then) throws IOException {
        boolean login = state == SessionState.TRANSACTION;
        Script script = ScriptedServer.script().chunked(setup.torn.pieces).greet(GREETING);
        if (login) {
            script.expect("USER joe").send("+OK\r\n").expect("PASS secret").send("+OK\r\n");
        }
        if (setup.capabilities != null) {
            script.expect("CAPA").send("+OK\r\n" + setup.capabilities + ".\r\n");
        }
        then.accept(script);
        ScriptedServer server = script.start();
        try {
            Pop3Settings settings = setup.settings.apply(
                    Pop3Settings.of("localhost", server.port(), TlsMode.NONE).withTimeouts(PATIENCE, PATIENCE));
            Pop3Session session =
                    new Pop3Client(settings, setup.listener).connect(Deadline.after(PATIENCE, "the test's patience"));
            if (login) {
                session.user("joe");
                session.pass("secret");
            }
            if (setup.capabilities != null) {
                session.capa();
            }
            return new Conversation(server, session);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** For this server, whose certificates a client trusts if it trusts {@link TestTls}'s CA. */
    static Pop3Settings settings(ScriptedServer server, TlsMode tls) {
        return Pop3Settings.of("localhost", server.port(), tls)
                .withTimeouts(PATIENCE, PATIENCE)
                .withSslContext(TestTls.client());
    }

    /** A deadline that no test reaches. */
    static Deadline patience() {
        return Deadline.after(PATIENCE, "the test's patience");
    }

    Pop3Session session() {
        return session;
    }

    ScriptedServer server() {
        return server;
    }

    /** Closes the session without QUIT and fails unless all was said that is in the script, and nothing else. */
    void verify() {
        session.close();
        server.verify();
    }

    @Override
    public void close() {
        session.close();
        server.close();
    }
}
