package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * A server on the loopback interface that answers each line by a function: for conversations that depend on what the
 * client says, as those with nonces do.
 *
 * <p>Lifecycle: running from its constructor until {@link #close()}; each connection has a daemon thread and an answerer
 * of its own. Thread-safe. Text stands for bytes, one each (ISO 8859-1).
 */
public final class AnsweringServer implements AutoCloseable {

    /** One connection's side of the conversation. */
    @FunctionalInterface
    public interface Answerer {

        /** What is sent for a line, to the byte; {@code null} to close. */
        String answer(String line);
    }

    private final ServerSocket listener;
    private final SSLContext tls;
    private final int pieceSize;
    private final Supplier<Answerer> answerers;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final Set<ServerConnection> open = ConcurrentHashMap.newKeySet();

    /**
     * A server that runs.
     *
     * @param tls for implicit TLS; {@code null} for none
     * @param pieceSize how many bytes go out at once; 0 for all
     */
    public AnsweringServer(SSLContext tls, int pieceSize, Supplier<Answerer> answerers) throws IOException {
        this.tls = tls;
        this.pieceSize = pieceSize;
        this.answerers = answerers;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("answering-server", this::acceptAll);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The lines received so far on all connections. */
    public List<String> received() {
        return List.copyOf(received);
    }

    /** Closes all connections. May be called again. */
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

    private void acceptAll() {
        try {
            while (true) {
                ServerConnection connection = new ServerConnection(listener.accept(), ISO_8859_1);
                open.add(connection);
                start("answering-session", () -> serve(connection));
            }
        } catch (IOException closed) {
            // The server was closed.
        }
    }

    private void serve(ServerConnection connection) {
        try (connection) {
            if (tls != null) {
                connection.startTls(tls);
            }
            connection.out().pieces(pieceSize);
            Answerer answerer = answerers.get();
            String answer = "+OK ready <1896.697170952@dbc.mtview.ca.us>\r\n";
            while (answer != null) {
                connection.out().write(answer.getBytes(ISO_8859_1));
                connection.out().flush();
                String line = connection.commands().readLine();
                if (line == null) {
                    return;
                }
                received.add(line);
                answer = answerer.answer(line);
            }
        } catch (IOException gone) {
            // The client went away; its test says whether it should have.
        } finally {
            open.remove(connection);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
