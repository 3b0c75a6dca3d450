package io.github.camelpop3x.benchmarks.jmh;

import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.delivery.DeliveryEntry;
import io.github.camelpop3x.delivery.DeliveryPlan;
import io.github.camelpop3x.delivery.DeliveryPlanner;
import io.github.camelpop3x.delivery.DeliveryRules;
import io.github.camelpop3x.delivery.DeliveryState;
import io.github.camelpop3x.delivery.ListedMessage;
import io.github.camelpop3x.delivery.MessageKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The plan of one poll. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PlannerBenchmark {

    private static final String ACCOUNT = "joe@pop.example.org:995";
    private static final DeliveryRules LEAVE = new DeliveryRules(false, Duration.ZERO, 0, Duration.ZERO, false);

    /** Messages that the server lists. */
    @Param({"10000", "100000"})
    public int messages;

    private final List<MessageEntry> entries = new ArrayList<>();
    private List<ListedMessage> listing = List.of();
    private final Map<MessageKey, DeliveryEntry> known = new HashMap<>();

    /** Makes a listing, and a ledger that knows all of it. */
    @Setup
    public void list() {
        for (int number = 1; number <= messages; number++) {
            entries.add(new MessageEntry(number, "1." + number, 2000));
        }
        listing = ListedMessage.of(ACCOUNT, entries);
        for (ListedMessage message : listing) {
            known.put(
                    message.key(),
                    new DeliveryEntry(message.key(), DeliveryState.COMPLETED, 1, Instant.EPOCH, null, null));
        }
    }

    /** Keys for a listing. */
    @Benchmark
    public List<ListedMessage> key() {
        return ListedMessage.of(ACCOUNT, entries);
    }

    /** Every message is new. */
    @Benchmark
    public DeliveryPlan allNew() {
        return DeliveryPlanner.plan(listing, Map.of(), key -> false, DeliveryRules.SIMPLE, Instant.EPOCH);
    }

    /** Every message is known and stays. */
    @Benchmark
    public DeliveryPlan allKnown() {
        return DeliveryPlanner.plan(listing, known, key -> false, LEAVE, Instant.EPOCH);
    }
}
