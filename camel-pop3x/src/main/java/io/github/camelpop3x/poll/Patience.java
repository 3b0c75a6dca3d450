package io.github.camelpop3x.poll;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * How long to leave a server alone that said no to a login. A busy maildrop is asked again after what the server wants,
 * or else after a pause that grows from a second to five minutes; wrong credentials only after a pause that grows from
 * one minute to an hour, since a few wrong logins lock an account at many providers. Pauses are spread by a quarter, so
 * that a thousand endpoints don't come back at once.
 *
 * <p>Not thread-safe: belongs to the thread that polls.
 */
public final class Patience {

    private static final Duration FIRST_BUSY = Duration.ofSeconds(1);
    private static final Duration LONGEST_BUSY = Duration.ofMinutes(5);
    private static final Duration FIRST_REJECTED = Duration.ofMinutes(1);
    private static final Duration LONGEST_REJECTED = Duration.ofHours(1);
    /** A maildrop that is busy for longer isn't being drained, and that is an error. */
    private static final Duration BUSY_IS_NORMAL = Duration.ofMinutes(10);

    private final LongSupplier nanos;
    private final RandomGenerator random;

    private Duration pause = Duration.ZERO;
    private boolean waiting;
    private long until;
    private boolean busy;
    private long busySince;

    /** Patience by the system's clock. */
    public Patience() {
        this(System::nanoTime, RandomGenerator.getDefault());
    }

    Patience(LongSupplier nanos, RandomGenerator random) {
        this.nanos = nanos;
        this.random = random;
    }

    /** Whether the server is still to be left alone. */
    public boolean waiting() {
        return waiting && until - nanos.getAsLong() > 0;
    }

    /** A login went well. */
    public void served() {
        waiting = false;
        busy = false;
        pause = Duration.ZERO;
    }

    /**
     * The maildrop was busy.
     *
     * @param wanted how long the server wants to be left alone; zero if it didn't say
     * @return whether it has been so for longer than is normal
     */
    public boolean busy(Duration wanted) {
        long now = nanos.getAsLong();
        if (!busy) {
            busy = true;
            busySince = now;
            pause = Duration.ZERO;
        }
        grow(FIRST_BUSY, LONGEST_BUSY);
        wait(wanted.compareTo(pause) > 0 ? wanted : pause);
        return now - busySince > BUSY_IS_NORMAL.toNanos();
    }

    /** The credentials were rejected. */
    public void rejected() {
        if (busy) {
            busy = false;
            pause = Duration.ZERO;
        }
        grow(FIRST_REJECTED, LONGEST_REJECTED);
        wait(pause);
    }

    /** Seconds until the next login is tried. */
    public long secondsLeft() {
        return waiting()
                ? Math.max(1, Duration.ofNanos(until - nanos.getAsLong()).toSeconds())
                : 0;
    }

    private void grow(Duration first, Duration longest) {
        Duration doubled = pause.isZero() ? first : pause.multipliedBy(2);
        pause = doubled.compareTo(longest) > 0 ? longest : doubled;
    }

    /** Never shorter than asked for: the spread only adds. */
    private void wait(Duration duration) {
        waiting = true;
        until = nanos.getAsLong() + duration.toNanos() + (long) (duration.toNanos() * 0.25 * random.nextDouble());
    }
}
