package io.github.camelpop3x.client.model;

/**
 * The states of a POP3 session (RFC 1939, section 3), and the two ways in which one is over.
 *
 * <p>{@code AUTHORIZATION -> TRANSACTION -> UPDATE -> CLOSED}. Any framing or I/O error leads to {@code BROKEN}.
 * {@code CLOSED} and {@code BROKEN} are for good.
 */
public enum SessionState {
    /** Greeted by the server, not logged in. */
    AUTHORIZATION,
    /** Logged in; the maildrop is locked for this session. */
    TRANSACTION,
    /** QUIT was sent in TRANSACTION: the server removes what was marked by DELE and answers. */
    UPDATE,
    /** Ended in order: QUIT was answered, or the session was closed by its user. */
    CLOSED,
    /** The stream was lost or is in doubt. Nothing more is sent, not even QUIT: that is POP3's rollback. */
    BROKEN
}
