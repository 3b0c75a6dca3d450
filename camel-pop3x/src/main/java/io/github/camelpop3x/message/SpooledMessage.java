package io.github.camelpop3x.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.SafeCopyProperty;
import org.apache.camel.StreamCache;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * A retrieved message as an exchange's body: a stream that can be read again and again and knows its size.
 *
 * <p>Its file is removed when the exchange is done. Copies of the exchange keep it: one that took over the exchange's
 * completions, as behind {@code seda:}, until it is done too; any other one until the garbage collection of the last
 * body that reads it, since nobody says when such a copy is done: an aggregator, say, reads it when the exchange that
 * brought it is long over. One reader at a time; {@link #copy} gives another one.
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
        ExchangeExtension extension = exchange.getExchangeExtension();
        spool.retain();
        extension.addOnCompletion(new Hold(spool));
        spool.retain();
        extension.addOnCompletion(new HandedOverHold(spool));
        extension.setSafeCopyProperty(ESCAPE, new Escape(spool, new AtomicBoolean()));
        return new SpooledMessage(spool);
    }

    /** Holds until the exchange is done, whoever else takes over its completions. */
    private static final class Hold extends SynchronizationAdapter {

        private final Spool spool;

        Hold(Spool spool) {
            this.spool = spool;
        }

        @Override
        public boolean allowHandover() {
            return false;
        }

        @Override
        public void onDone(Exchange exchange) {
            spool.release();
        }
    }

    /** Holds until the last exchange that took over the completions is done, and sees which copies those are. */
    private static final class HandedOverHold extends SynchronizationAdapter {

        private final Spool spool;

        HandedOverHold(Spool spool) {
            this.spool = spool;
        }

        @Override
        public void beforeHandover(Exchange target) {
            Escape escape = target.getExchangeExtension().getSafeCopyProperty(ESCAPE, Escape.class);
            if (escape != null && escape.spool == spool && escape.ends.compareAndSet(false, true)) {
                target.getExchangeExtension().addOnCompletion(new Hold(spool));
            }
        }

        @Override
        public void onDone(Exchange exchange) {
            spool.release();
        }
    }

    /**
     * Camel asks the properties of an exchange that is copied for copies of them: the one sign that it was. The copy's
     * hold is never released, unless the copy tells when it ends.
     *
     * @param ends whether the exchange that has this tells when it is done
     */
    private record Escape(Spool spool, AtomicBoolean ends) implements SafeCopyProperty {

        @Override
        public SafeCopyProperty safeCopy() {
            spool.retain();
            return new Escape(spool, new AtomicBoolean());
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
