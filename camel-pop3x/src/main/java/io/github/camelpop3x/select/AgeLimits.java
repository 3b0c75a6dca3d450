package io.github.camelpop3x.select;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How old a message must and may be.
 *
 * @param min younger ones wait; zero for no such limit
 * @param max older ones aren't wanted any more; zero for no such limit
 */
public record AgeLimits(Duration min, Duration max) {

    /** Any age. */
    public static final AgeLimits NONE = new AgeLimits(Duration.ZERO, Duration.ZERO);

    /** Whether there is any limit, so that a message's date must be known. */
    public boolean any() {
        return !min.isZero() || !max.isZero();
    }

    /** Whether it has yet to reach the least age. A message without a date is never too young. */
    boolean tooYoung(@Nullable Instant sent, Instant now) {
        return !min.isZero() && sent != null && sent.plus(min).isAfter(now);
    }

    /** Whether it is beyond the greatest age. A message without a date is never too old. */
    boolean tooOld(@Nullable Instant sent, Instant now) {
        return !max.isZero() && sent != null && sent.plus(max).isBefore(now);
    }
}
