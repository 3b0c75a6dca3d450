package io.github.camelpop3x.client.net;

import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3ConnectException;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.model.Pop3TimeoutException;
import io.github.camelpop3x.client.model.ProxySettings;
import io.github.camelpop3x.client.model.SrvMode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gets a TCP connection to the server that the settings mean: finds the servers of a domain, resolves names, tries
 * addresses, goes through a proxy.
 *
 * <p>Lifecycle: {@link #dial} once. {@link #abort} may be called by any thread at any time; it closes what was or will
 * be connected. The one thing that it can't interrupt is the question to DNS.
 */
final class Dialer {

    /** Finds a name's addresses. */
    interface Resolver {
        List<InetAddress> addresses(String host) throws UnknownHostException;
    }

    private final Pop3Settings settings;
    private final IoClock clock;
    private final Resolver resolver;
    private final SrvLookup srv;
    private final AddressRace race = new AddressRace(AddressRace.HEAD_START);

    private String certificateName;
    /** What {@link #abort} has to close. */
    private volatile @Nullable TimedSocket socket;
    /** Once true, always true. */
    private volatile boolean aborted;

    /** With the system's resolver. */
    Dialer(Pop3Settings settings, IoClock clock) {
        this(settings, clock, host -> List.of(InetAddress.getAllByName(host)), new SrvLookup());
    }

    Dialer(Pop3Settings settings, IoClock clock, Resolver resolver, SrvLookup srv) {
        this.settings = settings;
        this.clock = clock;
        this.resolver = resolver;
        this.srv = srv;
        this.certificateName = settings.host();
    }

    /** For whom the certificate of the server that was dialled must be. */
    String certificateName() {
        return certificateName;
    }

    /** Closes what was dialled, or what is being dialled. */
    void abort() {
        aborted = true;
        race.abort();
        close();
    }

    /** Closes what was dialled. */
    void close() {
        TimedSocket current = socket;
        if (current != null) {
            Connection.closeQuietly(current);
        }
    }

    boolean aborted() {
        return aborted;
    }

    /** Connects, to the servers of a domain one after the other where it is a domain. */
    TimedSocket dial(Deadline deadline) throws Pop3StreamException {
        if (settings.srv() == SrvMode.OFF) {
            return dial(settings.host(), settings.port(), deadline);
        }
        List<SrvRecord> servers = srv.servers(settings.host(), settings.tls(), deadline);
        for (int i = 0; ; i++) {
            SrvRecord server = servers.get(i);
            int left = servers.size() - i;
            try {
                TimedSocket dialled =
                        dial(server.target(), server.port(), left == 1 ? deadline : share(deadline, left));
                if (settings.srv() == SrvMode.VERIFY_TARGET) {
                    certificateName = server.target();
                }
                return dialled;
            } catch (Pop3StreamException e) {
                if (left == 1 || aborted || deadline.passed()) {
                    throw e;
                }
            }
        }
    }

    /** A server that doesn't answer mustn't use up the time of the others. */
    private static Deadline share(Deadline deadline, int left) {
        return Deadline.after(Duration.ofNanos(Math.max(1, deadline.remainingNanos() / left)), deadline.what());
    }

    private TimedSocket dial(String host, int port, Deadline deadline) throws Pop3StreamException {
        ProxySettings proxy = settings.proxy();
        clock.deadline(deadline);
        if (proxy == null) {
            return connect(host, port, Pop3Settings.hostAndPort(host, port), "host and port in the URI", deadline);
        }
        TimedSocket tunnel = connect(proxy.host(), proxy.port(), "the " + proxy, "proxyHost and proxyPort", deadline);
        try {
            switch (proxy.type()) {
                case SOCKS5 -> Socks5.connect(proxy, host, port, tunnel.getInputStream(), tunnel.getOutputStream());
                case HTTP -> HttpConnect.connect(proxy, host, port, tunnel.getInputStream(), tunnel.getOutputStream());
            }
            return tunnel;
        } catch (IOException e) {
            Connection.closeQuietly(tunnel);
            throw noTunnel(Pop3Settings.hostAndPort(host, port) + " through the " + proxy, e);
        }
    }

    private TimedSocket connect(String host, int port, String peer, String options, Deadline deadline)
            throws Pop3StreamException {
        List<InetSocketAddress> addresses = resolve(host, options).stream()
                .map(address -> new InetSocketAddress(address, port))
                .toList();
        try {
            TimedSocket connected = new TimedSocket(race.run(addresses, deadline), clock);
            socket = connected;
            if (aborted) {
                // Whoever aborted may have looked before it was there.
                connected.close();
                throw new IOException("aborted");
            }
            return connected;
        } catch (IOException e) {
            throw unreachable(peer, options, e);
        }
    }

    private List<InetAddress> resolve(String host, String options) throws Pop3ConnectException {
        try {
            return AddressRace.interleaved(resolver.addresses(host));
        } catch (UnknownHostException e) {
            throw new Pop3ConnectException("Unknown host '" + host + "': check the " + options, e);
        }
    }

    private Pop3StreamException unreachable(String peer, String options, IOException cause) {
        if (aborted) {
            return abortedBefore(peer, cause);
        }
        if (cause instanceof ConnectException) {
            return new Pop3ConnectException(
                    "Nobody accepts connections at " + peer + " (" + cause.getMessage() + "): check " + options
                            + ", and that the server is up",
                    cause);
        }
        return new Pop3ConnectException(
                "Can't connect to " + peer + " (" + cause.getMessage() + "): check " + options
                        + ", firewalls on the way, and connectTimeout",
                cause);
    }

    private Pop3StreamException noTunnel(String what, IOException cause) {
        if (aborted) {
            return abortedBefore(what, cause);
        }
        String message = "No connection to " + what + ": " + cause.getMessage();
        return cause instanceof SocketTimeoutException
                ? new Pop3TimeoutException(message)
                : new Pop3ConnectException(message, cause);
    }

    private static Pop3ConnectException abortedBefore(String what, IOException cause) {
        return new Pop3ConnectException("Connecting to " + what + " was aborted", cause);
    }
}
