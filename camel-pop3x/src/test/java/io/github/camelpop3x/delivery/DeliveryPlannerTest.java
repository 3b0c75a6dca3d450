package io.github.camelpop3x.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.client.model.MessageEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryPlannerTest {

    private static final String ACCOUNT = "joe@mail.test:995";
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private static MessageKey key(String uid) {
        return new MessageKey(ACCOUNT, uid, 1);
    }

    private static List<ListedMessage> listing(String... uids) {
        List<MessageEntry> entries = new ArrayList<>();
        for (String uid : uids) {
            entries.add(new MessageEntry(entries.size() + 1, uid, 100));
        }
        return ListedMessage.of(ACCOUNT, entries);
    }

    private static DeliveryEntry entry(MessageKey key, DeliveryState state, int attempts, Duration ago) {
        return new DeliveryEntry(key, state, attempts, NOW.minus(ago), "100-abc", null);
    }

    private static DeliveryRules rules(boolean delete, Duration keepFor, int maxAttempts, boolean holdInDoubt) {
        return new DeliveryRules(delete, keepFor, maxAttempts, Duration.ofSeconds(60), holdInDoubt);
    }

    /** What becomes of one listed message, as one word. */
    private static String fate(DeliveryPlan plan) {
        List<String> fates = new ArrayList<>();
        plan.emit().forEach(m -> fates.add("emit " + m.attempt() + (m.inDoubt() ? " in doubt" : "")));
        plan.delete().forEach(m -> fates.add("delete"));
        plan.verify().forEach(m -> fates.add("verify"));
        plan.hold().forEach(m -> fates.add("hold"));
        plan.forget().forEach(m -> fates.add("forget"));
        return fates.isEmpty() ? "wait" : String.join(", ", fates);
    }

    /**
     * Every state of the ledger, with every rule that bears on it. The pause before the second attempt is 60 s, before
     * the third 120 s; keepFor is an hour.
     */
    @ParameterizedTest(name = "{0} after {1} attempts, {2} s ago, delete={3} keepFor={4} max={5} hold={6} inFlight={7}")
    @CsvSource(
            delimiter = '|',
            value = {
                // state    | n | ago  | delete | keep | max | hold  | flight | fate
                "none       | 0 | 0    | true   | 0    | 0   | false | false  | emit 1",
                "none       | 0 | 0    | false  | 0    | 0   | false | false  | emit 1",
                "none       | 0 | 0    | true   | 0    | 1   | true  | false  | emit 1",
                "none       | 0 | 0    | true   | 0    | 0   | false | true   | wait",
                "EMITTED    | 1 | 0    | true   | 0    | 0   | false | true   | wait",
                "EMITTED    | 1 | 0    | true   | 0    | 0   | false | false  | emit 2 in doubt",
                "EMITTED    | 3 | 9999 | false  | 0    | 0   | false | false  | emit 4 in doubt",
                "EMITTED    | 1 | 0    | true   | 0    | 0   | true  | false  | hold",
                "EMITTED    | 1 | 0    | true   | 0    | 0   | true  | true   | wait",
                "FAILED     | 1 | 59   | true   | 0    | 0   | false | false  | wait",
                "FAILED     | 1 | 60   | true   | 0    | 0   | false | false  | emit 2",
                "FAILED     | 2 | 119  | true   | 0    | 0   | false | false  | wait",
                "FAILED     | 2 | 120  | true   | 0    | 0   | false | false  | emit 3",
                "FAILED     | 60| 3599 | true   | 0    | 0   | false | false  | wait",
                "FAILED     | 60| 3600 | true   | 0    | 0   | false | false  | emit 61",
                "FAILED     | 2 | 9999 | true   | 0    | 3   | false | false  | emit 3",
                "FAILED     | 3 | 0    | true   | 0    | 3   | false | false  | hold",
                "FAILED     | 3 | 0    | true   | 0    | 3   | false | true   | wait",
                "FAILED     | 0 | 0    | true   | 0    | 3   | false | false  | emit 1",
                "FAILED     | 9 | 9999 | false  | 0    | 0   | true  | false  | emit 10",
                "HELD       | 3 | 9999 | true   | 0    | 3   | false | false  | wait",
                "HELD       | 3 | 9999 | true   | 0    | 0   | false | false  | wait",
                "COMPLETED  | 1 | 0    | true   | 0    | 0   | false | false  | delete",
                "COMPLETED  | 1 | 0    | true   | 0    | 0   | false | true   | wait",
                "COMPLETED  | 1 | 0    | false  | 0    | 0   | false | false  | wait",
                "COMPLETED  | 1 | 9999 | false  | 3600 | 0   | false | false  | wait",
                "COMPLETED  | 1 | 3599 | true   | 3600 | 0   | false | false  | wait",
                "COMPLETED  | 1 | 3600 | true   | 3600 | 0   | false | false  | delete",
                "DELETING   | 1 | 0    | true   | 0    | 0   | false | false  | verify",
                "DELETING   | 1 | 0    | true   | 3600 | 0   | false | false  | verify",
                "DELETING   | 1 | 0    | false  | 0    | 0   | false | false  | wait",
                "DELETING   | 1 | 0    | true   | 0    | 0   | false | true   | wait",
            })
    void theFateOfOneMessage(
            String state,
            int attempts,
            long ago,
            boolean delete,
            long keepFor,
            int max,
            boolean hold,
            boolean inFlight,
            String fate) {
        Map<MessageKey, DeliveryEntry> ledger = state.equals("none")
                ? Map.of()
                : Map.of(key("a"), entry(key("a"), DeliveryState.valueOf(state), attempts, Duration.ofSeconds(ago)));
        DeliveryPlan plan = DeliveryPlanner.plan(
                listing("a"), ledger, key -> inFlight, rules(delete, Duration.ofSeconds(keepFor), max, hold), NOW);
        assertThat(fate(plan)).isEqualTo(fate);
    }

    @ParameterizedTest
    @CsvSource({"EMITTED", "FAILED", "HELD", "COMPLETED", "DELETING"})
    void whatIsNotListedIsForgottenUnlessItIsInFlight(DeliveryState state) {
        Map<MessageKey, DeliveryEntry> ledger = Map.of(key("gone"), entry(key("gone"), state, 1, Duration.ZERO));
        assertThat(fate(DeliveryPlanner.plan(listing(), ledger, key -> false, DeliveryRules.SIMPLE, NOW)))
                .isEqualTo("forget");
        assertThat(fate(DeliveryPlanner.plan(listing(), ledger, key -> true, DeliveryRules.SIMPLE, NOW)))
                .isEqualTo("wait");
    }

    @Test
    void theOrderOfTheListingIsKept() {
        DeliveryPlan plan =
                DeliveryPlanner.plan(listing("c", "a", "b"), Map.of(), key -> false, DeliveryRules.SIMPLE, NOW);
        assertThat(plan.emit()).extracting(m -> m.key().uid()).containsExactly("c", "a", "b");
    }

    @Test
    void copiesOfOneUniqueIdAreDeletedOnlyTogether() {
        List<ListedMessage> twice = listing("same", "same", "other");
        MessageKey second = new MessageKey(ACCOUNT, "same", 2);
        Map<MessageKey, DeliveryEntry> ledger = new HashMap<>();
        ledger.put(key("same"), entry(key("same"), DeliveryState.COMPLETED, 1, Duration.ZERO));
        ledger.put(key("other"), entry(key("other"), DeliveryState.COMPLETED, 1, Duration.ZERO));
        DeliveryPlan one = DeliveryPlanner.plan(twice, ledger, key -> false, DeliveryRules.SIMPLE, NOW);
        assertThat(one.delete()).extracting(ListedMessage::key).containsExactly(key("other"));
        ledger.put(second, entry(second, DeliveryState.COMPLETED, 1, Duration.ZERO));
        DeliveryPlan both = DeliveryPlanner.plan(twice, ledger, key -> false, DeliveryRules.SIMPLE, NOW);
        assertThat(both.delete()).extracting(ListedMessage::key).containsExactly(key("same"), second, key("other"));
    }

    @Test
    void copiesWaitForOneThatIsInFlight() {
        List<ListedMessage> twice = listing("same", "same");
        MessageKey second = new MessageKey(ACCOUNT, "same", 2);
        Map<MessageKey, DeliveryEntry> ledger =
                Map.of(key("same"), entry(key("same"), DeliveryState.COMPLETED, 1, Duration.ZERO));
        DeliveryPlan plan = DeliveryPlanner.plan(twice, ledger, Set.of(second)::contains, DeliveryRules.SIMPLE, NOW);
        assertThat(fate(plan)).isEqualTo("wait");
    }

    @ParameterizedTest(name = "[{index}] ledger {0}, listed {1}, delete={2}: reset={3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "COMPLETED a b c    | x y z   | false | true",
                "COMPLETED a b c    | x y z w | false | true",
                "COMPLETED a b c    | a y z   | false | false",
                "COMPLETED a b c    | x y     | false | false",
                "COMPLETED a b      | x y     | false | false",
                "COMPLETED a b c    | x y z   | true  | false",
                "DELETING a b c     | x y z   | false | false",
                "FAILED a b c       | x y z   | true  | true",
                "HELD a b c         | x y z   | true  | true",
                "EMITTED a b c      | x y z   | true  | true",
                "COMPLETED a b c    | ''      | false | false",
            })
    void case25_allUniqueIdsChangedAtOnce(String known, String listed, boolean delete, boolean reset) {
        String[] words = known.split(" ");
        Map<MessageKey, DeliveryEntry> ledger = new HashMap<>();
        for (int i = 1; i < words.length; i++) {
            ledger.put(key(words[i]), entry(key(words[i]), DeliveryState.valueOf(words[0]), 1, Duration.ZERO));
        }
        List<ListedMessage> listing = listed.isEmpty() ? listing() : listing(listed.split(" "));
        assertThat(DeliveryPlanner.looksReset(listing, ledger, rules(delete, Duration.ZERO, 0, false)))
                .isEqualTo(reset);
    }

    @Test
    void anEndlessUniqueIdIsKnownByItsDigest() {
        String uid = "u".repeat(8_000);
        List<ListedMessage> listing = listing(uid, uid + "x");
        assertThat(listing).extracting(m -> m.key().uid().length()).containsOnly(71);
        assertThat(listing).extracting(ListedMessage::key).doesNotHaveDuplicates();
        assertThat(listing).extracting(m -> m.key().ordinal()).containsOnly(1);
    }
}
