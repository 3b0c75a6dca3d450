package io.github.camelpop3x;

import io.github.camelpop3x.delivery.DeliveryEntry;
import io.github.camelpop3x.delivery.DeliveryLedger;
import io.github.camelpop3x.delivery.LedgerException;
import io.github.camelpop3x.delivery.MemoryLedger;
import io.github.camelpop3x.delivery.MessageKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A ledger in memory of which a test sees the use. Thread-safe. */
class ObservedLedger implements DeliveryLedger {

    private final MemoryLedger ledger = new MemoryLedger();
    private final AtomicInteger loads = new AtomicInteger();
    private volatile Runnable onLoad = () -> {};
    private volatile Consumer<Collection<DeliveryEntry>> onSave = entries -> {};

    /** How often it was read. */
    int loads() {
        return loads.get();
    }

    /** Is run when it was read, before the reader has what was. */
    void onLoad(Runnable told) {
        onLoad = told;
    }

    /** Is told what is saved, before it is. */
    void onSave(Consumer<Collection<DeliveryEntry>> told) {
        onSave = told;
    }

    @Override
    public Map<MessageKey, DeliveryEntry> load(String account, Collection<MessageKey> listed) {
        loads.incrementAndGet();
        Map<MessageKey, DeliveryEntry> entries = ledger.load(account, listed);
        onLoad.run();
        return entries;
    }

    /** What it holds now. */
    Collection<DeliveryEntry> entries(String account) {
        return ledger.load(account, List.of()).values();
    }

    @Override
    public long changes(String account) {
        return ledger.changes(account);
    }

    @Override
    public void save(Collection<DeliveryEntry> entries) throws LedgerException {
        onSave.accept(entries);
        ledger.save(entries);
    }

    @Override
    public void forget(Collection<MessageKey> keys) {
        ledger.forget(keys);
    }
}
