package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.List;

/**
 * Plays one connection of a script and finds where the client leaves it. Lifecycle: {@link #play()} once, then
 * {@link #awaitClose()} once, on any thread; closing the connection from elsewhere ends both.
 */
final class ScriptPlayer {

    /** The client left the script; the message says where and how. */
    static final class OffScript extends Exception {
        private OffScript(String message) {
            super(message);
        }
    }

    private final int number;
    private final Step.Connection script;
    private final int pieceSize;
    private final ServerConnection connection;
    private final Transcript transcript;
    private boolean wasCut;
    private boolean wasReset;

    ScriptPlayer(
            int number, Step.Connection script, int pieceSize, ServerConnection connection, Transcript transcript) {
        this.number = number;
        this.script = script;
        this.pieceSize = pieceSize;
        this.connection = connection;
        this.transcript = transcript;
    }

    /** Plays to the end of the server's part. */
    void play() throws OffScript, IOException {
        connection.out().pieces(pieceSize);
        connection.out().limitAt(script.cutAfter());
        List<Step> steps = script.steps();
        for (int at = 0; at < steps.size(); at++) {
            try {
                play(steps.get(at), at);
            } catch (WireOutput.LimitReached cut) {
                transcript.note("cut after " + script.cutAfter() + " bytes");
                wasCut = true;
                connection.cut();
                return;
            } catch (IOException gone) {
                if (!mayLeave(at)) {
                    throw offScript(at, "the connection failed: " + gone);
                }
                transcript.note("the client went away: " + gone);
            }
        }
        if (script.cutAfter() != Long.MAX_VALUE) {
            throw new OffScript("connection " + number + " was to be cut after " + script.cutAfter()
                    + " bytes, but its script sends only " + connection.out().count());
        }
    }

    /** Waits until the client has closed its side. That is all it may still do, unless it was cut off. */
    void awaitClose() throws OffScript {
        if (wasReset) {
            return;
        }
        try {
            for (String line = readLine(); line != null; line = readLine()) {
                if (!wasCut) {
                    throw new OffScript("connection " + number + " had ended, but the client sent '"
                            + Transcript.visible(line) + "'");
                }
            }
        } catch (IOException gone) {
            transcript.note("the client went away: " + gone);
        }
        if (connection.isClosed()) {
            throw new OffScript("the client has not closed connection " + number);
        }
        if (!wasCut && connection.commands().hasUnread()) {
            throw new OffScript("connection " + number + " had ended, but the client sent " + unterminated());
        }
    }

    private void play(Step step, int at) throws OffScript, IOException {
        if (step instanceof Step.Send send) {
            say(send.text());
        } else if (step instanceof Step.Drip drip) {
            connection.out().drip(drip.perByte());
            say(drip.text());
            connection.out().pieces(pieceSize);
        } else if (step instanceof Step.Expect expect) {
            listen(expect, at);
        } else if (step instanceof Step.StartTls tls) {
            connection.startTls(tls.context());
            transcript.note("TLS stands (" + connection.tlsClient() + ")");
        } else if (step instanceof Step.End end) {
            end(end);
        }
    }

    private void say(String text) throws IOException {
        long left = script.cutAfter() - connection.out().count();
        // Noted before it is sent: the client's answer must not overtake it in the transcript.
        transcript.server(text.substring(0, (int) Math.min(text.length(), left)));
        connection.out().write(text.getBytes(ISO_8859_1));
        connection.out().flush();
    }

    private void listen(Step.Expect expect, int at) throws OffScript {
        String line;
        try {
            line = readLine();
        } catch (IOException gone) {
            throw offScript(at, "waited for " + expect.what() + ", but: " + gone + sentSoFar());
        }
        if (line == null) {
            throw offScript(at, "waited for " + expect.what() + ", but the client closed" + sentSoFar());
        }
        if (!expect.matches().test(line)) {
            throw offScript(at, "expected " + expect.what() + ", but got '" + Transcript.visible(line) + "'");
        }
    }

    private void end(Step.End end) throws IOException {
        switch (end) {
            case CLOSE -> {
                transcript.note("the server closes");
                connection.shutdown();
            }
            case RESET -> {
                transcript.note("the server resets the connection");
                wasReset = true;
                connection.reset();
            }
            case STALL -> transcript.note("the server stalls");
            case EXPECT_CLOSE -> transcript.note("the client is to close");
        }
    }

    /** A client may leave early while it is being spoken to for the last time; a refused handshake must be in the script. */
    private boolean mayLeave(int at) {
        Step step = script.steps().get(at);
        if (step instanceof Step.StartTls) {
            return script.steps().get(at + 1) == Step.End.EXPECT_CLOSE;
        }
        return step instanceof Step.End || script.steps().get(at + 1) instanceof Step.End;
    }

    private String readLine() throws IOException {
        String line = connection.commands().readLine();
        if (line != null) {
            transcript.client(line);
        }
        return line;
    }

    private String sentSoFar() {
        return connection.commands().hasUnread() ? " after " + unterminated() : "";
    }

    private String unterminated() {
        return "'" + Transcript.visible(connection.commands().unterminated()) + "' without CRLF";
    }

    private OffScript offScript(int at, String what) {
        return new OffScript("connection " + number + ", step " + (at + 1) + " of "
                + script.steps().size() + ": " + what);
    }
}
