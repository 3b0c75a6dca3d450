package io.github.camelpop3x.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/**
 * Remembers what became of each message. Implementations only store; what follows from the entries is
 * {@link DeliveryPlanner}'s.
 *
 * <p>Implementations are thread-safe: exchanges complete on any thread. Every method may throw {@link LedgerException};
 * what it was to write is written later then, and meanwhile no DELE is sent for it.
 */
public interface DeliveryLedger extends AutoCloseable {

    /** Others may have changed it, or not. */
    long UNKNOWN = -1;

    /**
     * What is known of an account's messages.
     *
     * @param listed what the server lists now. A ledger that can't enumerate its entries returns those that it has of
     *     these; the others return all of the account
     * @return the caller's own map; it doesn't change any more
     */
    Map<MessageKey, DeliveryEntry> load(String account, Collection<MessageKey> listed) throws LedgerException;

    /**
     * How often an account's entries were changed, by whomever: as long as the number is the same, {@link #load} would
     * return the same.
     *
     * @return {@link #UNKNOWN} where that can't be told without reading them
     */
    default long changes(String account) {
        return UNKNOWN;
    }

    /** Writes entries, replacing those with the same keys: all of them or none. */
    void save(Collection<DeliveryEntry> entries) throws LedgerException;

    /** Removes entries. */
    void forget(Collection<MessageKey> keys) throws LedgerException;

    /**
     * Takes or renews the right to work on an account. Only one owner has it at a time; where nobody else can have the
     * ledger there is nothing to decide.
     *
     * @param owner who asks; different for every endpoint of every process
     * @param duration how long it lasts unless it is renewed; zero gives it back
     * @return whether the owner has it now
     */
    default boolean lease(String account, String owner, Duration duration) throws LedgerException {
        return true;
    }

    /** Releases what it holds. A ledger given as a bean is closed by whoever made it. */
    @Override
    default void close() {}
}
