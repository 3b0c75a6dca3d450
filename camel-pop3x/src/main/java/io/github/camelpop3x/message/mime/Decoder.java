package io.github.camelpop3x.message.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A stream that decodes another one, in bounded memory. Errors come only from the stream that is decoded. For one thread.
 *
 * <p>mime4j's decoders aren't used since that for base64 ends at the first padding, behind which some senders go on, and
 * that for quoted-printable collects blanks without a bound and changes line endings.
 */
abstract class Decoder extends InputStream {

    private static final int CAPACITY = 8 * 1024;

    private final InputStream in;
    private final byte[] encoded = new byte[CAPACITY];
    private int next;
    private int limit;

    private byte[] decoded = new byte[CAPACITY];
    private int from;
    private int to;
    private boolean ended;

    Decoder(InputStream in) {
        this.in = in;
    }

    /** Takes an octet of the encoded stream. */
    abstract void take(int octet);

    /** Takes its end. */
    void takeEnd() {}

    /** Gives an octet of the decoded stream. */
    final void give(int octet) {
        if (to == decoded.length) {
            decoded = Arrays.copyOf(decoded, decoded.length * 2);
        }
        decoded[to++] = (byte) octet;
    }

    /** Decodes until there is something or nothing comes any more. */
    private boolean fill() throws IOException {
        from = 0;
        to = 0;
        while (to == 0 && !ended) {
            if (next == limit) {
                limit = in.read(encoded, 0, encoded.length);
                next = 0;
            }
            if (limit < 0) {
                ended = true;
                limit = 0;
                takeEnd();
            }
            while (next < limit && to < CAPACITY) {
                take(encoded[next++] & 0xff);
            }
        }
        return to > 0;
    }

    @Override
    public int read() throws IOException {
        return from < to || fill() ? decoded[from++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (from == to && !fill()) {
            return -1;
        }
        int count = Math.min(length, to - from);
        System.arraycopy(decoded, from, target, offset, count);
        from += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
