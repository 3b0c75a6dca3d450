package io.github.camelpop3x.message.mime;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a stream line by line and knows where it is. A line ends with LF, with or without CR before it. One that doesn't
 * fit the buffer comes in pieces, so that memory is bounded whatever is read. For one thread.
 */
final class LineScanner {

    private static final int CAPACITY = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer;
    /** Where in the stream the buffer begins. */
    private long base;

    private int start;
    private int end;
    private int limit;
    private boolean eof;

    private boolean startsLine;
    private boolean endsLine = true;

    /**
     * A scanner at the begin of a stream.
     *
     * @param length octets of the stream: most messages take a fraction of the buffer
     */
    LineScanner(InputStream in, long length) {
        this.in = in;
        this.buffer = new byte[(int) Math.min(CAPACITY, length + 1)];
    }

    /** A scanner of what an array begins with; each line is one piece. */
    LineScanner(byte[] array, int length) {
        this.in = InputStream.nullInputStream();
        this.buffer = array;
        this.limit = length;
        this.eof = true;
    }

    /** Goes to the next piece. Returns whether there is one. */
    boolean next() throws IOException {
        start = end;
        startsLine = endsLine;
        int searched = start;
        while (true) {
            for (int i = searched; i < limit; i++) {
                if (buffer[i] == '\n') {
                    end = i + 1;
                    endsLine = true;
                    return true;
                }
            }
            searched = limit;
            if (eof) {
                end = limit;
                endsLine = false;
                return end > start;
            }
            if (start == 0 && limit == buffer.length) {
                // A CR stays for the next piece, where its LF may be.
                end = buffer[limit - 1] == '\r' ? limit - 1 : limit;
                endsLine = false;
                return true;
            }
            searched -= start;
            fill();
        }
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, limit - start);
        base += start;
        limit -= start;
        start = 0;
        int got = in.read(buffer, limit, buffer.length - limit);
        if (got < 0) {
            eof = true;
        } else {
            limit += got;
        }
    }

    /** Whether the piece is the first of its line. */
    boolean startsLine() {
        return startsLine;
    }

    /** Where in the stream the piece begins. */
    long offset() {
        return base + start;
    }

    /** Where in the stream the next piece begins. */
    long nextOffset() {
        return base + end;
    }

    /** Octets of the piece without the line's ending. */
    int length() {
        return end - start - ending();
    }

    /** Octets of the line's ending: 2 for CRLF, 1 for LF, 0 where it isn't in this piece. */
    int ending() {
        if (!endsLine) {
            return 0;
        }
        return end - start > 1 && buffer[end - 2] == '\r' ? 2 : 1;
    }

    /** The piece's octet at an index below its length. */
    byte at(int index) {
        return buffer[start + index];
    }

    /** The array that holds the piece, at {@link #from}. */
    byte[] array() {
        return buffer;
    }

    int from() {
        return start;
    }

    /** Whether these octets stand at an index. */
    boolean has(byte[] octets, int index) {
        if (length() - index < octets.length) {
            return false;
        }
        for (int i = 0; i < octets.length; i++) {
            if (at(index + i) != octets[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether nothing but blanks stands from an index on. */
    boolean blankFrom(int index) {
        for (int i = index; i < length(); i++) {
            if (at(i) != ' ' && at(i) != '\t') {
                return false;
            }
        }
        return true;
    }
}
