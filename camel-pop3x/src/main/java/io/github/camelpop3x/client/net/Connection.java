package io.github.camelpop3x.client.net;

import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3ConnectException;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.Pop3StreamException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Set;

/**
 * One TCP connection, plain or under TLS, on which no read outlives the deadline in force.
 *
 * <p>Lifecycle: constructed, {@link #open opened} once, perhaps {@link #startTls put under TLS} once, closed or
 * aborted. {@link #abort} and {@link #close} may be called by any thread at any time, also before and during
 * {@code open}; everything else belongs to one thread at a time. Creates no threads.
 */
public final class Connection implements Transport {

    private final Pop3Settings settings;
    private final ReadClock clock;
    private final Set<Connection> register;

    /** The TCP socket under everything: closing it wakes a thread that is blocked in it. */
    private volatile Socket tcp = new Socket();
    /** What is read and written: the TCP socket, or the TLS socket over it. */
    private Socket top = tcp;
    /** Once true, always true. */
    private volatile boolean aborted;

    /**
     * A connection that isn't open yet.
     *
     * @param register thread-safe; holds the connection from {@link #open} until it is closed or aborted, for whoever
     *     wants to abort it
     */
    public Connection(Pop3Settings settings, Set<Connection> register) {
        this.settings = settings;
        this.register = register;
        this.clock = new ReadClock(settings.readTimeout());
    }

    /**
     * Connects to the first of the host's addresses that answers.
     *
     * @throws Pop3ConnectException unknown host, nobody listening, or no answer before the deadline
     */
    public void open(Deadline deadline) throws Pop3StreamException {
        clock.deadline(deadline);
        register.add(this);
        InetAddress[] addresses = resolve();
        IOException last = new IOException("it has no address");
        for (InetAddress address : addresses) {
            try {
                connect(new InetSocketAddress(address, settings.port()), deadline);
                return;
            } catch (IOException e) {
                last = e;
            }
            if (aborted || deadline.passed()) {
                break;
            }
        }
        throw unreachable(last);
    }

    private InetAddress[] resolve() throws Pop3ConnectException {
        try {
            return InetAddress.getAllByName(settings.host());
        } catch (UnknownHostException e) {
            throw new Pop3ConnectException("Unknown host '" + settings.host() + "': check the host in the URI", e);
        }
    }

    private void connect(InetSocketAddress address, Deadline deadline) throws IOException {
        Socket socket = new Socket();
        tcp = socket;
        if (aborted) {
            socket.close();
        }
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address, clock.millisLeft(deadline));
            top = new TimedSocket(socket, clock);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Pop3ConnectException unreachable(IOException cause) {
        String peer = settings.host() + ":" + settings.port();
        if (aborted) {
            return new Pop3ConnectException("Connecting to " + peer + " was aborted", cause);
        }
        if (cause instanceof ConnectException) {
            return new Pop3ConnectException(
                    "Nobody accepts connections at " + peer + " (" + cause.getMessage()
                            + "): check host and port in the URI, and that the server is up",
                    cause);
        }
        return new Pop3ConnectException(
                "Can't connect to " + peer + " (" + cause.getMessage() + "): check host and port in the URI, "
                        + "firewalls on the way, and connectTimeout",
                cause);
    }

    /**
     * Puts the open connection under TLS: version 1.2 or newer, certificate and host name verified. What was got from
     * {@link #in} and {@link #out} before is void.
     *
     * @throws Pop3ConnectException the handshake failed; the connection is closed
     */
    @Override
    public void startTls() throws Pop3StreamException {
        top = Tls.handshake(settings, top);
    }

    /** The octets from the peer. Each read ends before the deadline in force, with {@code SocketTimeoutException}. */
    @Override
    public InputStream in() throws IOException {
        return top.getInputStream();
    }

    /** The octets to the peer. */
    @Override
    public OutputStream out() throws IOException {
        return top.getOutputStream();
    }

    /** The deadline in force from now on. */
    @Override
    public void deadline(Deadline deadline) {
        clock.deadline(deadline);
    }

    /** Whether {@link #abort} was called. */
    @Override
    public boolean aborted() {
        return aborted;
    }

    /** Closes the TCP connection at once, without TLS's farewell. A thread blocked in it gets an exception. */
    @Override
    public void abort() {
        aborted = true;
        register.remove(this);
        closeQuietly(tcp);
    }

    /** Closes the connection; under TLS with a close_notify. Errors of closing concern nobody. */
    @Override
    public void close() {
        register.remove(this);
        closeQuietly(top);
        closeQuietly(tcp);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The file descriptor is released either way, and nobody can act on it.
        }
    }
}
