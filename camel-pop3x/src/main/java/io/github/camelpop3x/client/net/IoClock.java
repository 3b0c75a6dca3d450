package io.github.camelpop3x.client.net;

import io.github.camelpop3x.client.model.Deadline;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * How long the next read or write may block: as long as the peer may be silent, and never past the deadline. The
 * deadline is what ends a peer that drips, or takes, one octet at a time. Not thread-safe.
 */
final class IoClock {

    private final Duration silence;
    private Deadline deadline;
    /** The option that bounds what is at hand. */
    private String limit = "readTimeout";

    IoClock(Duration silence) {
        this.silence = silence;
        this.deadline = Deadline.after(silence, "readTimeout");
    }

    void deadline(Deadline next) {
        this.deadline = next;
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
        int untilDeadline = clamp(nanos / 1_000_000);
        int untilSilent = clamp(silence.toMillis());
        limit = untilDeadline <= untilSilent ? deadline.what() : "readTimeout";
        return Math.min(untilDeadline, untilSilent);
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
