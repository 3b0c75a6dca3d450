package io.github.camelpop3x.client.net;

import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3ConnectException;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.model.Pop3TimeoutException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection, plain or under TLS, on which no read and no write outlives the deadline in force.
 *
 * <p>Lifecycle: constructed, {@link #open opened} once, perhaps {@link #startTls put under TLS} once, closed or
 * aborted. {@link #abort} may be called by any thread at any time, also before and during {@code open}; everything else
 * belongs to one thread at a time. Creates no threads.
 */
public final class Connection implements Transport {

    private final Pop3Settings settings;
    private final IoClock clock;
    private final Set<Connection> register;
    private final Dialer dialer;

    /** What is read and written: the TCP socket, or the TLS socket over it. */
    private @Nullable Socket top;

    /**
     * A connection that isn't open yet.
     *
     * @param register thread-safe; holds the connection from {@link #open} until it is closed or aborted, for whoever
     *     wants to abort it
     */
    public Connection(Pop3Settings settings, Set<Connection> register) {
        this.settings = settings;
        this.register = register;
        this.clock = new IoClock(settings.readTimeout());
        this.dialer = new Dialer(settings, clock);
    }

    /**
     * Connects to the server, by the way that the settings say.
     *
     * @throws Pop3ConnectException unknown host, nobody listening, no answer before the deadline, or the proxy refused
     * @throws Pop3TimeoutException the proxy or DNS didn't answer before the deadline
     */
    public void open(Deadline deadline) throws Pop3StreamException {
        register.add(this);
        top = dialer.dial(deadline);
        clock.deadline(deadline);
    }

    /**
     * Puts the open connection under TLS: version 1.2 or newer, certificate and host name verified. What was got from
     * {@link #in} and {@link #out} before is void.
     *
     * @throws Pop3ConnectException the handshake failed; the connection is closed
     * @throws Pop3TimeoutException the handshake took too long; the connection is closed
     */
    @Override
    public void startTls() throws Pop3StreamException {
        try {
            top = Tls.handshake(settings, dialer.certificateName(), opened());
        } catch (Pop3StreamException e) {
            throw aborted()
                    ? new Pop3ConnectException("The TLS handshake with " + settings.peer() + " was aborted", e)
                    : e;
        } catch (SocketException e) {
            throw new Pop3StreamException("No TLS without a connection", e);
        }
    }

    /** What the peer has shown of itself under TLS; {@code null} in clear. */
    @Override
    public @Nullable X509Certificate peerCertificate() {
        return top instanceof SSLSocket tls ? Tls.peerCertificate(tls) : null;
    }

    /** The octets from the peer. Each read ends before the deadline in force, with {@code SocketTimeoutException}. */
    @Override
    public InputStream in() throws IOException {
        return opened().getInputStream();
    }

    /** The octets to the peer. Each write ends before the deadline in force, with {@code SocketTimeoutException}. */
    @Override
    public OutputStream out() throws IOException {
        return opened().getOutputStream();
    }

    private Socket opened() throws SocketException {
        Socket current = top;
        if (current == null) {
            throw new SocketException("the connection isn't open");
        }
        return current;
    }

    /** The deadline in force from now on. */
    @Override
    public void deadline(Deadline deadline) {
        clock.deadline(deadline);
    }

    @Override
    public int sendBuffer() {
        Socket current = top;
        try {
            return current == null ? 0 : current.getSendBufferSize();
        } catch (SocketException e) {
            return 0;
        }
    }

    @Override
    public void replyDue(Deadline deadline) {
        clock.replyDue(deadline);
    }

    /** Whether {@link #abort} was called. */
    @Override
    public boolean aborted() {
        return dialer.aborted();
    }

    /** Closes the TCP connection at once, without TLS's farewell. A thread blocked in it gets an exception. */
    @Override
    public void abort() {
        register.remove(this);
        dialer.abort();
    }

    @Override
    public boolean secured() {
        return top instanceof SSLSocket;
    }

    @Override
    public void drop() {
        register.remove(this);
        dialer.close();
    }

    /** Closes the connection; under TLS with a close_notify. Errors of closing concern nobody. */
    @Override
    public void close() {
        register.remove(this);
        Socket current = top;
        if (current != null) {
            closeQuietly(current);
        }
        dialer.close();
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The file descriptor is released either way, and nobody can act on it.
        }
    }
}
