package io.github.camelpop3x.poll;

import io.github.camelpop3x.delivery.ListedMessage;
import io.github.camelpop3x.message.Spool;

/**
 * A message that is here in full. Whoever takes it must {@link Spool#release} the spool.
 *
 * @param listed which message
 * @param spool its octets
 */
public record RetrievedMessage(ListedMessage listed, Spool spool) {}
