package io.github.camelpop3x.benchmarks.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Counts what arrives and throws it away. Thread-safe. */
final class Tally {

    private static final int BUFFER = 64 * 1024;

    private final LongAdder messages = new LongAdder();
    private final LongAdder octets = new LongAdder();
    /** Those that nobody uses just now: not one for each thread, of which there may be thousands. */
    private final Queue<byte[]> free = new ConcurrentLinkedQueue<>();

    /** One more message, of which so many octets were seen. */
    void add(long seen) {
        messages.increment();
        octets.add(seen);
    }

    /** One more message, which is read to its end. */
    void read(InputStream message) throws IOException {
        byte[] pooled = free.poll();
        byte[] buffer = pooled == null ? new byte[BUFFER] : pooled;
        long seen = 0;
        for (int count = message.read(buffer); count >= 0; count = message.read(buffer)) {
            seen += count;
        }
        free.add(buffer);
        add(seen);
    }

    /** A sink that counts octets only. */
    OutputStream sink() {
        return new OutputStream() {
            @Override
            public void write(int octet) {
                octets.increment();
            }

            @Override
            public void write(byte[] data, int from, int length) {
                octets.add(length);
            }
        };
    }

    /** One more message, whose octets went to the sink. */
    void addMessage() {
        messages.increment();
    }

    /** What another one counted. */
    void add(Tally other) {
        messages.add(other.messages());
        octets.add(other.octets());
    }

    long messages() {
        return messages.sum();
    }

    long octets() {
        return octets.sum();
    }

    void reset() {
        messages.reset();
        octets.reset();
    }
}
