package io.github.camelpop3x.client.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One line that a client sends: the octets, and what of them may be shown.
 *
 * <p>Arguments that would end the line early are refused here, so that no user name, password or token can smuggle in
 * a command (wire case 18). Immutable.
 */
public final class CommandLine {

    /** The longest command line with its CR LF (RFC 2449, section 4). */
    public static final int MAX_OCTETS = 255;

    /** The longest line of a SASL exchange with its CR LF (RFC 5034, section 4). */
    public static final int MAX_RESPONSE_OCTETS = 12_288;

    /** Cancels a SASL exchange (RFC 5034, section 4). */
    public static final CommandLine CANCEL = of("*", null, "");

    private static final String MASK = "***";

    private final byte[] octets;
    /** {@code null} where all of the line may be shown. */
    private final @Nullable String shown;
    /** What of it is a secret; empty if nothing is. */
    private final String secret;

    private CommandLine(byte[] octets, @Nullable String shown, String secret) {
        this.octets = octets;
        this.shown = shown;
        this.secret = secret;
    }

    private static CommandLine of(String line, @Nullable String shown, String secret) {
        return new CommandLine((line + "\r\n").getBytes(StandardCharsets.UTF_8), shown, secret);
    }

    /**
     * A command that may be shown in full.
     *
     * @throws IllegalArgumentException CR, LF or NUL in an argument, or longer than {@link #MAX_OCTETS}
     */
    public static CommandLine of(String verb, Object... arguments) {
        StringBuilder line = new StringBuilder(verb);
        for (Object argument : arguments) {
            line.append(' ').append(checked(verb, argument.toString()));
        }
        return bounded(verb, of(line.toString(), null, ""), MAX_OCTETS);
    }

    /** A command about one message. There are two for each message that is drained, so it is written digit by digit. */
    public static CommandLine of(String verb, int number) {
        if (number < 0) {
            return of(verb, Integer.toString(number));
        }
        int digits = 1;
        for (int left = number; left > 9; left /= 10) {
            digits++;
        }
        byte[] line = new byte[verb.length() + 1 + digits + 2];
        for (int i = 0; i < verb.length(); i++) {
            line[i] = (byte) verb.charAt(i);
        }
        line[verb.length()] = ' ';
        for (int i = verb.length() + digits, left = number; i > verb.length(); i--, left /= 10) {
            line[i] = (byte) ('0' + left % 10);
        }
        line[line.length - 2] = '\r';
        line[line.length - 1] = '\n';
        return new CommandLine(line, null, "");
    }

    /**
     * A command whose last argument is a secret.
     *
     * @param open what may be shown before the secret: the verb, and arguments that are no secret
     * @throws IllegalArgumentException as {@link #of}; the message doesn't hold the secret
     */
    public static CommandLine secret(String open, String secret) {
        String line = checked("the command", open) + " " + checked(open, secret);
        return bounded(open, of(line, open + " " + MASK, secret), MAX_OCTETS);
    }

    /**
     * A line that answers a challenge of a SASL exchange, which may be empty; nothing of it is shown.
     *
     * @throws IllegalArgumentException CR, LF or NUL in it, or longer than {@link #MAX_RESPONSE_OCTETS}
     */
    public static CommandLine response(String base64) {
        return bounded("AUTH", of(checked("AUTH", base64), MASK, base64), MAX_RESPONSE_OCTETS);
    }

    /** Whether {@link #secret(String, String)} takes them together. */
    public static boolean fits(String open, String secret) {
        return (open + " " + secret + "\r\n").getBytes(StandardCharsets.UTF_8).length <= MAX_OCTETS;
    }

    private static String checked(String what, String argument) {
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) {
                throw new IllegalArgumentException("The argument of " + what
                        + " contains CR, LF or NUL: a user name, password or token must be one line");
            }
        }
        return argument;
    }

    private static CommandLine bounded(String what, CommandLine command, int most) {
        if (command.octets.length > most) {
            throw new IllegalArgumentException("The command " + what + " would be longer than " + most
                    + " octets, the most that POP3 allows (RFC " + (most == MAX_OCTETS ? "2449)" : "5034)"));
        }
        return command;
    }

    /** How many octets are sent, CR LF included. */
    public int length() {
        return octets.length;
    }

    /** The command's name. */
    public String verb() {
        String line = toString();
        int blank = line.indexOf(' ');
        return blank < 0 ? line : line.substring(0, blank);
    }

    byte[] octets() {
        return octets;
    }

    /** What of it is a secret; empty if nothing is. */
    String secret() {
        return secret;
    }

    /** The line with its secret masked. */
    @Override
    public String toString() {
        return shown != null ? shown : new String(octets, 0, octets.length - 2, StandardCharsets.UTF_8);
    }
}
