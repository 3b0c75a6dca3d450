package io.github.camelpop3x.client.wire;

import io.github.camelpop3x.client.model.Pop3ProtocolException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The body of a list (CAPA, LIST, UIDL) as octets, within bounds: filled while it comes, and cut into lines when
 * somebody asks. Two of them are equal if they have the same octets. For one thread until it is finished, and unchangeable
 * from then on.
 */
public final class ListBody extends OutputStream {

    /** More than a line of UIDL by RFC 1939; only a list of many longer ones is refused. */
    private static final int USUAL_LINE = 100;

    private static final int SMALLEST = 512;
    /** What an array can hold. */
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private static final OctetSearch LINE_ENDS = new OctetSearch((byte) '\n');

    private final int maxLength;
    private final int maxLines;
    private final int mostOctets;

    private byte[] octets = new byte[SMALLEST];
    private int length;
    private int lines;
    /** Where the line begins whose end hasn't come yet. */
    private int open;

    /**
     * An empty list.
     *
     * @param maxLength octets of a line, without its end
     * @param maxLines how many lines
     */
    ListBody(int maxLength, int maxLines) {
        this.maxLength = maxLength;
        this.maxLines = maxLines;
        this.mostOctets = (int) Math.min(LARGEST, maxLength + (long) maxLines * USUAL_LINE);
    }

    /** Takes a line as octets. */
    public interface LineReader {
        /** The line stands from one index to before the other. */
        void read(byte[] octets, int from, int to);
    }

    @Override
    public void write(int octet) throws Pop3ProtocolException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] data, int from, int count) throws Pop3ProtocolException {
        if (length + (long) count > mostOctets) {
            throw new Pop3ProtocolException("The server sent a list of more than " + mostOctets + " octets");
        }
        if (length + count > octets.length) {
            long doubled = Math.max(octets.length * 2L, length + count);
            octets = Arrays.copyOf(octets, (int) Math.min(doubled, mostOctets));
        }
        System.arraycopy(data, from, octets, length, count);
        int searched = length;
        length += count;
        check(searched);
    }

    private void check(int from) throws Pop3ProtocolException {
        for (int end = LINE_ENDS.in(octets, from, length); end >= 0; end = LINE_ENDS.in(octets, end + 1, length)) {
            checkLine(open, end);
            open = end + 1;
        }
        // One more for a CR, whose LF is still to come.
        if (length - open > maxLength + 1) {
            throw tooLong();
        }
    }

    private void checkLine(int from, int to) throws Pop3ProtocolException {
        if (++lines > maxLines) {
            throw new Pop3ProtocolException("The server listed more than " + maxLines + " entries");
        }
        if (withoutCr(from, to) - from > maxLength) {
            throw tooLong();
        }
    }

    private int withoutCr(int from, int to) {
        return to > from && octets[to - 1] == '\r' ? to - 1 : to;
    }

    private Pop3ProtocolException tooLong() {
        return new Pop3ProtocolException("The server sent a line of more than " + maxLength + " octets in a list");
    }

    /** After its end: a last line that had no end counts too. What was room for more is given back. */
    void finish() throws Pop3ProtocolException {
        if (length > open) {
            checkLine(open, length);
        }
        octets = Arrays.copyOf(octets, length);
    }

    /** How many lines there are. */
    public int lines() {
        return lines;
    }

    /** Each line without its end. */
    public void forEach(LineReader reader) {
        int from = 0;
        while (from < length) {
            int end = LINE_ENDS.in(octets, from, length);
            int to = end < 0 ? length : end;
            reader.read(octets, from, withoutCr(from, to));
            from = to + 1;
        }
    }

    /** Each line without its end, one {@code char} for each octet. */
    public void forEachText(Consumer<String> reader) {
        forEach((line, from, to) -> reader.accept(new String(line, from, to - from, StandardCharsets.ISO_8859_1)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ListBody that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return 31 * length + lines;
    }
}
