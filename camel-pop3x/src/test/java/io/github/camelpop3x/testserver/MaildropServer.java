package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/**
 * A POP3 server in memory, strict in RFC 1939's terms: one session at a time has a maildrop, sees it as it was at
 * login, and removes what it marked only by QUIT. Beyond RFC 1939 it knows CAPA, STLS, AUTH PLAIN, the response codes
 * [IN-USE] and [AUTH], and pipelining. What a server can do wrong is data: a {@link FaultPlan}.
 *
 * <pre>{@code
 * try (MaildropServer server = MaildropServer.builder().user("joe", "secret").start()) {
 *     server.deliver("joe", "uid-1", message);
 *     server.faults(new Fault(1, "RETR", 1, Effect.cutInReply(17)));
 *     // run the client against server.port()
 * }
 * }</pre>
 *
 * <p>Lifecycle: running from {@link Builder#start()} until {@link #close()}. Sessions are numbered from 1 as their
 * connections are accepted. Thread-safe; each session has a daemon thread.
 *
 * <p>Text stands for bytes, one each (ISO 8859-1), except user names and passwords, which are UTF-8 on the wire.
 */
public final class MaildropServer implements AutoCloseable {

    private static final int BACKLOG = 1024;

    private final ServerSocket listener;
    private final Offer offer;
    private final SessionLog log;
    private final Set<ServerConnection> open = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Long> cuts = new ConcurrentHashMap<>();
    private volatile FaultPlan faults = FaultPlan.none();
    private volatile int sessions;

    private MaildropServer(Offer offer, SessionLog log) throws IOException {
        this.offer = offer;
        this.log = log;
        listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        start("maildrop-server", this::acceptAll);
    }

    public static Builder builder() {
        return new Builder();
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Appends a message to the user's maildrop; sessions that are logged in don't see it. The bytes aren't copied. */
    public void deliver(String user, String uid, byte[] message) {
        maildrop(user).deliver(uid, message, true);
    }

    /** The same with a message that is listed and that every RETR and TOP is refused for, as where its file is damaged. */
    public void deliverDamaged(String user, String uid, byte[] message) {
        maildrop(user).deliver(uid, message, false);
    }

    /** The unique-ids of the messages that are in the user's maildrop now, in order. */
    public List<String> uids(String user) {
        return maildrop(user).messages().stream().map(Maildrop.Message::uid).toList();
    }

    /** Sets what goes wrong from the next command on, in place of what was set before. */
    public void faults(FaultPlan plan) {
        faults = plan;
    }

    /**
     * The connection of this session is cut (under TLS: without close_notify) when exactly this many bytes were sent on
     * it, wherever that falls. TLS's own bytes don't count. To be set before the session begins.
     */
    public void cutAtByte(int session, long bytes) {
        cuts.put(session, bytes);
    }

    /** The number of sessions that have begun. */
    public int sessions() {
        return sessions;
    }

    /** The number of sessions that were authenticated and got their maildrop. */
    public int logins() {
        return log.logins();
    }

    /** How many commands with this verb, in upper case, were received; answered or not. */
    public int count(String verb) {
        return log.count(verb);
    }

    /** The lines received in all sessions, as they came, also those after a server's end of the conversation. */
    public List<String> commands() {
        return log.commands();
    }

    /** The lines received in this session. */
    public List<String> commands(int session) {
        return log.commands(session);
    }

    /**
     * The most commands that were seen to wait for their replies in one session at the same time. Never more than the
     * client had sent ahead; less if they came slower than they were answered, or in more than 16 KB at once.
     */
    public int mostOutstanding() {
        return log.mostOutstanding();
    }

    /** Closes all connections; no session reaches UPDATE by that. May be called again. */
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

    private Maildrop maildrop(String user) {
        Maildrop maildrop = offer.maildrops().get(user);
        if (maildrop == null) {
            throw new IllegalArgumentException("no such user: " + user);
        }
        return maildrop;
    }

    private void acceptAll() {
        try {
            for (int number = 1; ; number++) {
                ServerConnection connection = new ServerConnection(listener.accept(), ISO_8859_1);
                sessions = number;
                serve(number, connection);
            }
        } catch (IOException closed) {
            // The server was closed.
        }
    }

    private void serve(int number, ServerConnection connection) {
        FaultPlan current = (session, verb, nth, command) -> faults.effect(session, verb, nth, command);
        long cutAt = cuts.getOrDefault(number, Long.MAX_VALUE);
        MaildropSession session = new MaildropSession(number, connection, offer, current, cutAt, log);
        open.add(connection);
        if (listener.isClosed()) {
            connection.close();
        }
        start("maildrop-session-" + number, () -> {
            try {
                session.run();
            } finally {
                open.remove(connection);
            }
        });
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Says what a server offers. Lifecycle: written by one thread, then {@link #start()}. */
    public static final class Builder {

        private final Map<String, Maildrop> maildrops = new TreeMap<>();
        private boolean locking = true;
        private boolean apop;
        private List<String> capabilities =
                List.of("TOP", "UIDL", "USER", "PIPELINING", "RESP-CODES", "AUTH-RESP-CODE", "SASL PLAIN");
        private SSLContext stls;
        private SSLContext implicitTls;
        private boolean keepsLines = true;

        private Builder() {}

        /** A user with an empty maildrop. */
        public Builder user(String name, String password) {
            if (maildrops.putIfAbsent(name, new Maildrop(password)) != null) {
                throw new IllegalArgumentException("there is a user " + name + " already");
            }
            return this;
        }

        /** Whether a maildrop is one session's at a time; it is unless said otherwise. */
        public Builder locking(boolean locking) {
            this.locking = locking;
            return this;
        }

        /** Shows a timestamp in the greeting and takes APOP. */
        public Builder apop() {
            apop = true;
            return this;
        }

        /** What CAPA says, in place of the default; it changes nothing else. STLS is added where it is on offer. */
        public Builder capabilities(String... lines) {
            capabilities = List.of(lines);
            return this;
        }

        /** Offers STLS. */
        public Builder stls(SSLContext context) {
            stls = context;
            return this;
        }

        /** Every session starts with a TLS handshake. */
        public Builder implicitTls(SSLContext context) {
            implicitTls = context;
            return this;
        }

        /** Keeps no record of the lines received, for a run of hours: {@link #commands} and {@link #count} have none. */
        public Builder withoutLog() {
            keepsLines = false;
            return this;
        }

        /** Starts the server on a free port of the loopback interface. */
        public MaildropServer start() throws IOException {
            Offer offer = new Offer(Map.copyOf(maildrops), locking, apop, capabilities, stls, implicitTls);
            return new MaildropServer(offer, new SessionLog(keepsLines));
        }
    }
}
