package io.github.camelpop3x.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.SafeCopyProperty;
import org.apache.camel.StreamCache;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * A retrieved message as an exchange's body: a stream that can be read again and again and knows its size.
 *
 * <p>Its file is removed when the exchange is done, unless a copy of the exchange was made: an aggregator, say, reads it
 * when the exchange that brought it is long over. Then it goes with the garbage collection of the last body that reads
 * it. One reader at a time; {@link #copy} gives another one.
 */
public final class SpooledMessage extends InputStream implements StreamCache {

    private static final String ESCAPE = "CamelPop3xSpool";

    private final Spool spool;
    private InputStream stream;
    private long position;

    private SpooledMessage(Spool spool) {
        this.spool = spool;
        this.stream = spool.open();
    }

    /** A finished spool as a body; the exchange holds it until it is done. The caller's own hold stays his. */
    public static SpooledMessage of(Spool spool, Exchange exchange) {
        spool.retain();
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                spool.release();
            }
        });
        exchange.getExchangeExtension().setSafeCopyProperty(ESCAPE, new Escape(spool));
        return new SpooledMessage(spool);
    }

    /** Camel asks the properties of an exchange that is copied for copies of them: the one sign that it was. */
    private record Escape(Spool spool) implements SafeCopyProperty {

        @Override
        public SafeCopyProperty safeCopy() {
            spool.leaveToGarbageCollector();
            return this;
        }
    }

    @Override
    public int read() throws IOException {
        int octet = stream.read();
        if (octet >= 0) {
            position++;
        }
        return octet;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int got = stream.read(target, from, length);
        position += Math.max(0, got);
        return got;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = stream.skip(count);
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, spool.length() - position);
    }

    /** Back to the first octet. */
    @Override
    public void reset() {
        stream = spool.open();
        position = 0;
    }

    /** Writes the whole message, wherever this reader is. */
    @Override
    public void writeTo(OutputStream target) throws IOException {
        spool.open().transferTo(target);
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        return of(spool, exchange);
    }

    @Override
    public boolean inMemory() {
        return spool.inMemory();
    }

    @Override
    public long length() {
        return spool.length();
    }

    @Override
    public long position() {
        return position;
    }
}
