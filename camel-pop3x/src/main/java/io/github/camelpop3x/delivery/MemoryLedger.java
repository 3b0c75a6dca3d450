package io.github.camelpop3x.delivery;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** A ledger that lives as long as the JVM. Thread-safe. About 300 bytes for each message that is on the server. */
public final class MemoryLedger implements DeliveryLedger {

    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by {@link #lock}, as is all that is in it. */
    private final Map<String, Account> accounts = new HashMap<>();

    /** What is handed out doesn't change any more: it is copied before the next change, and only then. */
    private static final class Account {

        private Map<MessageKey, DeliveryEntry> entries = new HashMap<>();
        private boolean handedOut;
        private long changes;

        Map<MessageKey, DeliveryEntry> handOut() {
            handedOut = true;
            return Collections.unmodifiableMap(entries);
        }

        Map<MessageKey, DeliveryEntry> toChange() {
            if (handedOut) {
                entries = new HashMap<>(entries);
                handedOut = false;
            }
            changes++;
            return entries;
        }
    }

    @Override
    public Map<MessageKey, DeliveryEntry> load(String account, Collection<MessageKey> listed) {
        lock.lock();
        try {
            return of(account).handOut();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long changes(String account) {
        lock.lock();
        try {
            return of(account).changes;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void save(Collection<DeliveryEntry> entries) {
        lock.lock();
        try {
            for (DeliveryEntry entry : entries) {
                of(entry.key().account()).toChange().put(entry.key(), entry);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void forget(Collection<MessageKey> keys) {
        lock.lock();
        try {
            for (MessageKey key : keys) {
                of(key.account()).toChange().remove(key);
            }
        } finally {
            lock.unlock();
        }
    }

    private Account of(String account) {
        return accounts.computeIfAbsent(account, name -> new Account());
    }
}
