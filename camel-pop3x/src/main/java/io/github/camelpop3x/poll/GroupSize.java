package io.github.camelpop3x.poll;

import java.time.Duration;

/**
 * How many messages are announced to the ledger at a time. The announcement costs a transaction; but what is announced
 * and not over when the process dies is in doubt. So a group is about as much as the route does in {@link #WORTH}: one
 * message for a slow route, hundreds for a fast one. For one thread.
 */
final class GroupSize {

    private static final Duration WORTH = Duration.ofMillis(10);
    private static final int MOST = 1_000;

    private final int least;
    private int size;

    /** Begins with the least, which is how many the route takes at the same time. */
    GroupSize(int least) {
        this.least = least;
        this.size = least;
    }

    int size() {
        return size;
    }

    /** Learns from a group that is over. */
    void took(int messages, long nanos) {
        if (messages < size) {
            return;
        }
        size = nanos < WORTH.toNanos() / 2 ? Math.min(MOST, size * 2) : nanos > WORTH.toNanos() ? size / 2 : size;
        size = Math.max(least, size);
    }
}
