package io.github.camelpop3x.client.wire;

import io.github.camelpop3x.client.model.Pop3ProtocolException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Cuts the body of a list (CAPA, LIST, UIDL) into lines, within bounds. For one body and one thread. */
final class LineSplitter extends OutputStream {

    /** More than a line of UIDL by RFC 1939; only a list of many longer ones is refused. */
    private static final int USUAL_LINE = 100;

    private final int maxLength;
    private final int maxLines;
    private final Consumer<String> lines;

    private byte[] line = new byte[128];
    private int length;
    private int count;
    private final long mostOctets;
    private long octets;

    LineSplitter(int maxLength, int maxLines, Consumer<String> lines) {
        this.maxLength = maxLength;
        this.maxLines = maxLines;
        this.mostOctets = maxLength + (long) maxLines * USUAL_LINE;
        this.lines = lines;
    }

    @Override
    public void write(int octet) throws Pop3ProtocolException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] data, int from, int count) throws Pop3ProtocolException {
        int begin = from;
        int to = from + count;
        for (int i = from; i < to; i++) {
            if (data[i] == '\n') {
                append(data, begin, i);
                emit();
                begin = i + 1;
            }
        }
        append(data, begin, to);
    }

    /** Emits a last line that had no end. */
    void finish() throws Pop3ProtocolException {
        if (length > 0) {
            emit();
        }
    }

    private void append(byte[] data, int from, int to) throws Pop3ProtocolException {
        int more = to - from;
        octets += more;
        // One more for the CR.
        if (length + more > maxLength + 1) {
            throw tooLong();
        }
        if (octets > mostOctets) {
            throw new Pop3ProtocolException("The server sent a list of more than " + mostOctets + " octets");
        }
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(line.length * 2, length + more));
        }
        System.arraycopy(data, from, line, length, more);
        length += more;
    }

    private Pop3ProtocolException tooLong() {
        return new Pop3ProtocolException("The server sent a line of more than " + maxLength + " octets in a list");
    }

    private void emit() throws Pop3ProtocolException {
        if (++count > maxLines) {
            throw new Pop3ProtocolException("The server listed more than " + maxLines + " entries");
        }
        int shown = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        if (shown > maxLength) {
            throw tooLong();
        }
        lines.accept(new String(line, 0, shown, StandardCharsets.ISO_8859_1));
        length = 0;
    }
}
