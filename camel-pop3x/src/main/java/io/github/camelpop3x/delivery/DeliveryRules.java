package io.github.camelpop3x.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * What an endpoint's options say about messages that aren't simply new. Immutable.
 *
 * @param delete whether completed messages are deleted
 * @param keepFor with delete: how long after its completion a message stays; zero for not at all
 * @param maxAttempts after how many attempts a message is held; 0 for never
 * @param retryDelay the pause after the first failed attempt; it doubles with each further one
 * @param holdInDoubt whether a message whose exchange was cut off by the death of its process is held and not emitted
 */
public record DeliveryRules(
        boolean delete, Duration keepFor, int maxAttempts, Duration retryDelay, boolean holdInDoubt) {

    /** Nobody wants to wait longer for a message that may be cured. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** Delete at once, try for ever and without pauses, emit again what is in doubt. */
    public static final DeliveryRules SIMPLE = new DeliveryRules(true, Duration.ZERO, 0, Duration.ZERO, false);

    /** When a failed message may be emitted again. */
    Instant nextAttempt(DeliveryEntry failed) {
        if (failed.released()) {
            return failed.changed();
        }
        Duration pause = retryDelay;
        for (int i = 1; i < failed.attempts() && pause.compareTo(LONGEST_PAUSE) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return failed.changed().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    /** Whether a message that failed so often is to be held. */
    public boolean exhausted(int attempts) {
        return maxAttempts > 0 && attempts >= maxAttempts;
    }

    /** Whether the passing of time alone may give a poll something to do about the message. */
    public boolean waits(DeliveryEntry entry) {
        return switch (entry.state()) {
            case EMITTED, FAILED -> true;
            case COMPLETED, DELETING -> delete;
            case HELD -> false;
        };
    }
}
