package io.github.camelpop3x.poll;

import io.github.camelpop3x.delivery.PlannedMessage;
import io.github.camelpop3x.message.Spool;

/**
 * A message that is here in full, or its header section where no more was wanted. Whoever takes it must {@link Spool#release} the spool.
 *
 * @param planned which message, and which attempt at it
 * @param spool its octets
 * @param headersOnly whether they are the header section alone
 */
public record RetrievedMessage(PlannedMessage planned, Spool spool, boolean headersOnly) {

    /** Tells it from other messages; says of itself whether it is of the header section alone. */
    String fingerprint() {
        String print = spool.fingerprint();
        return headersOnly ? Fingerprints.OF_HEADERS + print : print;
    }
}
