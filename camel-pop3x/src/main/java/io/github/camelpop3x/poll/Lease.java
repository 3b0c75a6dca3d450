package io.github.camelpop3x.poll;

import io.github.camelpop3x.delivery.DeliveryLedger;
import io.github.camelpop3x.delivery.LedgerException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The right to work on an account, and until when one may count on it without asking the ledger. Thread-safe: whoever
 * polls acquires it, the heartbeat renews it.
 */
final class Lease {

    /**
     * Much shorter than any lease, and long enough for a fast route not to ask for each group of messages. A virtual
     * machine that was stopped with all its clocks believes for so long that it goes on.
     */
    private static final Duration FRESH = Duration.ofMillis(100);

    private final DeliveryLedger ledger;
    private final String account;
    private final String owner = UUID.randomUUID().toString();

    /** Guards what follows, and that nobody renews what is being released. */
    private final ReentrantLock lock = new ReentrantLock();

    private boolean held;
    /** When it was last asked for with success, by a clock that nobody sets and by the one that leases are compared by. */
    private long nanos;

    private long millis;

    Lease(DeliveryLedger ledger, String account) {
        this.ledger = ledger;
        this.account = account;
    }

    /**
     * Takes it, or keeps it.
     *
     * @return whether the owner has it
     */
    boolean acquire(Duration duration) throws LedgerException {
        lock.lock();
        try {
            ask(duration);
            return held;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Keeps it where nobody else can have had it since it was acquired. For {@link #FRESH}, and no longer
     * than a third of it, that needs no question.
     *
     * @return whether that is so; otherwise what was planned with it is void
     */
    boolean keep(Duration duration) throws LedgerException {
        lock.lock();
        try {
            Duration third = duration.dividedBy(3);
            if (held && !isWithin(FRESH.compareTo(third) < 0 ? FRESH : third)) {
                prolong(duration);
            }
            return held;
        } finally {
            lock.unlock();
        }
    }

    /** Neither clock alone will do: while a machine sleeps one of them may stand still, and the other one can be set. */
    private boolean isWithin(Duration duration) {
        long passed = System.currentTimeMillis() - millis;
        return System.nanoTime() - nanos < duration.toNanos() && passed >= 0 && passed < duration.toMillis();
    }

    /** Once it has run out another one may have had it: then it isn't taken again, but lost. */
    private void prolong(Duration duration) throws LedgerException {
        held = isWithin(duration);
        if (held) {
            ask(duration);
        }
    }

    private void ask(Duration duration) throws LedgerException {
        long askedNanos = System.nanoTime();
        long askedMillis = System.currentTimeMillis();
        held = ledger.lease(account, owner, duration);
        nanos = askedNanos;
        millis = askedMillis;
    }

    /**
     * Keeps it where it was acquired and not released.
     *
     * @return whether it was lost
     */
    boolean renew(Duration duration) throws LedgerException {
        lock.lock();
        try {
            if (!held) {
                return false;
            }
            prolong(duration);
            return !held;
        } finally {
            lock.unlock();
        }
    }

    /** Gives it back. */
    void release(BooleanSupplier mayBe) throws LedgerException {
        lock.lock();
        try {
            if (held && mayBe.getAsBoolean()) {
                ledger.lease(account, owner, Duration.ZERO);
                held = false;
            }
        } finally {
            lock.unlock();
        }
    }
}
