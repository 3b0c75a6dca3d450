package io.github.camelpop3x.poll;

import io.github.camelpop3x.delivery.MessageKey;
import io.github.camelpop3x.delivery.PlannedMessage;

/**
 * A message to be retrieved.
 *
 * @param planned which message, and which attempt at it
 * @param headersOnly whether its header section is all that is retrieved
 */
record SelectedMessage(PlannedMessage planned, boolean headersOnly) {

    /** Octets that are to be expected; 0 where nobody knows. */
    long octets() {
        return headersOnly ? 0 : Math.max(0, planned.listed().entry().size());
    }

    MessageKey key() {
        return planned.key();
    }
}
