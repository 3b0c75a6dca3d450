package io.github.camelpop3x.poll;

import io.github.camelpop3x.delivery.DeliveryEntry;
import io.github.camelpop3x.delivery.DeliveryLedger;
import io.github.camelpop3x.delivery.DeliveryState;
import io.github.camelpop3x.delivery.LedgerException;
import io.github.camelpop3x.delivery.MessageKey;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What operators see of one account's messages in the ledger, and decide about them. Thread-safe. */
public final class OperatorDecisions {

    private final String account;
    private final DeliveryLedger ledger;
    private final AtomicInteger held;
    private final Runnable decided;

    /**
     * Those of one account.
     *
     * @param held how many are held, for those who only look
     * @param decided run once a decision is in the ledger: before, a poll could look for it in vain
     */
    OperatorDecisions(String account, DeliveryLedger ledger, AtomicInteger held, Runnable decided) {
        this.account = account;
        this.ledger = ledger;
        this.held = held;
        this.decided = decided;
    }

    /** The entries of the account that are in one state. */
    public List<DeliveryEntry> entries(DeliveryState state) throws LedgerException {
        return ledger.load(account, List.of()).values().stream()
                .filter(entry -> entry.state() == state)
                .toList();
    }

    /**
     * Decides about a held message: it is emitted again, with its attempts counted anew, or counts as completed.
     *
     * @param name the unique-id, as the server gives it or as {@link MessageKey#local}
     * @return whether it was held
     */
    public boolean decide(String name, boolean emitAgain) throws LedgerException {
        for (DeliveryEntry entry : entries(DeliveryState.HELD)) {
            MessageKey key = entry.key();
            if (key.isCalled(name)) {
                DeliveryState next = emitAgain ? DeliveryState.FAILED : DeliveryState.COMPLETED;
                ledger.save(List.of(
                        new DeliveryEntry(key, next, 0, Instant.EPOCH, entry.fingerprint(), entry.lastError())));
                held.decrementAndGet();
                decided.run();
                return true;
            }
        }
        return false;
    }

    /**
     * Forgets a message: if it is still on the server it is new again.
     *
     * @param name as for {@link #decide}
     * @return whether it was known; one whose exchange isn't over is kept
     */
    public boolean forget(String name) throws LedgerException {
        for (DeliveryEntry entry : ledger.load(account, List.of()).values()) {
            if (entry.key().isCalled(name) && entry.state() != DeliveryState.EMITTED) {
                ledger.forget(List.of(entry.key()));
                decided.run();
                return true;
            }
        }
        return false;
    }
}
