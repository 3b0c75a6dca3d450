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

    MessageKey key() {
        return planned.key();
    }
}
