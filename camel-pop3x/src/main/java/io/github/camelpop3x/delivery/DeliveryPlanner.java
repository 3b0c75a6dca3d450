package io.github.camelpop3x.delivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Decides what a poll does with each message. A pure function; no Camel, no I/O. */
public final class DeliveryPlanner {

    private DeliveryPlanner() {}

    /**
     * The plan for one poll.
     *
     * @param listing every message on the server: a listing that isn't complete would let us forget too much
     * @param ledger every entry of this account
     * @param inFlight whether a message's exchange isn't over yet
     * @param delete whether completed messages are to be deleted
     */
    public static DeliveryPlan plan(
            List<ListedMessage> listing,
            Map<MessageKey, DeliveryEntry> ledger,
            Predicate<MessageKey> inFlight,
            boolean delete) {
        List<ListedMessage> emit = new ArrayList<>();
        List<ListedMessage> done = new ArrayList<>();
        Set<MessageKey> listed = new HashSet<>(listing.size() * 2);
        for (ListedMessage message : listing) {
            listed.add(message.key());
            if (inFlight.test(message.key())) {
                continue;
            }
            DeliveryEntry entry = ledger.get(message.key());
            (entry != null && entry.done() ? done : emit).add(message);
        }
        List<MessageKey> forget = new ArrayList<>();
        for (MessageKey key : ledger.keySet()) {
            if (!listed.contains(key) && !inFlight.test(key)) {
                forget.add(key);
            }
        }
        return new DeliveryPlan(emit, delete ? deletable(done, listing) : List.of(), forget);
    }

    /**
     * Those of the completed messages that may be deleted now. Copies that share one unique-id can only be told apart
     * by their order, which changes when one of them goes: they are deleted together, once all of them completed.
     */
    public static List<ListedMessage> deletable(Collection<ListedMessage> done, List<ListedMessage> listing) {
        Set<MessageKey> doneKeys = new HashSet<>();
        done.forEach(message -> doneKeys.add(message.key()));
        Set<String> waiting = new HashSet<>();
        for (ListedMessage message : listing) {
            if (!doneKeys.contains(message.key())) {
                waiting.add(message.key().uid());
            }
        }
        return done.stream()
                .filter(message -> !waiting.contains(message.key().uid()))
                .toList();
    }
}
