package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * A conversation held as data: the connections a client will make, one after the other, and what is said on each.
 *
 * <p>Lifecycle: written by one thread, then {@link #start()}. A connection ends with one of {@link #thenClose()},
 * {@link #thenReset()}, {@link #thenStall()} and {@link #expectClose()}; where the script names none, with
 * {@code thenClose()}. After its end a client may say nothing more, in any of them.
 *
 * <p>Text stands for bytes, one each (ISO 8859-1), in both directions.
 */
public final class Script {

    private final List<Step.Connection> connections = new ArrayList<>();
    private List<Step> steps = new ArrayList<>();
    private long cutAfter = Long.MAX_VALUE;
    private int pieceSize;
    private SSLContext implicitTls;

    Script() {}

    /** The server says this line; the CRLF is added. */
    public Script greet(String line) {
        return send(line + "\r\n");
    }

    /** The server says this text, exactly; a line needs its {@code \r\n}. */
    public Script send(String text) {
        return add(new Step.Send(text));
    }

    /** The server says these bytes. */
    public Script sendBytes(byte[] bytes) {
        return send(new String(bytes, ISO_8859_1));
    }

    /**
     * The server says these bytes one by one, a pause before each. A client may close in the middle of it if nothing
     * but the end follows.
     */
    public Script thenDrip(byte[] bytes, Duration perByte) {
        return add(new Step.Drip(new String(bytes, ISO_8859_1), perByte));
    }

    /** The client's next line is this one, to the byte. */
    public Script expect(String line) {
        return add(new Step.Expect("'" + Transcript.visible(line) + "'", line::equals));
    }

    /** The client's next line matches, as a whole. */
    public Script expectMatching(String regex) {
        return add(new Step.Expect(
                "a line matching " + regex, Pattern.compile(regex).asMatchPredicate()));
    }

    /** The client says a line. */
    public Script expectAny() {
        return add(new Step.Expect("any line", line -> true));
    }

    /**
     * Both shake hands; goes after the {@code +OK} to STLS. A client that refuses the handshake has left the script,
     * unless {@link #expectClose()} follows.
     */
    public Script startTls(SSLContext context) {
        return add(new Step.StartTls(context));
    }

    /** The server closes: close_notify under TLS, and a FIN. */
    public Script thenClose() {
        return add(Step.End.CLOSE);
    }

    /** The server resets the connection. */
    public Script thenReset() {
        return add(Step.End.RESET);
    }

    /** The server says nothing more and keeps the connection open until the client closes it. */
    public Script thenStall() {
        return add(Step.End.STALL);
    }

    /** The client closes, whatever is still on its way to it. */
    public Script expectClose() {
        return add(Step.End.EXPECT_CLOSE);
    }

    /**
     * The current connection is cut with a FIN (under TLS: without close_notify) when exactly this many bytes were
     * sent on it, wherever in the script that falls. TLS's own bytes don't count. What follows on this connection is
     * then not played, and what the client says afterwards is recorded and not judged.
     */
    public Script cutAfter(long bytes) {
        cutAfter = bytes;
        return this;
    }

    /** What follows is said on the client's next connection. */
    public Script nextConnection() {
        if (steps.isEmpty() || !(steps.get(steps.size() - 1) instanceof Step.End)) {
            steps.add(Step.End.CLOSE);
        }
        connections.add(new Step.Connection(List.copyOf(steps), cutAfter));
        steps = new ArrayList<>();
        cutAfter = Long.MAX_VALUE;
        return this;
    }

    /**
     * Every send of the script goes out in pieces of this many bytes, each flushed with TCP_NODELAY. The client's
     * kernel may still hand it several pieces in one read.
     */
    public Script chunked(int bytes) {
        pieceSize = bytes;
        return this;
    }

    /** Every connection of the script starts with a TLS handshake. */
    public Script implicitTls(SSLContext context) {
        implicitTls = context;
        return this;
    }

    /** Starts a server that plays this script once, on a free port of the loopback interface. */
    public ScriptedServer start() throws IOException {
        nextConnection();
        return new ScriptedServer(withImplicitTls(), pieceSize);
    }

    private List<Step.Connection> withImplicitTls() {
        if (implicitTls == null) {
            return List.copyOf(connections);
        }
        return connections.stream()
                .map(connection -> {
                    List<Step> all = new ArrayList<>(connection.steps());
                    all.add(0, new Step.StartTls(implicitTls));
                    return new Step.Connection(List.copyOf(all), connection.cutAfter());
                })
                .toList();
    }

    private Script add(Step step) {
        if (!steps.isEmpty() && steps.get(steps.size() - 1) instanceof Step.End) {
            throw new IllegalStateException("the connection has ended: nextConnection() comes first");
        }
        steps.add(step);
        return this;
    }
}
