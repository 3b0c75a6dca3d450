package io.github.camelpop3x.testserver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * Command lines as the client sent them: a line ends with CRLF and with nothing else, so that a bare CR or LF stays
 * visible in it. Knows how many complete lines have arrived and are still unread. Not thread-safe.
 */
final class CommandReader {

    /** Far above any legal command or SASL response: a client that gets here is broken. */
    private static final int LONGEST_LINE = 1 << 20;

    private final Charset charset;
    private InputStream in;
    private byte[] buffer = new byte[16 * 1024];
    private int start;
    private int end;
    private int completeLines;

    CommandReader(InputStream in, Charset charset) {
        this.in = in;
        this.charset = charset;
    }

    /** Reads from another stream from now on, as after a TLS handshake. Nothing may be buffered. */
    void source(InputStream source) {
        if (end > start) {
            throw new IllegalStateException("unread: " + unterminated());
        }
        in = source;
    }

    /** The next line without its CRLF, or null where the client has closed; what was cut off is {@link #unterminated()}. */
    String readLine() throws IOException {
        while (completeLines == 0) {
            makeRoom();
            if (!fill()) {
                return null;
            }
        }
        int eol = start;
        while (buffer[eol] != '\r' || buffer[eol + 1] != '\n') {
            eol++;
        }
        String line = new String(buffer, start, eol - start, charset);
        start = eol + 2;
        completeLines--;
        return line;
    }

    /** Takes in what has already arrived, as far as it fits, without waiting; then counts the complete lines. */
    int completeLinesArrived() throws IOException {
        if (start == end) {
            start = 0;
            end = 0;
        }
        while (end < buffer.length && in.available() > 0 && fill()) {
            // all there is to do is to fill
        }
        return completeLines;
    }

    boolean hasUnread() {
        return end > start;
    }

    /** The bytes that are buffered, read as text: after the end of the stream, a line without its CRLF. */
    String unterminated() {
        return new String(buffer, start, end - start, charset);
    }

    private void makeRoom() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            if (end >= LONGEST_LINE) {
                throw new IOException("the client sent " + end + " bytes without CRLF");
            }
            buffer = Arrays.copyOf(buffer, 2 * end);
        }
    }

    private boolean fill() throws IOException {
        int n = in.read(buffer, end, buffer.length - end);
        if (n < 0) {
            return false;
        }
        for (int i = end; i < end + n; i++) {
            if (buffer[i] == '\n' && i > start && buffer[i - 1] == '\r') {
                completeLines++;
            }
        }
        end += n;
        return true;
    }
}
