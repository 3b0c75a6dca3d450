package io.github.camelpop3x.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of one message. Immutable.
 *
 * @param key which message
 * @param state how far it has come
 * @param attempts how many times it was emitted
 * @param changed when it came into this state
 * @param lastError why the last attempt failed, if it did
 */
public record DeliveryEntry(
        MessageKey key,
        DeliveryState state,
        int attempts,
        Instant changed,
        @Nullable String lastError) {

    /** Whether its exchange completed, so that it must never be emitted again. */
    public boolean done() {
        return state == DeliveryState.COMPLETED || state == DeliveryState.DELETING;
    }
}
