package io.github.camelpop3x.client.net;

import io.github.camelpop3x.client.model.Deadline;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * How long the next read may block: as long as the peer may be silent, and never past the deadline. The deadline is
 * what ends a peer that drips one octet at a time. Not thread-safe.
 */
final class ReadClock {

    private final Duration silence;
    private Deadline deadline;
    /** The option that bounds the read at hand. */
    private String limit = "readTimeout";

    ReadClock(Duration silence) {
        this.silence = silence;
        this.deadline = Deadline.after(silence, "readTimeout");
    }

    void deadline(Deadline next) {
        this.deadline = next;
    }

    /** Milliseconds for a read that starts now, at least 1. */
    int millisForRead() throws SocketTimeoutException {
        int untilDeadline = millisLeft(deadline);
        int untilSilent = clamp(silence.toMillis());
        limit = untilDeadline <= untilSilent ? deadline.what() : "readTimeout";
        return Math.min(untilDeadline, untilSilent);
    }

    /** Milliseconds until the deadline, at least 1. */
    int millisLeft(Deadline until) throws SocketTimeoutException {
        long nanos = until.remainingNanos();
        if (nanos <= 0) {
            throw expired(until.what());
        }
        return clamp(nanos / 1_000_000);
    }

    /** The error for a read that got nothing in the time it had. */
    SocketTimeoutException silent() {
        return expired(limit);
    }

    private static SocketTimeoutException expired(String option) {
        return new SocketTimeoutException("no answer in time (" + option + ")");
    }

    private static int clamp(long millis) {
        return (int) Math.max(1, Math.min(millis, Integer.MAX_VALUE));
    }
}
