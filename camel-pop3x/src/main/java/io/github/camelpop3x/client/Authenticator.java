package io.github.camelpop3x.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.camelpop3x.client.auth.ChannelContext;
import io.github.camelpop3x.client.auth.CommandMechanism;
import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.auth.Mechanism;
import io.github.camelpop3x.client.auth.MechanismException;
import io.github.camelpop3x.client.auth.Mechanisms;
import io.github.camelpop3x.client.auth.SaslExchange;
import io.github.camelpop3x.client.auth.SaslMechanism;
import io.github.camelpop3x.client.auth.ServerProofException;
import io.github.camelpop3x.client.model.Capabilities;
import io.github.camelpop3x.client.model.Pop3AuthenticationException;
import io.github.camelpop3x.client.model.Pop3BusyException;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3Exception;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.wire.CommandLine;
import io.github.camelpop3x.client.wire.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One login: tries the mechanisms that fit, strongest first, until one succeeds or going on would do harm.
 *
 * <p>What ends it early: a busy maildrop; a refusal that a response code pins on the credentials; a second refusal of
 * the secret, whatever the server says, since refusals lock accounts; a server that can't prove who it is. A mechanism
 * that is refused before the server could judge the secret costs nothing, and the next one follows.
 *
 * <p>Lifecycle: made for one login, used once.
 */
final class Authenticator {

    /** Challenges in one exchange; the longest mechanism here has 4. */
    static final int MAX_ROUNDS = 16;

    /** How often the secret is put before the server in one login. */
    private static final int MAX_PROOFS = 2;

    private static final String EMPTY_INITIAL_RESPONSE = "=";

    private final Dialogue dialogue;
    private final Capabilities capabilities;
    private final ChannelContext channel;
    private final boolean automatic;
    private final String wanted;
    private final Credentials credentials;
    private final List<String> secrets;

    Authenticator(Dialogue dialogue, Capabilities capabilities, String wanted, Credentials credentials) {
        this.credentials = credentials;
        this.secrets = secretsOf(credentials);
        this.dialogue = dialogue;
        this.capabilities = capabilities;
        this.channel = dialogue.channel(capabilities);
        this.wanted = wanted;
        this.automatic = wanted.equalsIgnoreCase(Mechanisms.AUTO);
    }

    /** A mechanism that didn't log in, but left the session in step. */
    private static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Pop3CommandException reason;
        private final boolean proved;

        Refused(Pop3CommandException reason, boolean proved) {
            super(reason);
            this.reason = reason;
            this.proved = proved;
        }

