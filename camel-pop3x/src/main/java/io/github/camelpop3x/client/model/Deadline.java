package io.github.camelpop3x.client.model;

import java.time.Duration;

/**
 * A point in time by which something must be over. Immutable.
 *
 * <p>Measured by {@link System#nanoTime()}: changes of the wall clock don't move it.
 */
public final class Deadline {

    /** About 146 years: comparing nanoTime values is only right up to half of their range. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

    private final long at;
    private final String what;

    private Deadline(long at, String what) {
        this.at = at;
        this.what = what;
    }

    /**
     * A deadline from now on.
     *
     * @param duration how long from now
     * @param what the option that set it, as an error names it
     */
    public static Deadline after(Duration duration, String what) {
        return new Deadline(System.nanoTime() + nanos(duration), what);
    }

    /** A duration in nanoseconds, as long as can be counted. */
    public static long nanos(Duration duration) {
        return (duration.compareTo(LONGEST) > 0 ? LONGEST : duration).toNanos();
    }

    /** The earlier one of this and another deadline. */
    public Deadline earlier(Deadline other) {
        return other.at - at < 0 ? other : this;
    }

    /** This one put off, by time that isn't to count. */
    public Deadline later(long nanos) {
        return new Deadline(at + nanos, what);
    }

    /** Nanoseconds left; zero or negative once it has passed. */
    public long remainingNanos() {
        return at - System.nanoTime();
    }

    /** Whether it has passed. */
    public boolean passed() {
        return remainingNanos() <= 0;
    }

    /** The option that set it. */
    public String what() {
        return what;
    }

    @Override
    public String toString() {
        return what;
    }
}
