package io.github.camelpop3x.client;

import static io.github.camelpop3x.client.model.SessionState.AUTHORIZATION;
import static io.github.camelpop3x.client.model.SessionState.TRANSACTION;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.SessionState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;

/**
 * Every command of a POP3 session (RFC 1939; CAPA of RFC 2449, STLS of RFC 2595): where it is legal, and how the client
 * is asked for it. Commands about one message are asked for message 1.
 */
enum ProtocolCommand {
    USER("USER", Set.of(AUTHORIZATION)) {
        @Override
        Object call(Pop3Session session, Credentials joe) throws IOException {
            session.user(joe.username());
            return session.state();
        }
    },
    PASS("PASS", Set.of(AUTHORIZATION)) {
        @Override
        void prepare(Pop3Session session, Credentials joe) throws IOException {
            session.user(joe.username());
        }

        @Override
        Object call(Pop3Session session, Credentials joe) throws IOException {
            session.pass(joe.password());
            return session.state();
        }
    },
    APOP("APOP", Set.of(AUTHORIZATION)) {
        @Override
        Object call(Pop3Session session, Credentials joe) throws IOException {
            session.apop(joe.username(), joe.password());
            return session.state();
        }
    },
    STLS("STLS", Set.of(AUTHORIZATION)) {
        @Override
        Object call(Pop3Session session, Credentials joe) throws IOException {
            session.stls();
            return session.state();
        }
    },
    CAPA("CAPA", Set.of(AUTHORIZATION, TRANSACTION)) {
        @Override
        Object call(Pop3Session session, Credentials joe) throws IOException {
            return session.capa();
        }
    },
    QUIT("QUIT", Set.of(AUTHORIZATION, TRANSACTION)) {
        @Override
        Object call(Pop3Session session, Credentials joe) {
            return session.quit();
        }
    },
    STAT("STAT", Set.of(TRANSACTION)) {
        @Override
        Object call(Pop3Session session, Credentials joe) throws IOException {
            return session.stat();
        }
    },
    LIST("LIST", Set.of(TRANSACTION)) {
        @Override
        Object call(Pop3Session session, Credentials joe) throws IOException {
            return session.list();
        }
    },
    LIST_ONE("LIST n", Set.of(TRANSACTION)) {
        @Override
        Object call(Pop3Session session, Credentials joe) throws IOException {
            return session.list(1);
        }
    },
    UIDL("UIDL", Set.of(TRANSACTION)) {
        @Override
        Object call(Pop3Session session, Credentials joe) throws IOException {
            return session.uidl();
        }
    },
    UIDL_ONE("UIDL n", Set.of(TRANSACTION)) {
        @Override
        Object call(Pop3Session session, Credentials joe) throws IOException {
            return session.uidl(1);
        }
    },
    RETR("RETR", Set.of(TRANSACTION)) {
        @Override
        Object call(Pop3Session session, Credentials joe) throws IOException {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            session.retr(1, message);
            return message.toString(ISO_8859_1);
        }
    },
    TOP("TOP", Set.of(TRANSACTION)) {
        @Override
        Object call(Pop3Session session, Credentials joe) throws IOException {
            ByteArrayOutputStream top = new ByteArrayOutputStream();
            session.top(1, 0, top);
            return top.toString(ISO_8859_1);
        }
    },
    DELE("DELE", Set.of(TRANSACTION)) {
        @Override
        Object call(Pop3Session session, Credentials joe) throws IOException {
            session.dele(1);
            return session.state();
        }
    },
    RSET("RSET", Set.of(TRANSACTION)) {
        @Override
        Object call(Pop3Session session, Credentials joe) throws IOException {
            session.rset();
            return session.state();
        }
    },
    NOOP("NOOP", Set.of(TRANSACTION)) {
        @Override
        Object call(Pop3Session session, Credentials joe) throws IOException {
            session.noop();
            return session.state();
        }
    };

    private final String name;
    private final Set<SessionState> legal;

    ProtocolCommand(String name, Set<SessionState> legal) {
        this.name = name;
        this.legal = legal;
    }

    boolean isLegalIn(SessionState state) {
        return legal.contains(state);
    }

    /** What a line begins with that gives this command. */
    String verb() {
        return name.split(" ", 2)[0];
    }

    /** Whether {@code +OK} is followed by lines up to a lone dot. */
    boolean isMultiLine() {
        return Set.of(CAPA, LIST, UIDL, RETR, TOP).contains(this);
    }

    /** The state in which it is usually given. */
    SessionState home() {
        return legal.contains(TRANSACTION) ? TRANSACTION : AUTHORIZATION;
    }

    /** What a server wants to hear before this command. */
    void prepare(Pop3Session session, Credentials joe) throws IOException {}

    /** Gives the command and returns what came of it: its parsed reply, or the session's state where it has none. */
    abstract Object call(Pop3Session session, Credentials joe) throws IOException;

    @Override
    public String toString() {
        return name;
    }
}
