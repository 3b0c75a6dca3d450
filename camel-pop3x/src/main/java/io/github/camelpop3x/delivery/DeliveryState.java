package io.github.camelpop3x.delivery;

/** How far a message has come. What isn't in the ledger is new, or is settled and forgotten. */
public enum DeliveryState {
    /** Its exchange was handed to the route, and how that ended isn't known. */
    EMITTED,
    /** Its exchange failed or was rolled back; it will be emitted again. */
    FAILED,
    /** It failed as often as it may; it waits for an operator. */
    HELD,
    /** Its exchange completed: it is never emitted again. */
    COMPLETED,
    /** Completed, and DELE was answered with {@code +OK}; whether the server has removed it, the next listing shows. */
    DELETING
}
