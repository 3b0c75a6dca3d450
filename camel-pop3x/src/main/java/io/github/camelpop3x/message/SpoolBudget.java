package io.github.camelpop3x.message;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How much of temporary files there may be at once. Counts the octets that are really written, so no lie about a
 * message's size gets past it. Thread-safe.
 */
public final class SpoolBudget {

    /** No bound; what is held is counted all the same. */
    public static final long UNLIMITED = 0;

    /** Collections that are asked for here take a hundredth of the time at most. */
    private static final int PAUSE = 100;

    /** The cleaner's thread is that late at most, unless the machine is very busy. */
    private static final Duration CLEANING = Duration.ofMillis(200);

    private final long limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition givenBack = lock.newCondition();
    private final SpareFile spare = new SpareFile(lock);
    /** The spare file's octets among them. Guarded by {@link #lock}. */
    private long held;

    /** Held by whoever has the garbage collected. */
    private final ReentrantLock collecting = new ReentrantLock();
    /** When that may be done again, by {@code System.nanoTime()}. Guarded by {@link #collecting}. */
    private long notBefore = System.nanoTime();

    /**
     * A budget of which nothing is taken.
     *
     * @param limit octets; {@link #UNLIMITED} for no bound
     */
    public SpoolBudget(long limit) {
        this.limit = limit;
    }

    /** Octets that may be held; {@link #UNLIMITED} for no bound. */
    public long limit() {
        return limit;
    }

    /** Octets that are held. */
    public long held() {
        lock.lock();
        try {
            return held - spare.octets();
        } finally {
            lock.unlock();
        }
    }

    /** So many octets, or all that may be held. */
    long atMost(long octets) {
        return limit == UNLIMITED ? octets : Math.min(octets, limit);
    }

    /** Whether so many further octets would fit. */
    boolean fits(long octets) {
        lock.lock();
        try {
            return octets <= room();
        } finally {
            lock.unlock();
        }
    }

    private long room() {
        return limit == UNLIMITED ? Long.MAX_VALUE : limit - held + spare.octets();
    }

    /** A file that may be kept for another message. */
    public SpareFile spare() {
        return spare;
    }

    /** Keeps a file as the spare one, or removes it. */
    void leave(TemporaryFile file) {
        if (!spare.keep(file)) {
            file.remove();
            return;
        }
        lock.lock();
        try {
            givenBack.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether so many further octets would fit, after a garbage collection if they don't.
     *
     * <p>Nobody says when a copy of an exchange is done (see {@link SpoolHold}): its file goes with the garbage. The
     * collector doesn't know that disk space is wanted: such copies are a few hundred octets of heap each, and without
     * being asked it might not look for hours. The JDK asks it for the same reason when the memory of direct buffers is
     * used up. Where that was in vain, since the copies are still in use, it isn't asked again before {@value #PAUSE}
     * times as long as it took.
     */
    boolean makeRoom(long octets) {
        if (fits(octets)) {
            return true;
        }
        if (octets > atMost(octets)) {
            return false;
        }
        collecting.lock();
        try {
            long began = System.nanoTime();
            if (began - notBefore >= 0) {
                System.gc();
                boolean enough = awaitRoom(octets);
                long ended = System.nanoTime();
                notBefore = ended + PAUSE * (ended - began);
                return enough;
            }
        } finally {
            collecting.unlock();
        }
        return fits(octets);
    }

    private boolean awaitRoom(long octets) {
        lock.lock();
        try {
            long left = CLEANING.toNanos();
            while (octets > room() && left > 0) {
                left = givenBack.awaitNanos(left);
            }
            return octets <= room();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return octets <= room();
        } finally {
            lock.unlock();
        }
    }

    /** What a file that is to be written will take. */
    Share share() {
        return new Share();
    }

    /** What one file has taken. Never refers to the file, which its removal must not keep reachable. */
    final class Share {

        /** Guarded by {@link #lock}. */
        private long taken;

        private Share() {}

        /** Octets that were taken. */
        long taken() {
            lock.lock();
            try {
                return taken;
            } finally {
                lock.unlock();
            }
        }

        /** Before a file grows to so many octets. */
        void takeUpTo(long length) throws SpoolFullException {
            long octets = length - taken();
            if (octets > 0 && !taken(octets) && !(others() > 0 && makeRoom(octets) && taken(octets))) {
                throw full(octets);
            }
        }

        private boolean taken(long octets) {
            lock.lock();
            try {
                if (octets <= room() && limit != UNLIMITED && octets > limit - held) {
                    spare.drop();
                }
                boolean enough = limit == UNLIMITED || octets <= limit - held;
                if (enough) {
                    held += octets;
                    taken += octets;
                }
                return enough;
            } finally {
                lock.unlock();
            }
        }

        private long others() {
            lock.lock();
            try {
                return held - spare.octets() - taken;
            } finally {
                lock.unlock();
            }
        }

        private SpoolFullException full(long octets) {
            lock.lock();
            try {
                return SpoolFullException.grown(taken + octets, held - spare.octets() - taken, limit);
            } finally {
                lock.unlock();
            }
        }

        /** Once the file is gone. Further calls do nothing. */
        void giveBack() {
            giveBackFrom(0);
        }

        /** Once a file has only so many octets. */
        void giveBackFrom(long length) {
            lock.lock();
            try {
                held -= taken - length;
                taken = length;
                givenBack.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
