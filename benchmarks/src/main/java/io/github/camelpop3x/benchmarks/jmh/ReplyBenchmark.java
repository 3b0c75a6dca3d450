package io.github.camelpop3x.benchmarks.jmh;

import io.github.camelpop3x.client.wire.Reply;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One reply line. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReplyBenchmark {

    /** What the server says. */
    @Param({"+OK", "+OK 2000 octets", "-ERR [SYS/TEMP] come back later"})
    public String line = "";

    /** Into its parts. */
    @Benchmark
    public Reply parse() throws IOException {
        return Reply.parse(line);
    }

    /** As logs show it. */
    @Benchmark
    public String show() throws IOException {
        return Reply.parse(line).shownText();
    }
}
