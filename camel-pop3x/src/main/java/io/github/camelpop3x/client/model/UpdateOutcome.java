package io.github.camelpop3x.client.model;

/**
 * What became of the deletions of a session when QUIT was sent (RFC 1939, section 6).
 *
 * @param result committed, refused or unknown
 * @param detail the server's words, or why there are none; for logs
 */
public record UpdateOutcome(Result result, String detail) {

    /** The three ways in which QUIT ends. */
    public enum Result {
        /** {@code +OK}: the server has removed every message that was marked as deleted. */
        COMMITTED,
        /** {@code -ERR}: some or none of the marked messages were removed. */
        REFUSED,
        /** No reply: the stream was lost after QUIT was sent, so the server may have done either. */
        UNKNOWN
    }

    /** Whether the server confirmed that every marked message is gone. */
    public boolean committed() {
        return result == Result.COMMITTED;
    }
}
