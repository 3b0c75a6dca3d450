package io.github.camelpop3x.benchmarks.jmh;

import io.github.camelpop3x.message.ContentOptions;
import io.github.camelpop3x.message.ExchangeContent;
import io.github.camelpop3x.message.MailHeaderFilterStrategy;
import io.github.camelpop3x.message.MessageFormat;
import io.github.camelpop3x.message.Spool;
import io.github.camelpop3x.message.SpoolBudget;
import io.github.camelpop3x.message.SpoolSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** From a retrieved message to an exchange with its headers and its body. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MappingBenchmark {

    private static final int MAX_TEXT_SIZE = 1_000_000;

    private static final byte[] MAIL =
            ("""
            Return-Path: <sender@example.org>
            Received: from a.example.org by b.example.org; Mon, 23 Nov 2026 10:00:00 +0000
            Received: from c.example.org by a.example.org; Mon, 23 Nov 2026 09:59:59 +0000
            From: =?UTF-8?Q?A_S=C3=A4nder?= <sender@example.org>
            To: A Reader <reader@example.org>
            Subject: An invoice
            Date: Mon, 23 Nov 2026 10:00:00 +0000
            Message-ID: <benchmark@example.org>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=us-ascii

            """ + ("x".repeat(76) + "\n").repeat(20)).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);

    /** What of the message the exchange gets. */
    @Param({"RAW", "MIME", "HEADERS"})
    public MessageFormat format = MessageFormat.RAW;

    private final CamelContext camel = new DefaultCamelContext();
    private final SpoolSettings settings =
            new SpoolSettings(128 * 1024, null, null, new SpoolBudget(SpoolBudget.UNLIMITED));

    /** As an endpoint has one. */
    private final MailHeaderFilterStrategy filter = new MailHeaderFilterStrategy();

    /** Starts Camel, whose exchanges need it. */
    @Setup
    public void start() {
        camel.start();
    }

    /** Stops it. */
    @TearDown
    public void stop() {
        camel.stop();
    }

    /** Into the spool only. */
    @Benchmark
    public Spool spool() throws IOException {
        Spool spool = new Spool(settings, MAIL.length);
        spool.write(MAIL, 0, MAIL.length);
        spool.finish();
        return spool;
    }

    /** Into the spool and onto an exchange. */
    @Benchmark
    public Exchange map() throws IOException {
        Spool spool = spool();
        Exchange exchange = new DefaultExchange(camel);
        ExchangeContent.bind(spool, exchange, new ContentOptions(format, false, MAX_TEXT_SIZE, filter));
        spool.release();
        return exchange;
    }
}
