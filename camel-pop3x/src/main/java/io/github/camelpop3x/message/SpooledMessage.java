package io.github.camelpop3x.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/**
 * A retrieved message or its text as an exchange's body: a stream that can be read again and again and knows its size.
 *
 * <p>Its file is removed when the exchange is done, see {@link SpoolHold} for its copies. One reader at a time;
 * {@link #copy} gives another one.
 */
public final class SpooledMessage extends InputStream implements StreamCache {

    private static final long UNKNOWN = -1;

    /** What is read of the spool. */
    interface Content {
        InputStream open() throws IOException;
    }

    private final Spool spool;
    private final Content content;
    private long length;
    private @Nullable InputStream stream;
    private long position;

    private SpooledMessage(Spool spool, Content content, long length) {
        this.spool = spool;
        this.content = content;
        this.length = length;
    }

    /** A finished spool as a body; the exchange holds it until it is done. The caller's own hold stays his. */
    public static SpooledMessage of(Spool spool, Exchange exchange) {
        SpoolHold.of(spool, exchange);
        return new SpooledMessage(spool, spool::open, spool.length());
    }

    /** Something that is decoded from a spool while it is read. */
    static SpooledMessage of(Spool spool, Content content, Exchange exchange) {
        SpoolHold.of(spool, exchange);
        return new SpooledMessage(spool, content, UNKNOWN);
    }

    /** Another stream from the first octet on, wherever this reader is. */
    InputStream open() throws IOException {
        return content.open();
    }

    private InputStream stream() throws IOException {
        InputStream current = stream;
        if (current == null) {
            current = content.open();
            stream = current;
        }
        return current;
    }

    @Override
    public int read() throws IOException {
        int octet = stream().read();
        if (octet >= 0) {
            position++;
        }
        return octet;
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
        int got = stream().read(target, from, count);
        position += Math.max(0, got);
        return got;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = stream().skip(count);
        position += skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return length == UNKNOWN ? stream().available() : (int) Math.min(Integer.MAX_VALUE, length - position);
    }

    /** Back to the first octet. */
    @Override
    public void reset() {
        stream = null;
        position = 0;
    }

    /** Writes all of it, wherever this reader is. */
    @Override
    public void writeTo(OutputStream target) throws IOException {
        try (InputStream all = content.open()) {
            all.transferTo(target);
        }
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        SpoolHold.of(spool, exchange);
        return new SpooledMessage(spool, content, length);
    }

    @Override
    public boolean inMemory() {
        return spool.inMemory();
    }

    /** How many octets there are. What is decoded while it is read is read once to count them. */
    @Override
    public long length() {
        if (length == UNKNOWN) {
            try (InputStream all = content.open()) {
                length = all.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                return 0;
            }
        }
        return length;
    }

    @Override
    public long position() {
        return position;
    }
}
