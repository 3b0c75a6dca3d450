package io.github.camelpop3x.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    /** The limit is 1,000 octets; messages must be an hour old and may be a day old. */
    private static Selection rules(Oversize oversize) {
        return new Selection(
                MessageOrder.OLDEST,
                0,
                new SizeLimit(1_000, oversize),
                new AgeLimits(Duration.ofHours(1), Duration.ofDays(1)),
                false);
    }

    @ParameterizedTest(name = "{0} octets, {1} s old, matched={2}, oversize={3} -> {4}")
    @CsvSource({
        // size, age,  matched, oversize, verdict
        "1000, 7200,   true,  SKIP,    EMIT",
        "1001, 7200,   true,  SKIP,    SKIP",
        "1001, 7200,   true,  HEADERS, EMIT_HEADERS",
        "1001, 7200,   true,  HOLD,    HOLD",
        "1001, 7200,   true,  FAIL,    FAIL",
        "-1,   7200,   true,  FAIL,    EMIT",
        "1,    3600,   true,  SKIP,    EMIT",
        "1,    3599,   true,  SKIP,    WAIT",
        "1,    -60,    true,  SKIP,    WAIT",
        "1,    86400,  true,  SKIP,    EMIT",
        "1,    86401,  true,  SKIP,    UNMATCHED",
        "1,    ,       true,  SKIP,    EMIT",
        "1,    7200,   false, SKIP,    UNMATCHED",
        // What isn't wanted, or not yet, needn't be too large.
        "1001, 7200,   false, HOLD,    UNMATCHED",
        "1001, 60,     false, HOLD,    UNMATCHED",
        "1001, 60,     true,  FAIL,    WAIT",
    })
    void theVerdict(long octets, Long age, boolean matched, Oversize oversize, Verdict verdict) {
        HeaderFacts facts = new HeaderFacts(age == null ? null : NOW.minusSeconds(age), matched);
        assertThat(rules(oversize).verdict(facts, octets, NOW)).isEqualTo(verdict);
    }

    @Test
    void withoutLimitsAllAreEmitted() {
        Selection all = new Selection(MessageOrder.OLDEST, 0, SizeLimit.NONE, AgeLimits.NONE, false);
        assertThat(all.verdict(null, Long.MAX_VALUE, NOW)).isEqualTo(Verdict.EMIT);
        assertThat(all.verdict(new HeaderFacts(Instant.EPOCH, true), 5, NOW)).isEqualTo(Verdict.EMIT);
        assertThat(all.enough(1_000_000)).isFalse();
    }

    @Test
    void orderAndNumber() {
        Selection newest = new Selection(MessageOrder.NEWEST, 2, SizeLimit.NONE, AgeLimits.NONE, false);
        assertThat(newest.ordered(List.of(1, 2, 3))).containsExactly(3, 2, 1);
        assertThat(newest.enough(1)).isFalse();
        assertThat(newest.enough(2)).isTrue();
    }
}
