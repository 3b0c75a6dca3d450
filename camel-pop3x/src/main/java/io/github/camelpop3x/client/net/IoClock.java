package io.github.camelpop3x.client.net;

import io.github.camelpop3x.client.model.Deadline;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * How long the next read or write may block: as long as the peer may be silent, and never past the deadline. The
 * deadline is what ends a peer that drips, or takes, one octet at a time. Not thread-safe.
 */
final class IoClock {

    private final long silence;
    private Deadline deadline;
    /** Whether {@link #replyAt} is a bound too. Numbers and not a second deadline: every reply sets them. */
    private boolean replyDue;

    private long replyAt;
    /** The option that bounds what is at hand. */
    private String limit = "readTimeout";

    IoClock(Duration silence) {
        this.silence = Deadline.nanos(silence);
        this.deadline = Deadline.after(silence, "readTimeout");
    }

    void deadline(Deadline next) {
        this.deadline = next;
        this.replyDue = false;
    }

    /** As {@link #deadline}, and what comes next must be whole before the peer may be silent no longer. */
    void replyDue(Deadline next) {
        this.deadline = next;
        this.replyDue = true;
        this.replyAt = System.nanoTime() + silence;
    }

    /** Milliseconds for a read that starts now, at least 1. */
    int millisForRead() throws SocketTimeoutException {
        return millis("no answer in time");
    }

    /** Milliseconds until the peer must have taken something, at least 1. */
    int millisForWrite() throws SocketTimeoutException {
        return millis("nothing more was taken in time");
    }

    private int millis(String what) throws SocketTimeoutException {
        long nanos = deadline.remainingNanos();
        if (nanos <= 0) {
            limit = deadline.what();
            throw expired(what);
        }
        long silent = replyDue ? replyAt - System.nanoTime() : silence;
        if (silent <= 0) {
            limit = "readTimeout";
            throw expired(what);
        }
        limit = nanos <= silent ? deadline.what() : "readTimeout";
        return clamp(Math.min(nanos, silent) / 1_000_000);
    }

    /** The error for a read that got nothing in the time it had. */
    SocketTimeoutException silent() {
        return expired("no answer in time");
    }

    /** The error for a write of which nothing was taken in the time it had. */
    SocketTimeoutException stuck() {
        return expired("nothing more was taken in time");
    }

    private SocketTimeoutException expired(String what) {
        return new SocketTimeoutException(what + " (" + limit + ")");
    }

    private static int clamp(long millis) {
        return (int) Math.max(1, Math.min(millis, Integer.MAX_VALUE));
    }
}
