package io.github.camelpop3x.client.wire;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes the body out of one multi-line reply (RFC 1939, section 3): finds the end and removes the dots that the server
 * stuffed, octet by octet as they came, in pieces of any size.
 *
 * <p>A line begins at the start of the body and after CR LF, nowhere else. A dot at the start of a line is dropped; if
 * CR LF follows it, it was the end. A lone LF or CR is content: taking {@code LF . CR LF} or {@code . CR} for the end
 * would cut the message short and leave the rest in the stream, where a sender could have written forged replies (wire
 * cases 27 and 28). The price: a server that ends its lines with LF alone runs into a timeout, and nothing is lost.
 *
 * <p>Used for one body, by one thread.
 */
public final class MultiLineDecoder {

    private static final byte CR = '\r';
    private static final byte LF = '\n';
    private static final byte DOT = '.';
    private static final byte[] HELD_CR = {CR};
    /** Dots are rarer than line ends, and base64 has none. */
    private static final OctetSearch DOTS = new OctetSearch(DOT);

    /** How much of {@code . CR LF} has been seen at the start of a line, where it stands at the end of a piece. */
    private int held;
    /** The last two octets before the piece at hand; at first as if a line had just ended. */
    private byte previous = LF;

    private byte beforePrevious = CR;
    private boolean done;
    private long octets;

    /** Octets of the body that were decoded. */
    public long octets() {
        return octets;
    }

    /** Whether the end of the body was seen. */
    public boolean done() {
        return done;
    }

    /**
     * Decodes one piece.
     *
     * @return the index after the last octet that belongs to this body; less than {@code to} only at the end of it
     * @throws IOException from the sink
     */
    public int decode(byte[] data, int from, int to, OutputStream sink) throws IOException {
        if (from == to) {
            return from;
        }
        int base = resume(data, from, to, sink);
        if (done || held > 0) {
            return base;
        }
        int text = base;
        int dot;
        while ((dot = dotAtLineStart(data, base, text, to)) >= 0) {
            write(data, text, dot, sink);
            int follows = endMarkerAt(data, dot + 1, to);
            if (follows == 2) {
                done = true;
                return dot + 3;
            }
            if (dot + 1 + follows == to) {
                held = 1 + follows;
                return to;
            }
            text = dot + 1;
        }
        write(data, text, to, sink);
        remember(data, base, to);
        return to;
    }

    /** Goes on with a dot that stood at the end of the last piece. Returns where the rest begins. */
    private int resume(byte[] data, int from, int to, OutputStream sink) throws IOException {
        int at = from;
        if (held == 1) {
            if (data[at] == CR) {
                held = 2;
                at++;
            } else {
                held = 0;
                previous = DOT;
            }
        }
        if (held == 2 && at < to) {
            if (data[at] == LF) {
                done = true;
                return at + 1;
            }
            // '. CR' and then something else: the dot was stuffed, the CR is content.
            write(HELD_CR, 0, 1, sink);
            held = 0;
            beforePrevious = DOT;
            previous = CR;
        }
        return at;
    }

    private void write(byte[] data, int from, int to, OutputStream sink) throws IOException {
        if (to > from) {
            sink.write(data, from, to - from);
            octets += to - from;
        }
    }

    /** How many octets of CR LF stand at this place: 0, 1 or 2. */
    private static int endMarkerAt(byte[] data, int at, int to) {
        if (at >= to || data[at] != CR) {
            return 0;
        }
        return at + 1 < to && data[at + 1] == LF ? 2 : 1;
    }

    private int dotAtLineStart(byte[] data, int base, int from, int to) {
        int dot = DOTS.in(data, from, to);
        while (dot >= 0 && !(octet(data, base, dot - 1) == LF && octet(data, base, dot - 2) == CR)) {
            dot = DOTS.in(data, dot + 1, to);
        }
        return dot;
    }

    /** The octet at an index that may lie up to two before the piece. */
    private byte octet(byte[] data, int base, int index) {
        if (index >= base) {
            return data[index];
        }
        return index == base - 1 ? previous : beforePrevious;
    }

    private void remember(byte[] data, int base, int to) {
        if (to - base >= 2) {
            beforePrevious = data[to - 2];
            previous = data[to - 1];
        } else if (to - base == 1) {
            beforePrevious = previous;
            previous = data[base];
        }
    }
}
