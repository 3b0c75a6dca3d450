package io.github.camelpop3x.client.model;

import org.jspecify.annotations.Nullable;

/** The server answered a command with {@code -ERR}, or with an answer that can't be used. The session goes on. */
public non-sealed class Pop3CommandException extends Pop3Exception {

    private static final long serialVersionUID = 1L;

    private final String command;
    private final String serverText;
    private final @Nullable ResponseCode code;

    /**
     * A refused command.
     *
     * @param command the command as it may be shown: secrets masked
     * @param serverText what the server said after {@code -ERR}
     * @param code the response code that the server gave, if it announced that it gives any
     */
    public Pop3CommandException(String command, String serverText, @Nullable ResponseCode code) {
        this(command, serverText, code, "The server refused " + command + ": " + orNoReason(serverText));
    }

    /** A refused command, told in other words. */
    protected Pop3CommandException(String command, String serverText, @Nullable ResponseCode code, String message) {
        super(message, null);
        this.command = command;
        this.serverText = serverText;
        this.code = code;
    }

    /** The server's text, or words for its absence. */
    protected static String orNoReason(String serverText) {
        return serverText.isEmpty() ? "(no reason given)" : serverText;
    }

    /** The command, secrets masked. */
    public String command() {
        return command;
    }

    /** What the server said after {@code -ERR}; may be empty. */
    public String serverText() {
        return serverText;
    }

    /** The response code, if there was a known one. */
    public @Nullable ResponseCode code() {
        return code;
    }
}
