package io.github.camelpop3x.client.wire;

import io.github.camelpop3x.client.model.Pop3ProtocolException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The dialogue over one stream: command lines out, replies in, in order. Buffers both ways, bounded.
 *
 * <p>Knows no protocol state. After any exception the stream is out of step and must not be used again. For one thread
 * at a time.
 */
public final class Wire {

    private static final int BUFFER = 32 * 1024;
    private static final int MAX_STRAYS = 4;
    /** To mask shorter ones would make a riddle of whatever the server says. */
    private static final int SHORTEST_HIDDEN = 4;

    private final InputStream in;
    private final OutputStream out;
    private final WireListener listener;
    private final int maxLineLength;

    private final byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;

    private final byte[] pending = new byte[BUFFER];
    private int pendingLength;
    private int strays;
    /** What was sent and must not be shown if the server echoes it, one {@code char} for each octet. */
    private final List<String> secrets = new ArrayList<>();

    /** A dialogue over a stream of which nothing was read yet. */
    public Wire(InputStream in, OutputStream out, int maxLineLength, WireListener listener) {
        this.in = in;
        this.out = out;
        this.maxLineLength = maxLineLength;
        this.listener = listener;
    }

    /** Puts a command behind those that wait for {@link #flush}. */
    public void send(CommandLine command) throws IOException {
        byte[] octets = command.octets();
        if (pendingLength + octets.length > pending.length) {
            flush();
        }
        System.arraycopy(octets, 0, pending, pendingLength, octets.length);
        pendingLength += octets.length;
        listener.sent(command);
        remember(command.secret());
    }

    /** Sends what waits. */
    public void flush() throws IOException {
        if (pendingLength > 0) {
            out.write(pending, 0, pendingLength);
            out.flush();
            pendingLength = 0;
        }
    }

    /** Octets that have come and weren't asked for yet. */
    public int unread() {
        return end - start;
    }

    /**
     * What is masked in replies from now on, besides the secrets in lines that are sent: GNU Mailutils echoes a command
     * line that is too long for it, password and all.
     */
    public void hide(String secret) {
        remember(secret);
    }

    private void remember(String secret) {
        if (secret.length() >= SHORTEST_HIDDEN) {
            secrets.add(new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        }
    }

    /** How many lines were skipped that nobody asked for. More than none: don't pipeline with this server. */
    public int strays() {
        return strays;
    }

    /**
     * The first line of the next reply. A few empty lines or lone dots before it are skipped: some servers end a
     * message twice (wire case 31).
     *
     * @throws Pop3ProtocolException it isn't POP3's or it is too long
     * @throws EOFException the server closed the connection
     */
    public Reply readReply() throws IOException {
        String line = readLine();
        for (int skipped = 0; skipped < MAX_STRAYS && isStray(line); skipped++) {
            strays++;
            line = readLine();
        }
        return reply(line);
    }

    /**
     * A line that came without being asked for. One that is empty or a lone dot counts as {@code +OK}: it is the second
     * end of a message, and nothing may come behind it.
     */
    public Reply readStray() throws IOException {
        String line = readLine();
        strays++;
        return isStray(line) ? new Reply(Reply.Status.OK, line) : reply(line);
    }

    private static boolean isStray(String line) {
        return line.isEmpty() || line.equals(".");
    }

    private Reply reply(String line) throws Pop3ProtocolException {
        Reply reply = Reply.parse(line, secrets);
        listener.received(reply);
        return reply;
    }

    /**
     * A line without its end, one {@code char} for each octet. LF alone ends it too: some servers end a challenge so
     * (wire case 11), and within one line nothing can be forged by it.
     */
    private String readLine() throws IOException {
        int scanned = start;
        while (true) {
            for (int i = scanned; i < end; i++) {
                if (buffer[i] == '\n') {
                    int length = i - start - (i > start && buffer[i - 1] == '\r' ? 1 : 0);
                    bounded(length);
                    String line = new String(buffer, start, length, StandardCharsets.ISO_8859_1);
                    start = i + 1;
                    return line;
                }
            }
            bounded(end - start - (end > start && buffer[end - 1] == '\r' ? 1 : 0));
            scanned = end - start;
            compact();
            fill();
        }
    }

    private void bounded(int length) throws Pop3ProtocolException {
        if (length > maxLineLength) {
            throw new Pop3ProtocolException("The server sent a line of more than " + maxLineLength + " octets");
        }
    }

    private void compact() {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
    }

    /** Gets at least one more octet into the buffer, which must have room. */
    private void fill() throws IOException {
        int got = in.read(buffer, end, buffer.length - end);
        if (got < 0) {
            throw new EOFException("the server closed the connection");
        }
        end += got;
    }

    /**
     * Copies the body of a multi-line reply into a sink, dots removed.
     *
     * @return octets of the body
     * @throws IOException from the stream or from the sink
     */
    public long readBody(OutputStream sink) throws IOException {
        MultiLineDecoder decoder = new MultiLineDecoder();
        CountingSink counted = new CountingSink(sink);
        while (true) {
            start = decoder.decode(buffer, start, end, counted);
            if (decoder.done()) {
                listener.receivedBody(counted.octets);
                return counted.octets;
            }
            start = 0;
            end = 0;
            fill();
        }
    }

    /**
     * Reads a multi-line reply that is a list (CAPA, LIST, UIDL), line by line, one {@code char} for each octet.
     *
     * @param maxLines more than these end in {@link Pop3ProtocolException}
     */
    public void readLines(int maxLines, Consumer<String> lines) throws IOException {
        LineSplitter splitter = new LineSplitter(maxLineLength, maxLines, lines);
        readBody(splitter);
        splitter.finish();
    }

    /** Counts what passes. */
    private static final class CountingSink extends OutputStream {

        private final OutputStream sink;
        private long octets;

        CountingSink(OutputStream sink) {
            this.sink = sink;
        }

        @Override
        public void write(int octet) throws IOException {
            sink.write(octet);
            octets++;
        }

        @Override
        public void write(byte[] data, int from, int length) throws IOException {
            if (length > 0) {
                sink.write(data, from, length);
                octets += length;
            }
        }
    }
}
