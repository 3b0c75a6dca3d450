package io.github.camelpop3x.delivery;

import org.jspecify.annotations.Nullable;

/**
 * A message to be emitted.
 *
 * @param listed which message
 * @param before what the ledger has of it; {@code null} if it is new
 */
public record PlannedMessage(ListedMessage listed, @Nullable DeliveryEntry before) {

    /** Which message. */
    public MessageKey key() {
        return listed.key();
    }

    /** Which attempt this is, from 1. */
    public int attempt() {
        return before == null ? 1 : before.attempts() + 1;
    }

    /** Whether an earlier attempt was cut off by the death of its process, so that the route may have done its work already. */
    public boolean inDoubt() {
        return before != null && before.state() == DeliveryState.EMITTED;
    }

    /** Whether an operator has let it go: it is emitted whatever else speaks against it. */
    public boolean released() {
        return before != null && before.released();
    }
}
