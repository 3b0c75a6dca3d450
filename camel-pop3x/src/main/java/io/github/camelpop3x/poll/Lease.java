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
     * Takes it, or keeps it. In the first third of its time it needs no question: nobody else can have it then. What
     * counts is the time that has passed when this is called, so that a process which was stopped for longer asks
     * before it hands on the next group of messages.
     *
     * @return whether the owner has it
     */
    boolean acquire(Duration duration) throws LedgerException {
        lock.lock();
        try {
            if (!held || !isFresh(duration)) {
                ask(duration);
            }
            return held;
        } finally {
            lock.unlock();
        }
    }

    /** Neither clock alone will do: while a machine sleeps one of them may stand still, and the other one can be set. */
    private boolean isFresh(Duration duration) {
        Duration third = duration.dividedBy(3);
        long passed = System.currentTimeMillis() - millis;
        return System.nanoTime() - nanos < third.toNanos() && passed >= 0 && passed < third.toMillis();
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
            ask(duration);
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
