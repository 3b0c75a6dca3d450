package io.github.camelpop3x.poll;

import io.github.camelpop3x.delivery.PlannedMessage;
import io.github.camelpop3x.message.Spool;

/**
 * A message that is here in full, or its header section. Whoever takes it must {@link Spool#release} the spool.
 *
 * @param planned which message, and which attempt at it
 * @param spool its octets
 * @param headersOnly whether they are those of the header section only
 */
public record RetrievedMessage(PlannedMessage planned, Spool spool, boolean headersOnly) {

    /** What tells it from another message that gets its unique-id. */
    String fingerprint() {
        return headersOnly ? Fingerprints.ofHeaders(spool) : spool.fingerprint();
    }
}
