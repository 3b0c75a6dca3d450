package io.github.camelpop3x.client.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 2782: which server comes first. */
class SrvRecordTest {

    private static SrvRecord record(int priority, int weight, String target) {
        return new SrvRecord(priority, weight, 995, target);
    }

    @Test
    void isReadAsDnsHasIt() {
        assertThat(SrvRecord.parse("10 60 995 pop.example.org."))
                .isEqualTo(new SrvRecord(10, 60, 995, "pop.example.org"));
        assertThat(SrvRecord.parse("0 0 0 .")).isEqualTo(new SrvRecord(0, 0, 0, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 2 3", "1 2 70000 x.", "-1 2 3 x.", "a b c d", "1 2 3 x. y."})
    void whatIsNoSrvRecordIsNone(String text) {
        assertThat(SrvRecord.parse(text)).isNull();
    }

    @Test
    void theLowestPriorityComesFirst() {
        List<SrvRecord> ordered = SrvRecord.ordered(
                List.of(record(20, 9, "backup"), record(10, 1, "main"), record(30, 5, "last")), bound -> bound - 1);
        assertThat(ordered).extracting(SrvRecord::target).containsExactly("main", "backup", "last");
    }

    @Test
    void amongEqualsTheWeightsDecideHowOftenEachComesFirst() {
        List<SrvRecord> records =
                List.of(record(1, 70, "large"), record(1, 30, "small"), record(1, 0, "spare"), record(2, 99, "backup"));
        Random random = new Random(42);
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            List<SrvRecord> ordered = SrvRecord.ordered(records, random::nextInt);
            assertThat(ordered).hasSize(4).containsAll(records).last().isEqualTo(records.get(3));
            first.merge(ordered.get(0).target(), 1, Integer::sum);
        }
        assertThat(first.get("large")).isBetween(6700, 7200);
        assertThat(first.get("small")).isBetween(2700, 3200);
        assertThat(first.getOrDefault("spare", 0)).isBetween(50, 150);
    }

    @Test
    void equalsWithoutWeightsAllHaveTheirPlace() {
        List<SrvRecord> records = List.of(record(1, 0, "a"), record(1, 0, "b"));
        assertThat(SrvRecord.ordered(records, bound -> 0)).containsExactlyElementsOf(records);
    }
}
