package io.github.camelpop3x.poll;

import io.github.camelpop3x.delivery.PlannedMessage;
import io.github.camelpop3x.message.Spool;

/**
 * A message that is here in full. Whoever takes it must {@link Spool#release} the spool.
 *
 * @param planned which message, and which attempt at it
 * @param spool its octets
 */
public record RetrievedMessage(PlannedMessage planned, Spool spool) {}
