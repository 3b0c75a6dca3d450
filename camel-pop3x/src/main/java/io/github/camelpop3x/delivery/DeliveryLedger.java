package io.github.camelpop3x.delivery;

import java.util.Collection;
import java.util.Map;

/**
 * Remembers what became of each message between polls. Implementations only store; what follows from the entries is
 * {@link DeliveryPlanner}'s.
 *
 * <p>Implementations are thread-safe: exchanges complete on any thread.
 */
public interface DeliveryLedger {

    /** All entries of one account. The map is the caller's; it doesn't change any more. */
    Map<MessageKey, DeliveryEntry> load(String account);

    /** Writes entries, replacing those with the same keys. */
    void save(Collection<DeliveryEntry> entries);

    /** Removes entries. */
    void forget(Collection<MessageKey> keys);
}
