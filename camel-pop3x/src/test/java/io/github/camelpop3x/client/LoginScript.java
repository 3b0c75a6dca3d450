package io.github.camelpop3x.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.SessionState;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.client.wire.CommandLine;
import io.github.camelpop3x.client.wire.Reply;
import io.github.camelpop3x.client.wire.WireListener;
import io.github.camelpop3x.testserver.Script;
import io.github.camelpop3x.testserver.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/**
 * One login in clear at a server that plays a script after its greeting and its CAPA. Lifecycle: made, then one of
 * {@link #succeeds} and {@link #fails}, which also check that nothing was said that isn't in the script.
 */
final class LoginScript {

    static final String CODES = "RESP-CODES\r\nAUTH-RESP-CODE\r\n";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Script script;
    private final List<String> trace = new ArrayList<>();

    private LoginScript(Script script) {
        this.script = script;
    }

    /**
     * A server.
     *
     * @param pieces how many bytes it sends at once, 0 for all
     * @param capabilities lines without their ends; none at all for a server that doesn't know CAPA
     */
    static LoginScript offering(int pieces, List<String> capabilities, Consumer<Script> then) {
        return greeting(pieces, "+OK ready", capabilities, then);
    }

    static LoginScript greeting(int pieces, String greeting, List<String> capabilities, Consumer<Script> then) {
        Script script = ScriptedServer.script().chunked(pieces).greet(greeting).expect("CAPA");
        script.send(
                capabilities.isEmpty()
                        ? "-ERR what?\r\n"
                        : "+OK\r\n" + String.join("\r\n", capabilities) + "\r\n.\r\n");
        then.accept(script);
        return new LoginScript(script);
    }

    /** What the trace showed, both sides. */
    List<String> trace() {
        return trace;
    }

    /** The login succeeds. */
    void succeeds(String mechanism, Credentials credentials) throws IOException {
        try (ScriptedServer server = script.start();
                Pop3Session session = connected(server)) {
            session.capa();
            session.authenticate(credentials, mechanism);
            assertThat(session.state()).isEqualTo(SessionState.TRANSACTION);
            session.close();
            server.verify();
        }
    }

    /** The login fails so, and leaves the session in this state. */
    <T extends Throwable> T fails(String mechanism, Credentials credentials, SessionState left, Class<T> how)
            throws IOException {
        try (ScriptedServer server = script.start();
                Pop3Session session = connected(server)) {
            session.capa();
            T failure = catchThrowableOfType(how, () -> session.authenticate(credentials, mechanism));
            assertThat(failure).as("failure").isNotNull();
            assertThat(session.state()).isEqualTo(left);
            session.close();
            server.verify();
            return failure;
        }
    }

    private Pop3Session connected(ScriptedServer server) throws IOException {
        Pop3Settings settings =
                Pop3Settings.of("localhost", server.port(), TlsMode.NONE).withTimeouts(PATIENCE, PATIENCE);
        WireListener listener = new WireListener() {
            @Override
            public void sent(CommandLine command) {
                String shown = command.toString();
                trace.add("C: " + shown);
            }

            @Override
            public void received(Reply reply) {
                String shown = reply.line();
                trace.add("S: " + shown);
            }
        };
        return new Pop3Client(settings, listener).connect(Deadline.after(PATIENCE, "the test's patience"));
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
