package io.github.camelpop3x.client;

import io.github.camelpop3x.client.auth.ChannelContext;
import io.github.camelpop3x.client.model.Capabilities;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3Exception;
import io.github.camelpop3x.client.model.Pop3ProtocolException;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.model.SessionState;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.client.model.UpdateOutcome;
import io.github.camelpop3x.client.net.Transport;
import io.github.camelpop3x.client.wire.CommandLine;
import io.github.camelpop3x.client.wire.ListBody;
import io.github.camelpop3x.client.wire.PipelineWindow;
import io.github.camelpop3x.client.wire.Reply;
import io.github.camelpop3x.client.wire.Wire;
import io.github.camelpop3x.client.wire.WireListener;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What every command has in common: the state it needs, the deadline of its reply, and what becomes of the session when
 * the stream fails.
 *
 * <p>Invariant: whatever is thrown out of an exchange with the server, other than before its first octet was sent,
 * leaves the state at {@link SessionState#BROKEN} and the connection closed.
 */
final class Dialogue {

    private static final int MAX_STRAYS = 4;
    private static final CommandLine QUIT = CommandLine.of("QUIT");

    private final Pop3Settings settings;
    private final ServerMemory memory;
    private final Transport connection;
    private final WireListener listener;
    private final Greeting greeting;

    private Wire wire;
    private Deadline deadline;
    private final StateMachine states = new StateMachine();

    /** Reads the greeting of a connection that was just opened. */
    Dialogue(Pop3Settings settings, ServerMemory memory, Transport connection, WireListener listener, Deadline deadline)
            throws Pop3Exception {
        this.settings = settings;
        this.memory = memory;
        this.connection = connection;
        this.listener = listener;
        this.deadline = deadline;
        try {
            this.wire = newWire();
            connection.deadline(deadline);
            Reply reply = wire.readReply();
            if (!reply.ok()) {
                throw new Pop3StreamException(peer() + " refused the connection: " + reply.shownText());
            }
            this.greeting = Greeting.of(reply.text(), reply.shownText());
        } catch (IOException e) {
            throw broken("the greeting", e);
        }
    }

    private Wire newWire() throws IOException {
        return new Wire(connection.in(), connection.out(), settings.maxLineLength(), listener);
    }

    Greeting greeting() {
        return greeting;
    }

    SessionState state() {
        return states.state();
    }

    void deadline(Deadline next) {
        this.deadline = next;
    }

    /** Whether nothing that this server did speaks against pipelining. */
    boolean mayPipeline() {
        return settings.pipelining() && !memory.failsAtPipelining();
    }

    void require(String verb, SessionState... allowed) {
        states.require(verb, allowed);
    }

    /**
     * The server has confirmed a login that may be believed.
     *
     * @param secretSent whether the password or token itself was sent
     */
    void loggedIn(String mechanism, boolean secretSent) throws Pop3StreamException {
        if (!states.loggedIn()) {
            throw aborted(null);
        }
        listener.loggedIn(mechanism, secretSent && !secured());
    }

    /** What mechanisms may know of the server and of the connection. */
    ChannelContext channel(Capabilities capabilities) {
        Set<String> sasl = capabilities.saslMechanisms();
        return new ChannelContext(
                settings.host(),
                settings.port(),
                secured(),
                connection.peerCertificate(),
                sasl,
                capabilities.user() || sasl.isEmpty(),
                greeting.timestamp());
    }

    /** Whether secrets may be sent although there is no TLS: only because the user has said so. */
    boolean clearAllowed() {
        return settings.tls() == TlsMode.NONE;
    }

    /** Masks this in what the server says. */
    void hide(String secret) {
        wire.hide(secret);
    }

    /** What is said and heard. */
    private interface Talk<T> {
        T run() throws IOException;
    }

    /** Whatever goes wrong, nobody knows what was sent or read. */
    private <T> T talk(String about, Talk<T> talk) throws Pop3StreamException {
        try {
            return talk.run();
        } catch (IOException e) {
            throw broken(about, e);
        } catch (RuntimeException | Error e) {
            // Of a listener, of a sink, or of a JVM without memory.
            breakOff();
            throw e;
        }
    }

    /** Sends one command and reads the first line of its reply. */
    Reply exchange(CommandLine command) throws Pop3StreamException {
        return talk(command.toString(), () -> {
            connection.replyDue(deadline);
            skipStrays();
            wire.send(command);
            wire.flush();
            return reply();
        });
    }

    /**
     * Nothing may come before it is asked for. Some servers do say something: a farewell before they close for
     * inactivity, or one {@code +OK} too many (wire cases 31, 37 and 41). Taken for the answer to the next command it
     * would put every later reply out of step.
     */
    private void skipStrays() throws IOException {
        for (int skipped = 0; wire.unread() > 0 || connection.in().available() > 0; skipped++) {
            connection.replyDue(deadline);
            Reply stray = wire.readStray();
            if (stray.status() != Reply.Status.OK) {
                throw new Pop3StreamException(peer() + " ended the session: " + stray.shownText());
            }
            if (skipped == MAX_STRAYS) {
                throw new Pop3ProtocolException(peer() + " keeps talking without being asked: " + stray.shownText());
            }
            memory.notePipeliningFailure();
        }
    }

    /** Sends one line of a SASL exchange; unlike any other reply, this one may be a challenge. */
    Reply converse(CommandLine line) throws Pop3StreamException {
        return talk("the login", () -> {
            wire.send(line);
            wire.flush();
            return anyReply();
        });
    }

    /** Ends a session with a server that can't be trusted any more. */
    Pop3ProtocolException distrusted(String why) {
        breakOff();
        return new Pop3ProtocolException(why);
    }

    /** Sends one command whose reply is a list, and reads that where it is {@code +OK}. */
    Reply list(CommandLine command, int maxLines, Consumer<ListBody> taker) throws Pop3StreamException {
        Reply reply = exchange(command);
        if (reply.ok()) {
            taker.accept(talk(command.toString(), () -> readList(maxLines)));
        }
        return reply;
    }

    int maxListing() {
        return settings.maxListing();
    }

    /** Reads the list that follows a {@code +OK}. */
    ListBody readList(int maxLines) throws IOException {
        connection.deadline(deadline);
        return wire.readList(maxLines);
    }

    /** Reads the body that follows a {@code +OK}. A sink's own IOException is {@link BodySink}'s to keep. */
    long readBody(OutputStream sink) throws Pop3StreamException {
        return talk("the rest of a message", () -> {
            connection.deadline(deadline);
            return wire.readBody(sink);
        });
    }

    private Reply reply() throws IOException {
        Reply reply = anyReply();
        if (reply.status() == Reply.Status.CONTINUE) {
            throw new Pop3ProtocolException("The server asks for more where nothing more is due: " + reply.shownText());
        }
        return reply;
    }

    private Reply anyReply() throws IOException {
        connection.replyDue(deadline);
        Reply reply = wire.readReply();
        if (wire.strays() > 0) {
            memory.notePipeliningFailure();
        }
        return reply;
    }

    /**
     * Sends a command for each item and takes the replies in order, with as many commands ahead of the replies as the
     * window admits. The window is refilled between replies, so a taker that is slow holds the commands back too.
     */
    <T> void pipeline(CommandBatch<T> batch, CommandBatch.ReplyTaker<T> taker) throws Pop3StreamException {
        if (batch.items().isEmpty()) {
            return;
        }
        PipelineWindow window = new PipelineWindow(batch.pipelining(), connection.sendBuffer());
        int asked = 0;
        int answered = 0;
        boolean accepted = false;
        try {
            while (true) {
                if (window.isEmpty()) {
                    skipStrays();
                }
                if (window.worthFilling()) {
                    asked = fill(window, batch, asked);
                }
                if (window.isEmpty()) {
                    return;
                }
                Reply reply = reply();
                accepted |= reply.ok();
                taker.take(batch.items().get(answered), reply);
                answered++;
                window.answered();
            }
        } catch (IOException e) {
            CommandLine unanswered = batch.commandAt(answered);
            boolean gaveUp = batch.pipelining() && answered == 1 && asked > 1;
            if (gaveUp && accepted && unanswered != QUIT && !connection.aborted()) {
                // It carried out the first of many commands and gave up: the next session goes one by one (wire case
                // 34). A line that was cut just here by chance costs round trips until the route is started again.
                // To hang up behind a refusal, or without an answer to QUIT, says nothing of pipelining.
                memory.notePipeliningFailure();
            }
            throw broken(unanswered.toString(), e);
        } catch (RuntimeException | Error e) {
            // Replies to what was sent ahead are still to come: the session can't be used any more.
            breakOff();
            throw e;
        }
    }

    private <T> int fill(PipelineWindow window, CommandBatch<T> batch, int from) throws IOException {
        int next = from;
        connection.replyDue(deadline);
        while (next < batch.items().size() && batch.wantsMore().getAsBoolean()) {
            T item = batch.items().get(next);
            CommandLine line = batch.command().apply(item);
            long expected = batch.expected().applyAsLong(item);
            if (!window.admits(line, expected)) {
                break;
            }
            wire.send(line);
            window.sent(line, expected);
            next++;
        }
        wire.flush();
        return next;
    }

    /** Whether the session is under TLS. */
    boolean secured() {
        return connection.secured();
    }

    /** Before STLS nothing may come unasked: what does may be the answer that somebody wants us to take for its. */
    void requireSilence() throws Pop3StreamException {
        try {
            if (wire.unread() == 0 && connection.in().available() == 0) {
                return;
            }
        } catch (IOException e) {
            throw broken("STLS", e);
        }
        throw distrusted(
                peer() + " sent clear text ahead of STLS: somebody may have injected it, so the session is given up");
    }

    /** After the {@code +OK} to STLS. */
    void startTls() throws Pop3StreamException {
        try {
            if (wire.unread() > 0 || connection.in().available() > 0) {
                throw new Pop3ProtocolException(peer() + " sent clear text behind its answer to STLS: somebody may"
                        + " have injected it, so the session is given up");
            }
            connection.deadline(deadline.earlier(Deadline.after(settings.connectTimeout(), "connectTimeout")));
            connection.startTls();
            wire = newWire();
        } catch (IOException e) {
            throw broken("the TLS handshake", e);
        }
    }

    /**
     * Some last commands and then QUIT, whatever is answered to those.
     *
     * @param taker gets the replies to the commands before QUIT
     */
    UpdateOutcome quit(List<CommandLine> before, boolean pipelining, CommandBatch.ReplyTaker<CommandLine> taker) {
        List<CommandLine> commands = new ArrayList<>(before);
        commands.add(QUIT);
        AtomicReference<@Nullable Reply> last = new AtomicReference<>();
        states.quitting();
        try {
            pipeline(CommandBatch.of(commands, Function.identity(), pipelining), (command, reply) -> {
                if (command == QUIT) {
                    last.set(reply);
                } else {
                    taker.take(command, reply);
                }
            });
        } catch (Pop3StreamException e) {
            return new UpdateOutcome(UpdateOutcome.Result.UNKNOWN, String.valueOf(e.getMessage()));
        }
        close();
        Reply reply = Objects.requireNonNull(last.get());
        return new UpdateOutcome(
                reply.ok() ? UpdateOutcome.Result.COMMITTED : UpdateOutcome.Result.REFUSED, reply.shownText());
    }

    void close() {
        if (states.close()) {
            connection.close();
        }
    }

    void abort() {
        states.breakOff();
        connection.abort();
    }

    private void breakOff() {
        states.breakOff();
        memory.forgetOffer();
        // Not an orderly close: TLS's farewell could block, and nobody waits for it.
        connection.drop();
    }

    private Pop3StreamException aborted(@Nullable IOException cause) {
        return new Pop3StreamException("The session with " + peer() + " was aborted", cause);
    }

    private Pop3StreamException broken(String during, IOException e) {
        breakOff();
        if (connection.aborted()) {
            return aborted(e);
        }
        return StreamLoss.of(peer(), during, e);
    }

    private String peer() {
        return settings.peer();
    }
}
