package io.github.camelpop3x.client;

import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.auth.Mechanisms;
import io.github.camelpop3x.client.model.Capabilities;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3BusyException;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3ConnectException;
import io.github.camelpop3x.client.model.Pop3Exception;
import io.github.camelpop3x.client.model.Pop3ProtocolException;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.model.Pop3TimeoutException;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.client.net.Connection;
import io.github.camelpop3x.client.wire.WireListener;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens sessions with one POP3 server: connects, reads the greeting, puts TLS in place, logs in.
 *
 * <p>Thread-safe; creates no threads. Sessions that it opened are independent of each other, except that {@link #abort}
 * ends them all.
 */
public final class Pop3Client {

    private final Pop3Settings settings;
    private final ServerMemory memory;
    private final WireListener listener;
    /** Every connection in which a thread may be blocked. */
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    /** Once true, always true. */
    private volatile boolean aborted;

    /** A client that tells nobody what passes, and knows nothing of the server yet. */
    public Pop3Client(Pop3Settings settings) {
        this(settings, WireListener.NONE);
    }

    /** A client that knows nothing of the server yet; the listener is told what passes. */
    public Pop3Client(Pop3Settings settings, WireListener listener) {
        this(settings, new ServerMemory(), listener);
    }

    /**
     * A client.
     *
     * @param memory what is known of the server; what is learnt is added
     * @param listener is told what passes in all sessions
     */
    public Pop3Client(Pop3Settings settings, ServerMemory memory, WireListener listener) {
        this.settings = settings;
        this.memory = memory;
        this.listener = listener;
    }

    /**
     * Connects and puts TLS in place as the settings want it.
     *
     * @param deadline bounds everything that is done with the session, until it gets another one
     * @return a session in AUTHORIZATION
     * @throws Pop3ConnectException no connection, or no TLS; the message says what to check
     * @throws Pop3Exception the peer isn't a POP3 server, refuses us, or was too slow
     */
    public Pop3Session connect(Deadline deadline) throws Pop3Exception {
        Deadline connect = deadline.earlier(Deadline.after(settings.connectTimeout(), "connectTimeout"));
        Connection connection = new Connection(settings, connections);
        try {
            refuseIfAborted();
            connection.open(connect);
            refuseIfAborted();
            if (settings.tls() == TlsMode.IMPLICIT) {
                connection.startTls();
            }
            Pop3Session session = new Pop3Session(new Dialogue(settings, memory, connection, listener, connect));
            if (settings.tls() == TlsMode.REQUIRED) {
                upgrade(session);
            }
            session.deadline(deadline);
            return session;
        } catch (Pop3Exception | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void refuseIfAborted() throws Pop3ConnectException {
        if (aborted) {
            throw new Pop3ConnectException("The client was aborted", null);
        }
    }

    /** Without TLS nothing goes on, whatever the reason: falling back to clear text is what an attacker wants. */
    private void upgrade(Pop3Session session) throws Pop3Exception {
        if (!session.capa().stls()) {
            session.quit();
            throw new Pop3ConnectException(
                    settings.peer() + " doesn't offer STLS, but tls=required: use pop3xs: where"
                            + " the server has a TLS port (995), or say tls=none on a trusted network",
                    null);
        }
        try {
            session.stls();
        } catch (Pop3CommandException e) {
            throw new Pop3ConnectException(
                    settings.peer() + " offers STLS and refuses it (" + e.serverText()
                            + "), but tls=required: use pop3xs:"
                            + " where the server has a TLS port (995), or ask its operator",
                    e);
        }
    }

    /**
     * Connects and logs in. What the server can do is asked before and after the login, unless it is known from a
     * session within the last hour.
     *
     * @param deadline as for {@link #connect}
     * @return a session in TRANSACTION
     * @throws Pop3Exception as for {@link #connect}, or the login failed:
     *     {@link io.github.camelpop3x.client.model.Pop3AuthenticationException} for wrong credentials,
     *     {@link io.github.camelpop3x.client.model.Pop3BusyException} for later
     */
    public Pop3Session open(Credentials credentials, Deadline deadline) throws Pop3Exception {
        Mechanisms.check(settings.authMechanism(), credentials);
        Credentials fetched = fetched(credentials);
        ServerMemory.Offer offer = memory.offerTo(credentials.username());
        Pop3Session session = connect(deadline);
        try {
            if (offer != null) {
                logInBy(offer, session, fetched);
                return session;
            }
            if (!memory.dropsOnCapa()) {
                session = askCapabilities(session, deadline);
            }
            Capabilities login = session.capabilities();
            logIn(session, fetched);
            if (!memory.dropsOnCapa()) {
                askAgain(session);
                memory.note(login, credentials.username(), session.capabilities());
            }
            return session;
        } catch (Pop3Exception | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Two round trips less. Where the login is refused, it may be because the server's offer isn't what it was. */
    private void logInBy(ServerMemory.Offer offer, Pop3Session session, Credentials credentials) throws Pop3Exception {
        session.assume(offer.login());
        try {
            logIn(session, credentials);
            session.assume(offer.session());
        } catch (Pop3BusyException e) {
            throw e;
        } catch (Pop3CommandException e) {
            memory.forgetOffer();
            if (!offersSomethingElse(session, offer, e)) {
                throw e;
            }
            logIn(session, credentials);
            session.capa();
        }
    }

    /** A refusal with a code is of the credentials; and a server that doesn't answer CAPA now offers nothing else. */
    private static boolean offersSomethingElse(Pop3Session session, ServerMemory.Offer offer, Pop3CommandException e) {
        if (e.code() != null) {
            return false;
        }
        try {
            Capabilities now = session.capa();
            return now != Capabilities.NONE && !now.offersSameLogin(offer.login());
        } catch (Pop3Exception lost) {
            // It has refused the login and then hung up (wire case 15): the refusal is what the user must know.
            e.addSuppressed(lost);
            return false;
        }
    }

    /** Asked anew: Gmail and others list PIPELINING and UIDL only after the login (wire case 8). */
    private void askAgain(Pop3Session session) throws Pop3Exception {
        try {
            session.capa();
        } catch (Pop3TimeoutException | Pop3ProtocolException e) {
            throw e;
        } catch (Pop3StreamException e) {
            if (!aborted) {
                memory.noteDropOnCapa();
            }
            throw e;
        }
    }

    /** Before a connection is made, so that no server has to wait for another one. */
    private static Credentials fetched(Credentials credentials) throws Pop3ConnectException {
        try {
            return credentials.fetched();
        } catch (IOException e) {
            throw new Pop3ConnectException("No access token could be had: see accessTokenProvider", e);
        }
    }

    private void logIn(Pop3Session session, Credentials credentials) throws Pop3Exception {
        if (settings.utf8() && session.capabilities().utf8()) {
            try {
                session.utf8();
            } catch (Pop3CommandException e) {
                // Offered and refused: messages come as they do without it.
            }
        }
        session.authenticate(credentials, settings.authMechanism());
    }

    /** Some servers answer CAPA by closing the connection (wire case 5): those are connected to again and not asked. */
    private Pop3Session askCapabilities(Pop3Session session, Deadline deadline) throws Pop3Exception {
        try {
            session.capa();
            return session;
        } catch (Pop3TimeoutException | Pop3ProtocolException e) {
            throw e;
        } catch (Pop3StreamException e) {
            if (aborted) {
                throw e;
            }
            memory.noteDropOnCapa();
            return connect(deadline);
        }
    }

    /**
     * Aborts every session and every attempt to open one, now and later. Threads blocked in them get an exception at
     * once; only the resolution of a host name can't be interrupted.
     */
    public void abort() {
        aborted = true;
        connections.forEach(Connection::abort);
    }

    /** Whether {@link #abort} was called. */
    public boolean aborted() {
        return aborted;
    }
}
