package io.github.camelpop3x.benchmarks.jmh;

import io.github.camelpop3x.client.wire.MultiLineDecoder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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

/** One body of a multi-line reply, in pieces as they come from a socket. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecoderBenchmark {

    private static final String BASE64 = "QUJD".repeat(19) + "\r\n";
    private static final String PROSE =
            "Dear Reader, see www.example.org. Prices are 1.20, 3.40 and 5.60 now. Yours.\r\n";
    private static final int PIECE = 32 * 1024;

    /** Octets of the body. */
    @Param({"2000", "1000000"})
    public int size;

    /** What it consists of: the decoder looks for dots, of which base64 has none. */
    @Param({"base64", "prose"})
    public String content = "";

    private byte[] body = new byte[0];

    /** Renders the body. */
    @Setup
    public void render() {
        String line = content.equals("prose") ? PROSE : BASE64;
        String text = line.repeat(size / line.length()) + "..stuffed\r\n.\r\n";
        body = text.getBytes(StandardCharsets.US_ASCII);
    }

    /** In pieces of 32 KB. */
    @Benchmark
    public boolean decode() throws IOException {
        MultiLineDecoder decoder = new MultiLineDecoder();
        for (int from = 0; from < body.length; from += PIECE) {
            decoder.decode(body, from, Math.min(body.length, from + PIECE), OutputStream.nullOutputStream());
        }
        return decoder.done();
    }
}
