package io.github.camelpop3x.testserver;

import java.util.ArrayList;
import java.util.List;

/**
 * The server's side of RFC 1939 in one session: lines in, replies out, no I/O.
 *
 * <p>Lifecycle: AUTHORIZATION, then TRANSACTION with the maildrop locked, then over, by QUIT. {@link #abandon()} ends
 * it from any state, without an update. Not thread-safe.
 */
final class Dialogue {

    /** RFC 2449: with the CRLF. */
    private static final int LONGEST_COMMAND = 255;

    private final Offer offer;
    private final String timestamp;
    private boolean tls;
    private boolean tlsIsDue;
    private Authorization authorization;
    /** Null until a login; from then on the maildrop may be locked, until {@link #over}. */
    private Maildrop maildrop;

    private Transaction transaction;
    private boolean over;

    Dialogue(Offer offer, int session) {
        this.offer = offer;
        tls = offer.implicitTls() != null;
        timestamp = "<" + ProcessHandle.current().pid() + "." + session + "@localhost>";
        authorization = new Authorization(offer, timestamp);
    }

    Reply greeting() {
        return Reply.ok("POP3 server ready" + (offer.apop() ? " " + timestamp : ""));
    }

    /** Whether the next line goes to {@link #respond}, as it is no command. */
    boolean awaitsResponse() {
        return authorization.awaitsResponse();
    }

    Reply respond(String line) {
        return loggedIn(authorization.respond(line));
    }

    Reply answer(Command command) {
        if (command.octets() > LONGEST_COMMAND) {
            return Reply.err("a command has at most " + LONGEST_COMMAND + " octets");
        }
        return switch (command.verb()) {
            case "CAPA" -> command.hasArgument() ? Reply.err("CAPA takes no argument") : capa();
            case "QUIT" -> command.hasArgument() ? Reply.err("QUIT takes no argument") : quit();
            case "STLS" -> command.hasArgument() ? Reply.err("STLS takes no argument") : stls();
            default -> transaction == null ? loggedIn(authorization.answer(command)) : transaction.answer(command);
        };
    }

    /** Whether the reply to STLS is to be followed by a handshake, which ends with {@link #tlsStands()}. */
    boolean tlsIsDue() {
        return tlsIsDue;
    }

    void tlsStands() {
        tlsIsDue = false;
        tls = true;
        // RFC 2595: what the client said in clear is forgotten.
        authorization = new Authorization(offer, timestamp);
    }

    boolean isLoggedIn() {
        return transaction != null;
    }

    boolean isOver() {
        return over;
    }

    /** Unlocks the maildrop; what was marked stays where it is. */
    void abandon() {
        if (!over && maildrop != null && offer.locking()) {
            maildrop.unlock();
        }
        over = true;
    }

    private Reply loggedIn(Reply reply) {
        authorization.opened().ifPresent(opened -> {
            maildrop = opened;
            transaction = new Transaction(opened);
        });
        return reply;
    }

    private Reply capa() {
        List<String> lines = new ArrayList<>(offer.capabilities());
        if (offersStls()) {
            lines.add("STLS");
        }
        return Reply.list("capabilities follow", lines);
    }

    private Reply stls() {
        if (!offersStls()) {
            return Reply.err("no STLS here");
        }
        tlsIsDue = true;
        return Reply.ok("begin TLS negotiation");
    }

    private boolean offersStls() {
        return offer.stls() != null && !tls && transaction == null;
    }

    private Reply quit() {
        if (transaction != null) {
            transaction.update();
        }
        abandon();
        return Reply.ok("bye");
    }
}
