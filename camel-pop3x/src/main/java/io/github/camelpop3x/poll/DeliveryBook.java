package io.github.camelpop3x.poll;

import io.github.camelpop3x.client.model.Capabilities;
import io.github.camelpop3x.delivery.DeliveryEntry;
import io.github.camelpop3x.delivery.DeliveryLedger;
import io.github.camelpop3x.delivery.DeliveryPlan;
import io.github.camelpop3x.delivery.DeliveryPlanner;
import io.github.camelpop3x.delivery.DeliveryState;
import io.github.camelpop3x.delivery.ListedMessage;
import io.github.camelpop3x.delivery.MessageKey;
import io.github.camelpop3x.observe.PollCounters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The bookkeeping of one maildrop: what is in flight, and what the ledger is told about it. Outlives polls, as exchanges
 * may.
 *
 * <p>Thread-safe: the poll runs on one thread, completions come on any. A message leaves the ones in flight only after
 * the ledger has it, so that no poll in between can emit it again.
 */
public final class DeliveryBook {

    private final String account;
    private final DeliveryLedger ledger;
    private final PollCounters counters;

    private final Set<MessageKey> inFlight = ConcurrentHashMap.newKeySet();
    private final Queue<MessageKey> completedSinceAsked = new ConcurrentLinkedQueue<>();
    private final ExpiryNotice expiry = new ExpiryNotice();

    /** The book of one account. */
    public DeliveryBook(String account, DeliveryLedger ledger, PollCounters counters) {
        this.account = account;
        this.ledger = ledger;
        this.counters = counters;
    }

    /** Whose maildrop it is. */
    public String account() {
        return account;
    }

    /** What the server says it can do, after the login. */
    void heed(Capabilities capabilities) {
        expiry.heed(account, capabilities);
    }

    /** How many exchanges aren't over. */
    public int inFlight() {
        return inFlight.size();
    }

    DeliveryPlan plan(List<ListedMessage> listing, boolean delete) {
        completedSinceAsked.clear();
        DeliveryPlan plan = DeliveryPlanner.plan(listing, ledger.load(account), inFlight::contains, delete);
        if (!plan.forget().isEmpty()) {
            ledger.forget(plan.forget());
        }
        return plan;
    }

    /** Before an exchange is handed to the route. */
    public void emitted(MessageKey key) {
        inFlight.add(key);
    }

    /** The exchange completed without failure and without rollback. */
    void completed(MessageKey key) {
        save(key, DeliveryState.COMPLETED, null);
        completedSinceAsked.add(key);
        inFlight.remove(key);
        counters.messageCompleted();
    }

    /** The exchange failed or was rolled back. */
    public void failed(MessageKey key, String reason) {
        save(key, DeliveryState.FAILED, reason);
        inFlight.remove(key);
        counters.messageFailed();
    }

    /** What has completed since this was last asked, in the order of completion. */
    List<MessageKey> takeCompleted() {
        List<MessageKey> keys = new ArrayList<>();
        MessageKey key;
        while ((key = completedSinceAsked.poll()) != null) {
            keys.add(key);
        }
        return keys;
    }

    /** The server has answered DELE with {@code +OK}. */
    void deleting(Collection<ListedMessage> messages) {
        ledger.save(messages.stream()
                .map(message -> entry(message.key(), DeliveryState.DELETING, null))
                .toList());
    }

    private void save(MessageKey key, DeliveryState state, @Nullable String error) {
        ledger.save(List.of(entry(key, state, error)));
    }

    private static DeliveryEntry entry(MessageKey key, DeliveryState state, @Nullable String error) {
        return new DeliveryEntry(key, state, 1, Instant.now(), error);
    }
}
