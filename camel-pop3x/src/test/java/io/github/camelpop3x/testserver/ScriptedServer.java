package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A server on the loopback interface that plays a {@link Script} once, and can tell whether the client kept to it.
 *
 * <pre>{@code
 * try (ScriptedServer server = ScriptedServer.script()
 *         .greet("+OK hi")
 *         .expect("QUIT").send("+OK bye\r\n")
 *         .start()) {
 *     // run the client against server.port()
 *     server.verify();
 * }
 * }</pre>
 *
 * <p>Lifecycle: running from {@link Script#start()} until {@link #close()}. The first thing that isn't in the script
 * ends the play: every connection is closed, so that no client waits for an answer that won't come.
 *
 * <p>Thread-safe. One daemon thread plays the connections in sequence; each connection that has ended is watched by
 * another one until the client closes it.
 */
public final class ScriptedServer implements AutoCloseable {

    /** How long {@link #verify()} waits for the client to do what the script has it do. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ServerSocket listener;
    private final List<Step.Connection> script;
    private final int pieceSize;
    private final Transcript transcript = new Transcript();
    private final Set<ServerConnection> open = ConcurrentHashMap.newKeySet();
    /** One count for each connection that the client has still to make, to play or to close. */
    private final CountDownLatch unfinished;
    /** The first failure. Once set, never changed. */
    private final AtomicReference<String> failure = new AtomicReference<>();

    ScriptedServer(List<Step.Connection> script, int pieceSize) throws IOException {
        this.script = script;
        this.pieceSize = pieceSize;
        unfinished = new CountDownLatch(script.size());
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("scripted-server", this::playAll);
    }

    /** An empty script, to be written and started. */
    public static Script script() {
        return new Script();
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The command lines received so far on all connections, without their CRLF, also those not in the script. */
    public List<String> received() {
        return transcript.received();
    }

    /** What was said so far, in {@code C:} and {@code S:} lines. */
    public String transcript() {
        return transcript.toString();
    }

    /**
     * Fails unless the script was played to its end and the client sent nothing that isn't in it. A client that is done
     * has closed its connections: only then it is known that it sent nothing more. Waits a few seconds for that, and
     * closes the server if it waited in vain.
     */
    public void verify() {
        if (!awaitFinish()) {
            close();
            awaitFinish();
        }
        String message = failure.get();
        if (message != null) {
            throw new AssertionError("The client left the script: " + message + "\n\n" + transcript + "\n");
        }
    }

    /** Ends whatever is being played. May be called again. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            open.forEach(ServerConnection::close);
        }
    }

    private void playAll() {
        int number = 0;
        try {
            for (Step.Connection next : script) {
                play(++number, next, accept());
            }
        } catch (ScriptPlayer.OffScript e) {
            fail(e.getMessage());
            return;
        } catch (IOException closed) {
            fail("waited for connection " + number + ", but: " + closed);
            return;
        }
        try {
            accept();
            fail("the client made connection " + (number + 1) + ", and the script has no more than " + number);
        } catch (IOException closed) {
            // The server was closed, as it should be, before any other connection was made.
        }
    }

    private void play(int number, Step.Connection next, ServerConnection connection)
            throws ScriptPlayer.OffScript, IOException {
        transcript.note("connection " + number);
        ScriptPlayer player = new ScriptPlayer(number, next, pieceSize, connection, transcript);
        player.play();
        start("scripted-server-" + number, () -> {
            try (connection) {
                player.awaitClose();
                unfinished.countDown();
            } catch (ScriptPlayer.OffScript e) {
                fail(e.getMessage());
            } finally {
                open.remove(connection);
            }
        });
    }

    private ServerConnection accept() throws IOException {
        Socket socket = listener.accept();
        ServerConnection connection = new ServerConnection(socket, ISO_8859_1);
        open.add(connection);
        if (listener.isClosed()) {
            connection.close();
        }
        return connection;
    }

    private void fail(String message) {
        failure.compareAndSet(null, message);
        while (unfinished.getCount() > 0) {
            unfinished.countDown();
        }
        close();
    }

    private boolean awaitFinish() {
        try {
            return unfinished.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the script's end\n\n" + transcript, e);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
