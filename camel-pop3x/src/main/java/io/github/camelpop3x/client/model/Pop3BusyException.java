package io.github.camelpop3x.client.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The maildrop can't be had now: another session holds it, the last login is too recent, or the server has a passing
 * fault. The credentials aren't at fault. Try later, not at once.
 */
public final class Pop3BusyException extends Pop3CommandException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /**
     * A login put off.
     *
     * @param retryAfter how long the server wants to be left alone; zero if it doesn't say
     */
    public Pop3BusyException(String command, String serverText, @Nullable ResponseCode code, Duration retryAfter) {
        super(command, serverText, code, "The maildrop is busy, try later: " + orNoReason(serverText));
        this.retryAfter = retryAfter;
    }

    /** How long the server wants to be left alone; zero if it didn't say. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
