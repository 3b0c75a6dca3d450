package io.github.camelpop3x.client;

import static io.github.camelpop3x.client.Conversation.GREETING;
import static io.github.camelpop3x.client.Conversation.patience;
import static io.github.camelpop3x.client.Conversation.settings;
import static io.github.camelpop3x.client.model.SessionState.AUTHORIZATION;
import static io.github.camelpop3x.client.model.SessionState.CLOSED;
import static io.github.camelpop3x.client.model.SessionState.TRANSACTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Capabilities;
import io.github.camelpop3x.client.model.MaildropStatus;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.SessionState;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.client.model.UpdateOutcome;
import io.github.camelpop3x.client.wire.WireListener;
import io.github.camelpop3x.testserver.Script;
import io.github.camelpop3x.testserver.ScriptedServer;
import io.github.camelpop3x.testserver.TestTls;
import java.io.IOException;
import java.util.List;

/** The matrix of commands and states, where each octet is known. */
class CommandsTest extends CommandMatrix {

    private static final Credentials JOE = new Credentials("mrose", "tanstaaf");

    /** What the client is to say, what the server says to that, and what the client is to make of it. */
    private record Exchange(String line, String reply, Object result, SessionState after) {}

    private static Exchange exchange(ProtocolCommand command, SessionState state) {
        return switch (command) {
            case USER ->
                new Exchange("USER mrose", "+OK mrose is a real hoopy frood\r\n", AUTHORIZATION, AUTHORIZATION);
            case PASS -> new Exchange("PASS tanstaaf", "+OK maildrop locked\r\n", TRANSACTION, TRANSACTION);
            // The example of RFC 1939, section 7.
            case APOP ->
                new Exchange(
                        "APOP mrose c4c9334bac560ecc979e58001b3e22fb", "+OK 1 message\r\n", TRANSACTION, TRANSACTION);
            case STLS -> new Exchange("STLS", "+OK Begin TLS negotiation\r\n", AUTHORIZATION, AUTHORIZATION);
            case CAPA -> new Exchange("CAPA", "+OK\r\nTOP\r\n.\r\n", "[TOP]", state);
            case QUIT ->
                new Exchange("QUIT", "+OK bye\r\n", new UpdateOutcome(UpdateOutcome.Result.COMMITTED, "bye"), CLOSED);
            case STAT -> new Exchange("STAT", "+OK 2 320\r\n", new MaildropStatus(2, 320), TRANSACTION);
            case LIST ->
                new Exchange(
                        "LIST",
                        "+OK 2 messages (320 octets)\r\n1 120\r\n2 200\r\n.\r\n",
                        List.of(new MessageEntry(1, null, 120), new MessageEntry(2, null, 200)),
                        TRANSACTION);
            case LIST_ONE -> new Exchange("LIST 1", "+OK 1 120\r\n", new MessageEntry(1, null, 120), TRANSACTION);
            case UIDL ->
                new Exchange(
                        "UIDL",
                        "+OK\r\n1 whqtswO00WBw418f9t5JxYwZ\r\n2 QhdPYR:00WBw1Ph7x7\r\n.\r\n",
                        List.of(
                                new MessageEntry(1, "whqtswO00WBw418f9t5JxYwZ", MessageEntry.UNKNOWN_SIZE),
                                new MessageEntry(2, "QhdPYR:00WBw1Ph7x7", MessageEntry.UNKNOWN_SIZE)),
                        TRANSACTION);
            case UIDL_ONE ->
                new Exchange(
                        "UIDL 1",
                        "+OK 1 QhdPYR:00WBw1Ph7x7\r\n",
                        new MessageEntry(1, "QhdPYR:00WBw1Ph7x7", MessageEntry.UNKNOWN_SIZE),
                        TRANSACTION);
            case RETR ->
                new Exchange(
                        "RETR 1",
                        "+OK 120 octets\r\nSubject: x\r\n\r\n..dot\r\n.\r\n",
                        "Subject: x\r\n\r\n.dot\r\n",
                        TRANSACTION);
            case TOP -> new Exchange("TOP 1 0", "+OK\r\nSubject: x\r\n\r\n.\r\n", "Subject: x\r\n\r\n", TRANSACTION);
            case DELE -> new Exchange("DELE 1", "+OK message 1 deleted\r\n", TRANSACTION, TRANSACTION);
            case RSET -> new Exchange("RSET", "+OK maildrop has 2 messages\r\n", TRANSACTION, TRANSACTION);
            case NOOP -> new Exchange("NOOP", "+OK\r\n", TRANSACTION, TRANSACTION);
        };
    }

    @Override
    Subject subject(ProtocolCommand command, SessionState state) throws IOException {
        Exchange exchange = exchange(command, state);
        ScriptedServer server = script(command, state, exchange).start();
        return new Scripted(server, exchange);
    }

    /** A command that isn't legal isn't in the script either. */
    private static Script script(ProtocolCommand command, SessionState state, Exchange exchange) {
        Script script = ScriptedServer.script().greet(GREETING);
        boolean legal = command.isLegalIn(state);
        if (state != AUTHORIZATION || (legal && command == ProtocolCommand.PASS)) {
            script.expect("USER mrose").send("+OK\r\n");
        }
        if (state != AUTHORIZATION) {
            script.expect("PASS tanstaaf").send("+OK\r\n");
        }
        if (legal) {
            script.expect(exchange.line).send(exchange.reply);
        }
        if (legal && command == ProtocolCommand.STLS) {
            script.startTls(TestTls.server());
        }
        if (state == SessionState.UPDATE || state == CLOSED) {
            script.expect("QUIT").send("+OK\r\n");
        }
        return script.expectClose();
    }

    private record Scripted(ScriptedServer server, Exchange exchange) implements Subject {

        @Override
        public Credentials joe() {
            return JOE;
        }

        @Override
        public Pop3Session connect(WireListener listener) throws IOException {
            return new Pop3Client(settings(server, TlsMode.NONE), listener).connect(patience());
        }

        @Override
        public void check(Object result, Pop3Session session) {
            // The one value that has no equals().
            assertThat(result instanceof Capabilities ? result.toString() : result)
                    .isEqualTo(exchange.result);
            assertThat(session.state()).isEqualTo(exchange.after);
        }

        @Override
        public void verify() {
            server.verify();
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
