package io.github.camelpop3x.delivery;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A ledger that lives as long as the JVM. Thread-safe. About 300 bytes for each message that is on the server. */
public final class MemoryLedger implements DeliveryLedger {

    private final Map<String, Map<MessageKey, DeliveryEntry>> accounts = new ConcurrentHashMap<>();

    @Override
    public Map<MessageKey, DeliveryEntry> load(String account, Collection<MessageKey> listed) {
        return Map.copyOf(of(account));
    }

    @Override
    public void save(Collection<DeliveryEntry> entries) {
        entries.forEach(entry -> of(entry.key().account()).put(entry.key(), entry));
    }

    @Override
    public void forget(Collection<MessageKey> keys) {
        keys.forEach(key -> of(key.account()).remove(key));
    }

    private Map<MessageKey, DeliveryEntry> of(String account) {
        return accounts.computeIfAbsent(account, name -> new ConcurrentHashMap<>());
    }
}
