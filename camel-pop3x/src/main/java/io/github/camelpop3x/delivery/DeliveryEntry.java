package io.github.camelpop3x.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of one message. Immutable.
 *
 * @param key which message
 * @param state how far it has come
 * @param attempts how many times it was tried: emitted, or refused by the server at RETR
 * @param changed when it came into this state, to the millisecond
 * @param fingerprint length and checksum of the message as it was emitted; {@code null} where that isn't known
 * @param lastError why the last attempt failed, if it did
 */
public record DeliveryEntry(
        MessageKey key,
        DeliveryState state,
        int attempts,
        Instant changed,
        @Nullable String fingerprint,
        @Nullable String lastError) {

    private static final int LONGEST_ERROR = 500;

    /** Cuts an error that is too long for a ledger. */
    public DeliveryEntry {
        if (lastError != null && lastError.length() > LONGEST_ERROR) {
            lastError = lastError.substring(0, LONGEST_ERROR) + "…";
        }
    }

    /** Whether its exchange completed, so that it must never be emitted again. */
    public boolean done() {
        return state == DeliveryState.COMPLETED || state == DeliveryState.DELETING;
    }

    /** Whether it was held and an operator let it go: it is to be emitted whatever else speaks against it. */
    public boolean released() {
        return state == DeliveryState.FAILED && attempts == 0;
    }

    /** The same message in another state. */
    public DeliveryEntry to(DeliveryState next, Instant when, @Nullable String error) {
        return new DeliveryEntry(key, next, attempts, when, fingerprint, error);
    }
}
