package io.github.camelpop3x.delivery;

/**
 * A message to be emitted.
 *
 * @param listed which message
 * @param attempt which attempt this is, from 1
 * @param inDoubt whether an earlier attempt was cut off by the death of its process, so that the route may have done
 *     its work already
 */
public record PlannedMessage(ListedMessage listed, int attempt, boolean inDoubt) {

    /** Which message. */
    public MessageKey key() {
        return listed.key();
    }
}
