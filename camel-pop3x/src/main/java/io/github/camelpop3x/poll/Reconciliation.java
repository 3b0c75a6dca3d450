package io.github.camelpop3x.poll;

import io.github.camelpop3x.client.Pop3Session;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.delivery.DeliveryEntry;
import io.github.camelpop3x.delivery.DeliveryPlan;
import io.github.camelpop3x.delivery.DeliveryPlanner;
import io.github.camelpop3x.delivery.DeliveryState;
import io.github.camelpop3x.delivery.LedgerException;
import io.github.camelpop3x.delivery.ListedMessage;
import io.github.camelpop3x.delivery.MessageKey;
import io.github.camelpop3x.delivery.PlannedMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings together what the server lists and what the ledger knows: holds and forgets in the ledger what is to be held and
 * forgotten, and leaves what is to be deleted and what may be emitted. Used once, by one thread.
 */
final class Reconciliation {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

    private final Pop3Session session;
    private final DeliveryBook book;
    private final PollOptions options;
    private final SelectionMemory memory;
    private Map<MessageKey, DeliveryEntry> known = Map.of();
    private List<PlannedMessage> candidates = List.of();

    Reconciliation(Pop3Session session, DeliveryBook book, PollOptions options, SelectionMemory memory) {
        this.session = session;
        this.book = book;
        this.options = options;
        this.memory = memory;
    }

    /**
     * Does it.
     *
     * @param deletions get what is to be deleted
     * @throws UidlResetException every unique-id has changed, and nobody has said what that is to mean
     */
    void run(KeyedListing keyed, Deletions deletions) throws IOException {
        List<ListedMessage> listing = keyed.messages();
        Set<MessageKey> inFlight = book.settleAndGetInFlight();
        known = book.load(listing);
        guardAgainstReset(listing);
        memory.retain(listing);
        DeliveryPlan plan = DeliveryPlanner.plan(listing, known, inFlight::contains, options.rules(), Instant.now());
        book.hold(plan.hold());
        if (keyed.complete()) {
            book.forget(plan.forget());
        }
        plan.delete().forEach(message -> deletions.add(message, entryOf(message)));
        candidates = new ArrayList<>(plan.emit());
        candidates.addAll(verify(plan.verify(), deletions));
    }

    /** What could be emitted, in the order of the listing. */
    List<PlannedMessage> candidates() {
        return candidates;
    }

    /** Whether the passing of time alone may give a later poll something to do. */
    boolean waits() {
        return known.values().stream().anyMatch(options.rules()::waits);
    }

    private DeliveryEntry entryOf(ListedMessage message) {
        return Objects.requireNonNull(known.get(message.key()));
    }

    /** Tells messages that are to be deleted again from others that got their unique-ids; returns those. */
    private List<PlannedMessage> verify(List<ListedMessage> messages, Deletions deletions) throws IOException {
        List<PlannedMessage> others = new ArrayList<>();
        Map<MessageEntry, String> prints = Fingerprints.of(session, messages, known);
        for (ListedMessage message : messages) {
            DeliveryEntry entry = entryOf(message);
            String print = prints.get(message.entry());
            if (print != null && print.equals(entry.fingerprint())) {
                deletions.add(message, entry);
            } else if (print != null) {
                LOG.warn("{} isn't the message that was deleted: the server uses unique-ids again", message.key());
                others.add(new PlannedMessage(message, null));
            }
        }
        forget(others);
        return others;
    }

    /** What was deleted is gone for good where others got the unique-ids: those are new messages, to be judged as such. */
    private void forget(List<PlannedMessage> others) throws LedgerException {
        if (others.isEmpty()) {
            return;
        }
        List<MessageKey> gone = others.stream().map(PlannedMessage::key).toList();
        book.forget(gone);
        gone.forEach(memory::forget);
        known = new HashMap<>(known);
        gone.forEach(known::remove);
    }

    private void guardAgainstReset(List<ListedMessage> listing) throws IOException {
        if (!DeliveryPlanner.looksReset(listing, known, options.rules())) {
            return;
        }
        switch (options.onUidlReset()) {
            case FAIL -> throw new UidlResetException(book.account(), known.size(), listing.size());
            case TREAT_AS_NEW -> LOG.warn("{}: every unique-id changed, all messages count as new", book.account());
            case TREAT_AS_SEEN -> {
                LOG.warn("{}: every unique-id changed, all messages count as emitted", book.account());
                Instant now = Instant.now();
                book.save(listing.stream()
                        .map(message -> new DeliveryEntry(message.key(), DeliveryState.COMPLETED, 0, now, null, null))
                        .toList());
                known = book.load(listing);
            }
        }
    }
}
