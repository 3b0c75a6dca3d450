package io.github.camelpop3x.observe;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that waits for an operator's decision.
 *
 * @param uid its unique-id as one line of text, with {@code #n} behind it for the nth of copies that share one
 * @param attempts how many times it was tried
 * @param since when it was held
 * @param reason why, if that is known
 */
public record HeldMessage(
        String uid, int attempts, Instant since, @Nullable String reason) {

    /** One line for an operator. */
    @Override
    public String toString() {
        return uid + " after " + attempts + " attempt(s), since " + since + ": " + reason;
    }
}