        /** Whether another mechanism would meet the same answer. */
        boolean isFinal() {
            return proved
                    ? reason.code() != null || reason instanceof Pop3BusyException
                    // Without a code, 'unavailable' may be said of the mechanism.
                    : reason.code() != null && reason instanceof Pop3BusyException;
        }
    }

    /** Logs in. Errors as {@link Pop3Session#authenticate}. */
    void logIn() throws Pop3Exception {
        secrets.forEach(dialogue::hide);
        tryAll(candidates());
    }

    private List<Mechanism> candidates() throws Pop3AuthenticationException {
        try {
            return Mechanisms.candidates(wanted, credentials, channel);
        } catch (MechanismException e) {
            throw new Pop3AuthenticationException("AUTH", "", null, String.valueOf(e.getMessage()));
        }
    }

    private void tryAll(List<Mechanism> candidates) throws Pop3Exception {
        Refused told = null;
        int proofs = 0;
        for (Mechanism mechanism : candidates) {
            try {
                attempt(mechanism);
                return;
            } catch (Refused e) {
                proofs += e.proved ? 1 : 0;
                if (e.isFinal() || proofs == MAX_PROOFS) {
                    throw e.reason;
                }
                // A refused secret says more than a mechanism that isn't done.
                told = told == null || e.proved || !told.proved ? e : told;
            } catch (Pop3StreamException e) {
                if (told != null && told.proved) {
                    // It has refused the secret and then hung up (wire case 15): that is what the user must know.
                    told.reason.addSuppressed(e);
                    throw told.reason;
                }
                throw e;
            }
        }
        if (told != null) {
            throw told.reason;
        }
    }

    private void attempt(Mechanism mechanism) throws Pop3Exception, Refused {
        if (mechanism.sendsSecretInClear() && !channel.encrypted() && !dialogue.clearAllowed()) {
            throw new IllegalStateException(mechanism.name() + " would send the secret in clear");
        }
        if (mechanism instanceof SaslMechanism sasl) {
            sasl(sasl);
        } else if (mechanism instanceof CommandMechanism commands) {
            commands(commands);
        }
        dialogue.loggedIn(mechanism.name(), mechanism.sendsSecretInClear());
    }

    // --- POP3's own commands -------------------------------------------------------------------------------------

    private void commands(CommandMechanism mechanism) throws Pop3Exception, Refused {
        for (CommandMechanism.Command command : mechanism.commands(credentials, channel)) {
            String secret = command.secret();
            CommandLine line;
            try {
                line = secret == null ? CommandLine.of(command.open()) : CommandLine.secret(command.open(), secret);
            } catch (IllegalArgumentException e) {
                throw notBegun(mechanism, String.valueOf(e.getMessage()));
            }
            Reply reply = dialogue.exchange(line);
            if (!reply.ok()) {
                throw refused(mechanism, line.toString(), reply, null, secret != null);
            }
        }
    }

    // --- SASL ----------------------------------------------------------------------------------------------------

    private void sasl(SaslMechanism mechanism) throws Pop3Exception, Refused {
        SaslExchange exchange;
        try {
            exchange = mechanism.start(credentials, channel);
        } catch (MechanismException e) {
            throw notBegun(mechanism, String.valueOf(e.getMessage()));
        }
        try {
            converse(mechanism, exchange);
        } catch (ServerProofException e) {
            throw dialogue.distrusted("The login by " + mechanism.name() + " was broken off: " + e.getMessage()
                    + ", so it may be somebody else; nothing weaker is tried");
        } finally {
            exchange.dispose();
        }
    }

    private void converse(SaslMechanism mechanism, SaslExchange exchange)
            throws Pop3Exception, Refused, ServerProofException {
        Opening opening = opening(mechanism, exchange);
        String due = opening.due;
        Reply reply = dialogue.converse(opening.command);
        for (int round = 0; reply.status() == Reply.Status.CONTINUE; round++) {
            CommandLine response;
            if (due != null) {
                // A mere invitation, whatever it says.
                response = CommandLine.response(due);
                due = null;
            } else {
                response = response(mechanism, exchange, reply, round);
            }
            reply = dialogue.converse(response);
        }
        boolean proved = due == null && exchange.proofSent();
        if (!reply.ok()) {
            throw refused(mechanism, "AUTH " + mechanism.name(), reply, exchange.refusal(), proved);
        }
        if (due != null || !exchange.complete()) {
            throw dialogue.distrusted("The server says that the login by " + mechanism.name()
                    + " succeeded before it was complete: that can't be believed");
        }
    }

    /** The AUTH command, and the initial response where it has to wait for a challenge. */
    private record Opening(CommandLine command, @Nullable String due) {}

    private Opening opening(SaslMechanism mechanism, SaslExchange exchange) throws Refused {
        String auth = "AUTH " + mechanism.name();
        try {
            byte[] initial = exchange.initialResponse();
            if (initial == null) {
                return new Opening(CommandLine.of(auth), null);
            }
            String encoded = base64(initial);
            String argument = encoded.isEmpty() ? EMPTY_INITIAL_RESPONSE : encoded;
            if (mechanism.initialResponseInCommand() && CommandLine.fits(auth, argument)) {
                return new Opening(CommandLine.secret(auth, argument), null);
            }
            // Made here too, so that one which is too long is refused before anything is sent.
            CommandLine.response(encoded);
            return new Opening(CommandLine.of(auth), encoded);
        } catch (MechanismException | IllegalArgumentException e) {
            throw notBegun(mechanism, String.valueOf(e.getMessage()));
        }
    }

    private CommandLine response(SaslMechanism mechanism, SaslExchange exchange, Reply challenge, int round)
            throws Pop3Exception, Refused, ServerProofException {
        try {
            if (round >= MAX_ROUNDS) {
                throw new MechanismException("the server asks again and again, more than " + MAX_ROUNDS + " times");
            }
            byte[] octets = Base64.getDecoder().decode(challenge.text().strip().getBytes(ISO_8859_1));
            return CommandLine.response(base64(exchange.respond(octets)));
        } catch (ServerProofException e) {
            throw e;
        } catch (MechanismException e) {
            throw cancelled(mechanism, exchange, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw cancelled(mechanism, exchange, "the server's challenge isn't base64, or the answer is too long");
        }
    }

    /** Cancels with {@code *}; the server must refuse then. */
    private Refused cancelled(SaslMechanism mechanism, SaslExchange exchange, String why) throws Pop3Exception {
        Reply reply = dialogue.converse(CommandLine.CANCEL);
        if (reply.status() != Reply.Status.ERR) {
            throw dialogue.distrusted(
                    "The server doesn't let a login by " + mechanism.name() + " be cancelled (" + why + ")");
        }
        String reason = exchange.refusal() == null ? why : why + "; " + exchange.refusal();
        return refused(mechanism, "AUTH " + mechanism.name(), reply, reason, exchange.proofSent());
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    // --- refusals ------------------------------------------------------------------------------------------------

    private Refused refused(Mechanism mechanism, String command, Reply reply, @Nullable String detail, boolean proved) {
        String reason = detail == null ? "" : "it says: " + masked(detail) + "; ";
        Pop3CommandException refusal =
                Refusal.ofLogin(command, reply, capabilities, reason + advice(mechanism, proved));
        return new Refused(refusal, proved);
    }

    /** Nothing was sent of this mechanism. */
    private static Refused notBegun(Mechanism mechanism, String why) {
        return new Refused(
                new Pop3AuthenticationException(
                        "AUTH " + mechanism.name(), "", null, "Can't log in by " + mechanism.name() + ": " + why),
                false);
    }

    private String advice(Mechanism mechanism, boolean proved) {
        if (!proved) {
            return "it refused the mechanism or the user before it saw a secret";
        }
        String check =
                switch (mechanism.needs()) {
                    case PASSWORD -> "check username and password";
                    case TOKEN -> "check username and access token, and what the token is good for";
                    case NONE -> "check username, and the certificate or ticket";
                };
        boolean storedOtherwise = automatic && !mechanism.sendsSecretInClear();
        return storedOtherwise
                ? check + "; if they are right, the server doesn't store the password in the form that "
                        + mechanism.name() + " needs: name another authMechanism"
                : check;
    }

    private String masked(String detail) {
        String shown = detail;
        for (String secret : secrets) {
            shown = shown.replace(secret, "***");
        }
        return shown;
    }

    /** What must not be shown of the server's words, should it echo what it was sent. */
    private static List<String> secretsOf(Credentials credentials) {
        List<String> secrets = new ArrayList<>();
        if (credentials.password() != null) {
            secrets.add(credentials.password());
        }
        if (credentials.tokens() != null) {
            try {
                secrets.add(credentials.tokens().accessToken());
            } catch (IOException e) {
                // Then there is no token to hide.
            }
        }
        return secrets;
    }
}
