package io.github.camelpop3x.testserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A server on the loopback interface that does to each connection what the test says, octet by octet: for what no
 * server of POP3 would do.
 *
 * <p>Lifecycle: running from {@code start} until {@link #close()}, which closes every connection. Thread-safe; each
 * connection has a daemon thread. What a handler throws ends its connection and nothing else.
 */
public final class RawServer implements AutoCloseable {

    /** What is done to a connection; it is closed when this returns. */
    @FunctionalInterface
    public interface Handler {
        void serve(Socket socket, RawServer server) throws Exception;
    }

    private final ServerSocket listener = new ServerSocket();
    private final Handler handler;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    private RawServer(InetAddress address, int receiveBuffer, Handler handler) throws IOException {
        this.handler = handler;
        if (receiveBuffer > 0) {
            listener.setReceiveBufferSize(receiveBuffer);
        }
        listener.bind(new InetSocketAddress(address, 0));
        thread("raw-server", this::acceptAll);
    }

    public static RawServer start(Handler handler) throws IOException {
        return new RawServer(InetAddress.getByName("127.0.0.1"), 0, handler);
    }

    public static RawServer start(InetAddress address, Handler handler) throws IOException {
        return new RawServer(address, 0, handler);
    }

    /** With a receive buffer of about so many octets. */
    public static RawServer start(int receiveBuffer, Handler handler) throws IOException {
        return new RawServer(InetAddress.getByName("127.0.0.1"), receiveBuffer, handler);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Lets so much time pass, for a handler that is slow. */
    public void pause(Duration time) throws IOException {
        try {
            if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new SocketException("the server was closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** For a handler that does nothing more and keeps its connection open. */
    public void stall() throws IOException {
        pause(Duration.ofMinutes(10));
    }

    /** Copies until the end of the stream, one octet at a time where a pause is given, and ends the output then. */
    void copy(Socket from, Socket to, Duration perOctet) {
        byte[] buffer = new byte[perOctet.isZero() ? 8192 : 1];
        try {
            for (int got = from.getInputStream().read(buffer);
                    got >= 0;
                    got = from.getInputStream().read(buffer)) {
                if (!perOctet.isZero()) {
                    pause(perOctet);
                }
                to.getOutputStream().write(buffer, 0, got);
            }
            to.shutdownOutput();
        } catch (IOException gone) {
            // The end of either side is the end of both.
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            open.forEach(RawServer::closeQuietly);
        }
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.add(socket);
                thread("raw-server-connection", () -> serve(socket));
            }
        } catch (IOException e) {
            // The server was closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            handler.serve(socket, this);
        } catch (Exception gone) {
            // The client has gone, or the server was closed; a test sees on its own side what it wants to know.
        } finally {
            open.remove(socket);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
