package io.github.camelpop3x.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a poll does with each message. Pure functions of the listing, the ledger, what is in flight, the rules
 * and the time; no Camel, no I/O.
 */
public final class DeliveryPlanner {

    /** Fewer messages than this may well have been replaced by others between two polls. */
    private static final int FEWEST_FOR_RESET = 3;

    private DeliveryPlanner() {}

    /**
     * The plan for one poll.
     *
     * @param listing every message on the server: a listing that isn't complete would let us forget too much
     * @param ledger every entry of this account
     * @param inFlight whether a message's exchange isn't over yet
     */
    public static DeliveryPlan plan(
            List<ListedMessage> listing,
            Map<MessageKey, DeliveryEntry> ledger,
            Predicate<MessageKey> inFlight,
            DeliveryRules rules,
            Instant now) {
        List<PlannedMessage> emit = new ArrayList<>();
        List<ListedMessage> delete = new ArrayList<>();
        Set<ListedMessage> verify = new HashSet<>();
        List<DeliveryEntry> hold = new ArrayList<>();
        Set<MessageKey> stillThere = new HashSet<>(Math.min(listing.size(), ledger.size()) * 2);
        for (ListedMessage message : listing) {
            DeliveryEntry entry = ledger.get(message.key());
            if (entry != null) {
                stillThere.add(entry.key());
            }
            if (inFlight.test(message.key())) {
                continue;
            }
            switch (fate(entry, rules, now)) {
                case EMIT -> emit.add(new PlannedMessage(message, entry));
                case DELETE -> delete.add(message);
                case VERIFY -> {
                    verify.add(message);
                    delete.add(message);
                }
                case HOLD -> hold.add(held(entry, now));
                case WAIT -> {
                    // Stays as it is.
                }
            }
        }
        List<MessageKey> forget = new ArrayList<>();
        if (stillThere.size() < ledger.size()) {
            for (MessageKey key : ledger.keySet()) {
                if (!stillThere.contains(key) && !inFlight.test(key)) {
                    forget.add(key);
                }
            }
        }
        Map<Boolean, List<ListedMessage>> deletable =
                deletable(delete, copies(listing)).stream().collect(Collectors.partitioningBy(verify::contains));
        return new DeliveryPlan(
                emit, deletable.getOrDefault(false, List.of()), deletable.getOrDefault(true, List.of()), hold, forget);
    }

    private enum Fate {
        EMIT,
        DELETE,
        VERIFY,
        HOLD,
        WAIT
    }

    private static Fate fate(@Nullable DeliveryEntry entry, DeliveryRules rules, Instant now) {
        if (entry == null) {
            return Fate.EMIT;
        }
        return switch (entry.state()) {
            case EMITTED -> rules.holdInDoubt() ? Fate.HOLD : Fate.EMIT;
            case FAILED -> {
                if (rules.exhausted(entry.attempts())) {
                    yield Fate.HOLD;
                }
                yield rules.nextAttempt(entry).isAfter(now) ? Fate.WAIT : Fate.EMIT;
            }
            case HELD -> Fate.WAIT;
            case COMPLETED ->
                rules.delete() && !entry.changed().plus(rules.keepFor()).isAfter(now) ? Fate.DELETE : Fate.WAIT;
            case DELETING -> {
                if (!rules.delete()) {
                    yield Fate.WAIT;
                }
                // Once deleted, its unique-id may be given to another message (RFC 1939, section 7; popa3d does).
                yield entry.fingerprint() == null ? Fate.DELETE : Fate.VERIFY;
            }
        };
    }

    private static DeliveryEntry held(@Nullable DeliveryEntry entry, Instant now) {
        if (entry == null) {
            throw new IllegalStateException("A message without an entry is emitted and not held");
        }
        boolean inDoubt = entry.state() == DeliveryState.EMITTED;
        return entry.to(
                DeliveryState.HELD,
                now,
                inDoubt ? "in doubt: the process died while the route had it" : entry.lastError());
    }

    /** The messages that share a unique-id with another one; on most servers there are none. */
    public static List<ListedMessage> copies(List<ListedMessage> listing) {
        Set<String> shared = new HashSet<>();
        for (ListedMessage message : listing) {
            if (message.key().ordinal() > 1) {
                shared.add(message.key().uid());
            }
        }
        return shared.isEmpty()
                ? List.of()
                : listing.stream()
                        .filter(message -> shared.contains(message.key().uid()))
                        .toList();
    }

    /**
     * Those of the completed messages that may be deleted now. Copies that share one unique-id can only be told apart
     * by their order, which changes when one of them goes: they are deleted together, once all of them completed.
     *
     * @param copies those of {@link #copies}
     */
    public static List<ListedMessage> deletable(Collection<ListedMessage> done, List<ListedMessage> copies) {
        if (done.isEmpty() || copies.isEmpty()) {
            return List.copyOf(done);
        }
        Set<MessageKey> doneKeys = new HashSet<>(done.size() * 2);
        done.forEach(message -> doneKeys.add(message.key()));
        Set<String> waiting = new HashSet<>();
        for (ListedMessage message : copies) {
            if (!doneKeys.contains(message.key())) {
                waiting.add(message.key().uid());
            }
        }
        return done.stream()
                .filter(message -> !waiting.contains(message.key().uid()))
                .toList();
    }

    /**
     * Whether every unique-id seems to have changed at once, as happens when a server is migrated (wire case 25): of at
     * least three messages that should still be there none is listed, and at least as many others are.
     */
    public static boolean looksReset(
            List<ListedMessage> listing, Map<MessageKey, DeliveryEntry> ledger, DeliveryRules rules) {
        long expected = 0;
        for (DeliveryEntry entry : ledger.values()) {
            if (entry.state() != DeliveryState.DELETING
                    && !(entry.state() == DeliveryState.COMPLETED
                            && rules.delete()
                            && rules.keepFor().isZero())) {
                expected++;
            }
        }
        if (expected < FEWEST_FOR_RESET || listing.size() < expected) {
            return false;
        }
        return listing.stream().noneMatch(message -> ledger.containsKey(message.key()));
    }
}
