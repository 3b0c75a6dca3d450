package io.github.camelpop3x.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.benchmarks.client.Footprint;
import io.github.camelpop3x.benchmarks.client.Round;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloorsTest {

    private static final int JDK = 17;
    private static final String RAW = "pop3x?format=raw";

    private final List<Result> results = new ArrayList<>();

    private Result result(String workload, String client) {
        Result result = new Result(client, Workload.named(workload));
        results.add(result);
        return result;
    }

    private void measured(String workload, String client, long millis) {
        result(workload, client).add(new Round(millis * 1_000_000, 0, 80_000_000, 1, 0, 0), new Server.Report(1, 1, 8));
    }

    /** The row of one floor, its cells without padding. */
    private List<String> row(int jdk, String workload, String figure) {
        return Floors.of(results, jdk)
                .lines()
                .map(line -> List.of(line.replaceFirst("^\\| +", "").split(" *\\| *", -1)))
                .filter(cells -> cells.size() > 1
                        && cells.get(0).equals(workload)
                        && cells.get(1).equals(figure))
                .reduce((one, other) -> {
                    throw new IllegalStateException("two rows");
                })
                .orElseThrow()
                .subList(2, 6);
    }

    @Test
    void aRatioIsToTheSumOfItsReferences() {
        measured("W1", "bare", 40);
        measured("W1", "camel-floor", 10);
        measured("W1", RAW, 140);
        measured("W1", "pop3x?format=mime", 401);
        assertThat(row(JDK, "W1", RAW + ": time / (bare + camel-floor)"))
                .containsExactly("at most 3.00 ×", "2.80 ×", "1", "yes");
        assertThat(row(JDK, "W1", "pop3x?format=mime: time / (bare + camel-floor)"))
                .containsExactly("at most 8.00 ×", "8.02 ×", "1", "NO");
        assertThat(row(JDK, "W1", RAW + ": allocated a message, beyond the body"))
                .as("80 MB for 10,000 messages of 2 kB")
                .containsExactly("at most 6.00 kB", "6.00 kB", "1", "yes");
    }

    @Test
    void aLeastIsMetFromThereOn() {
        measured("W1", RAW, 100);
        measured("W1", "camel-mail", 20_000);
        assertThat(row(JDK, "W1", "camel-mail: time / " + RAW)).containsExactly("at least 200 ×", "200 ×", "1", "yes");
    }

    @Test
    void whatIsMissingIsNamed() {
        measured("W1", "bare", 40);
        measured("W1", RAW, 140);
        result("W1", "camel-mail").fail("over 180 s");
        assertThat(row(JDK, "W1", RAW + ": time / (bare + camel-floor)"))
                .containsExactly("at most 3.00 ×", "–", "0", "not known: camel-floor not run");
        assertThat(row(JDK, "W1", "camel-mail: time / " + RAW))
                .containsExactly("at least 200 ×", "–", "0", "not known: camel-mail over 180 s");
        assertThat(row(JDK, "W2", RAW + ": round trips"))
                .containsExactly("at most 8.00", "–", "0", "not known: " + RAW + " not run");
    }

    @Test
    void roundTripsAreThoseOfTheSameWorkload() {
        measured("W2b", RAW, 100);
        assertThat(row(JDK, "W2b", RAW + ": round trips")).containsExactly("at most 8.00", "8.00", "1", "yes");
        assertThat(row(JDK, "W2", RAW + ": round trips")).contains("not known: " + RAW + " not run");
    }

    @Test
    void virtualThreadsAreHeldToMore() {
        measured("W6", "limit", 200);
        measured("W6", RAW, 1_000);
        assertThat(row(17, "W6", "limit: time / " + RAW)).containsExactly("at least 0.150 ×", "0.200 ×", "1", "yes");
        assertThat(row(25, "W6", "limit: time / " + RAW)).containsExactly("at least 0.500 ×", "0.200 ×", "1", "NO");
    }

    @Test
    void aMaildropCostsWhatManyHoldBeyondOne() {
        measured("W6", RAW, 1_000);
        Result result = results.get(0);
        String figure = RAW + ": heap held, a maildrop";
        result.hold(new Footprint(20_000_000 + 999 * 250_000L, 0));
        assertThat(row(JDK, "W6", figure).get(3)).isEqualTo("not known: " + RAW + " has no such figure");
        result.holdAlone(new Footprint(20_000_000, 0));
        assertThat(row(JDK, "W6", figure)).containsExactly("at most 300 kB", "250 kB", "1", "yes");
    }

    @Test
    void aClientThatFailedInALaterRoundMeetsNothing() {
        measured("W2", RAW, 100);
        results.get(0).fail("9,999 messages of 10,000");
        assertThat(row(JDK, "W2", RAW + ": round trips"))
                .containsExactly("at most 8.00", "–", "0", "not known: " + RAW + " 9,999 messages of 10,000");
    }
}
