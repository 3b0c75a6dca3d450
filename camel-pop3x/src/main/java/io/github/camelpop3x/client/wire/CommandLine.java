package io.github.camelpop3x.client.wire;

import java.nio.charset.StandardCharsets;

/**
 * One line that a client sends: the octets, and what of them may be shown.
 *
 * <p>Arguments that would end the line early are refused here, so that no user name, password or token can smuggle in
 * a command (wire case 18). Immutable.
 */
public final class CommandLine {

    /** The longest command line with its CR LF (RFC 2449, section 4). */
    public static final int MAX_OCTETS = 255;

    private static final String MASK = "***";

    private final byte[] octets;
    private final String shown;

    private CommandLine(String line, String shown) {
        this.octets = (line + "\r\n").getBytes(StandardCharsets.UTF_8);
        this.shown = shown;
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
        return bounded(verb, new CommandLine(line.toString(), line.toString()));
    }

    /**
     * A command whose last argument is a secret.
     *
     * @param open what may be shown before the secret: the verb, and arguments that are no secret
     * @throws IllegalArgumentException as {@link #of}; the message doesn't hold the secret
     */
    public static CommandLine secret(String open, String secret) {
        String line = checked("the command", open) + " " + checked(open, secret);
        return bounded(open, new CommandLine(line, open + " " + MASK));
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

    private static CommandLine bounded(String what, CommandLine command) {
        if (command.octets.length > MAX_OCTETS) {
            throw new IllegalArgumentException("The command " + what + " would be longer than " + MAX_OCTETS
                    + " octets, the most that POP3 allows (RFC 2449)");
        }
        return command;
    }

    /** How many octets are sent, CR LF included. */
    public int length() {
        return octets.length;
    }

    /** The command's name. */
    public String verb() {
        int blank = shown.indexOf(' ');
        return blank < 0 ? shown : shown.substring(0, blank);
    }

    byte[] octets() {
        return octets;
    }

    /** The line with its secret masked. */
    @Override
    public String toString() {
        return shown;
    }
}
