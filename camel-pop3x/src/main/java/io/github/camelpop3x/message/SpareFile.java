package io.github.camelpop3x.message;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The file that one message has left, for the next one of the same poll. The system has its pages in memory already: to
 * overwrite them costs half of what it costs to write a new file and to have its pages taken away again, which is 30% of
 * all CPU time where messages are large.
 *
 * <p>There is one only while a poll retrieves messages, and it has no name, so it is gone with the poll or with the
 * JVM. Its octets don't count as held, since whoever needs the room gets it. Thread-safe.
 */
public final class SpareFile {

    /** What a larger one costs is little beside what it holds. */
    private static final long LARGEST = 64 * 1024 * 1024;

    private final ReentrantLock lock;
    /** Polls that retrieve messages. Guarded by {@link #lock}. */
    private int polls;
    /** Guarded by {@link #lock}. */
    private @Nullable TemporaryFile file;

    /**
     * None at first.
     *
     * @param lock the budget's: two would be taken in either order
     */
    SpareFile(ReentrantLock lock) {
        this.lock = lock;
    }

    /** A poll begins to retrieve messages. */
    public void begin() {
        lock.lock();
        try {
            polls++;
        } finally {
            lock.unlock();
        }
    }

    /** It has ended. */
    public void end() {
        lock.lock();
        try {
            polls--;
            if (polls == 0) {
                drop();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether it is kept; the caller has nothing to do with it then. */
    boolean keep(TemporaryFile left) {
        lock.lock();
        try {
            boolean wanted = polls > 0
                    && file == null
                    && left.named() == null
                    && left.share().taken() <= LARGEST;
            if (wanted) {
                file = left;
            }
            return wanted;
        } finally {
            lock.unlock();
        }
    }

    /** Leaves it to the caller. */
    @Nullable
    TemporaryFile take() {
        lock.lock();
        try {
            TemporaryFile taken = file;
            file = null;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** How many octets it has. */
    long octets() {
        lock.lock();
        try {
            return file == null ? 0 : file.share().taken();
        } finally {
            lock.unlock();
        }
    }

    /** Gives its space back. */
    void drop() {
        TemporaryFile dropped = take();
        if (dropped != null) {
            dropped.remove();
        }
    }
}
