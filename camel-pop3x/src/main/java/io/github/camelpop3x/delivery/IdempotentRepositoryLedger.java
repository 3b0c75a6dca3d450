package io.github.camelpop3x.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.spi.IdempotentRepository;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the ledger in one of Camel's idempotent repositories (file, JPA, Infinispan, Kafka and so on).
 *
 * <p>A weaker promise than the other ledgers': a repository is a set of keys, so only 'completed' is kept in it. Attempts
 * and held messages are forgotten when the JVM ends, a message that was in doubt isn't marked, {@code keepFor} counts
 * from the start of the JVM, and nobody is kept from working on the same account elsewhere. Thread-safe as the repository
 * is.
 */
public final class IdempotentRepositoryLedger implements DeliveryLedger {

    private final IdempotentRepository repository;
    private final Instant started = Instant.now();
    /** What a set of keys can't say, until the JVM ends. */
    private final MemoryLedger details = new MemoryLedger();

    /** A ledger over a repository that is started and stopped by whoever made it. */
    public IdempotentRepositoryLedger(IdempotentRepository repository) {
        this.repository = repository;
    }

    @Override
    public Map<MessageKey, DeliveryEntry> load(String account, Collection<MessageKey> listed) throws LedgerException {
        Map<MessageKey, DeliveryEntry> entries = new HashMap<>(details.load(account, listed));
        guarded(() -> {
            for (MessageKey key : listed) {
                DeliveryEntry entry = entries.get(key);
                if ((entry == null || !entry.done()) && repository.contains(key.toString())) {
                    entries.put(key, new DeliveryEntry(key, DeliveryState.COMPLETED, 1, started, null, null));
                }
            }
        });
        return entries;
    }

    @Override
    public void save(Collection<DeliveryEntry> entries) throws LedgerException {
        guarded(() -> {
            for (DeliveryEntry entry : entries) {
                if (entry.done()) {
                    repository.add(entry.key().toString());
                }
            }
        });
        details.save(entries);
    }

    @Override
    public void forget(Collection<MessageKey> keys) throws LedgerException {
        guarded(() -> {
            for (MessageKey key : keys) {
                repository.remove(key.toString());
            }
        });
        details.forget(keys);
    }

    private static void guarded(Runnable access) throws LedgerException {
        try {
            access.run();
        } catch (RuntimeException e) {
            throw new LedgerException("The idempotent repository of the ledger fails: " + reason(e), e);
        }
    }

    private static @Nullable String reason(RuntimeException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
