package io.github.camelpop3x.testserver;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.Charset;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/**
 * One accepted connection as the test servers see it: command lines in, bytes out, and the ways in which it can end.
 *
 * <p>Lifecycle: open, perhaps TLS, then one of {@link #shutdown()}, {@link #cut()} and {@link #reset()}, then closed.
 * After the first two the owner reads on
 * until the client closes too, because closing a socket whose input is unread sends
 * a RST: whether the client sees an end of stream or a reset would be left to chance. One thread owns a connection; any
 * thread may {@link #close()} it, which wakes up the owner.
 */
final class ServerConnection implements Closeable {

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Socket socket;
    private final CommandReader commands;
    private final WireOutput out;
    private SSLSocket tls;

    ServerConnection(Socket socket, Charset charset) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        commands = new CommandReader(socket.getInputStream(), charset);
        out = new WireOutput(socket.getOutputStream(), closed);
    }

    CommandReader commands() {
        return commands;
    }

    WireOutput out() {
        return out;
    }

    boolean isTls() {
        return tls != null;
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Shakes hands as the server. A client that sent anything before TLS stands has broken RFC 2595. */
    void startTls(SSLContext context) throws IOException {
        if (commands.hasUnread()) {
            throw new IOException("the client sent '" + commands.unterminated() + "' before TLS stood");
        }
        out.flush();
        SSLSocket layered = (SSLSocket) context.getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        layered.setUseClientMode(false);
        layered.setWantClientAuth(true);
        layered.startHandshake();
        tls = layered;
        commands.source(layered.getInputStream());
        out.sink(layered.getOutputStream());
    }

    /** The subject of the client's certificate, or a word that there is none. */
    String tlsClient() {
        try {
            return tls.getSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException e) {
            return "no client certificate";
        }
    }

    /** Ends the output as a well-behaved server does: TLS's close_notify where there is TLS, then FIN. */
    void shutdown() throws IOException {
        out.flush();
        if (tls != null) {
            tls.shutdownOutput();
        }
        shutdownSocket();
    }

    /** Ends the output as a broken line does: a FIN, and under TLS no close_notify. */
    void cut() throws IOException {
        out.flush();
        shutdownSocket();
    }

    /** Sends a RST. What was sent before may be lost, as on a real line. */
    void reset() throws IOException {
        out.flush();
        socket.setSoLinger(true, 0);
        close();
    }

    /** Reads lines until the client has closed its side too, then closes. */
    void drain(Consumer<String> line) {
        try (this) {
            for (String next = commands.readLine(); next != null; next = commands.readLine()) {
                line.accept(next);
            }
        } catch (IOException gone) {
            // With a RST, or without TLS's close_notify: as gone as any other client.
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            // Not the SSLSocket: closing that one waits for a thread that is still writing.
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void shutdownSocket() throws IOException {
        try {
            if (!socket.isOutputShutdown()) {
                socket.shutdownOutput();
            }
        } catch (SocketException e) {
            // The client has reset the connection, or this side has closed it: there is no output left to end.
        }
    }
}
