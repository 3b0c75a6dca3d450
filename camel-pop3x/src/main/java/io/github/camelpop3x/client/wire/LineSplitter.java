package io.github.camelpop3x.client.wire;

import io.github.camelpop3x.client.model.Pop3ProtocolException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Cuts the body of a list (CAPA, LIST, UIDL) into lines, within bounds. For one body and one thread. */
final class LineSplitter extends OutputStream {

    private final int maxLength;
    private final int maxLines;
    private final Consumer<String> lines;

    private byte[] line = new byte[128];
    private int length;
    private int count;

    LineSplitter(int maxLength, int maxLines, Consumer<String> lines) {
        this.maxLength = maxLength;
        this.maxLines = maxLines;
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
        if (length + more > maxLength) {
            throw new Pop3ProtocolException("The server sent a line of more than " + maxLength + " octets in a list");
        }
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(line.length * 2, length + more));
        }
        System.arraycopy(data, from, line, length, more);
        length += more;
    }

    private void emit() throws Pop3ProtocolException {
        if (++count > maxLines) {
            throw new Pop3ProtocolException("The server listed more than " + maxLines + " entries");
        }
        int shown = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        lines.accept(new String(line, 0, shown, StandardCharsets.ISO_8859_1));
        length = 0;
    }
}
