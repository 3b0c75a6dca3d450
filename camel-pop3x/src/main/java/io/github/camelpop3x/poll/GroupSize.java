package io.github.camelpop3x.poll;

import java.time.Duration;

/**
 * How many messages are announced to the ledger at a time. The announcement costs a transaction; but what is announced
 * and not over when the process dies is in doubt. So a group is about as much as the route does in {@link #WORTH}: one
 * message for a slow route, hundreds for a fast one. For one thread at a time.
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

    /** Learns how long the route took for a group. Only one that was as large as it may be says that more is possible. */
    void took(int messages, long nanos) {
        if (messages == 0) {
            return;
        }
        long pace = messages * WORTH.toNanos() / Math.max(1, nanos);
        long most = Math.min(MOST, messages < size ? size : size * 2);
        size = (int) Math.max(least, Math.min(pace, most));
    }
}
