package io.github.camelpop3x;

/** How long a producer's session lasts. */
public enum SessionScope {
    /** Each call has its own, which ends with QUIT. */
    CALL,
    /** All calls of one exchange for one maildrop share one, which ends with the exchange. */
    EXCHANGE
}
