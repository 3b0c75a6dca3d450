package io.github.camelpop3x.client.wire;

import io.github.camelpop3x.client.model.Pop3ProtocolException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The dialogue over one stream: command lines out, replies in, in order. Buffers both ways, bounded.
 *
 * <p>Knows no protocol state. After any exception the stream is out of step and must not be used again. For one thread
 * at a time.
 */
public final class Wire {

    /** Enough for a session with a few small mails; thousands of sessions may be open at once. */
    private static final int SMALLEST_BUFFER = 8 * 1024;

    /** A larger one would save no more system calls worth mentioning. */
    private static final int LARGEST_BUFFER = 128 * 1024;

    private static final int SMALLEST_PENDING = 512;
    /** More than a pipeline has on its way, and than the longest line. */
    private static final int LARGEST_PENDING = 16 * 1024;

    private static final int MAX_STRAYS = 4;
    private static final OctetSearch LINE_ENDS = new OctetSearch((byte) '\n');
    /** To mask shorter ones would make a riddle of whatever the server says. */
    private static final int SHORTEST_HIDDEN = 4;

    private final InputStream in;
    private final OutputStream out;
    private final WireListener listener;
    private final int maxLineLength;

    private byte[] buffer = new byte[SMALLEST_BUFFER];
    private int start;
    private int end;
    /** Of the line that was read last. */
    private int lineEnd;

    private byte[] pending = new byte[SMALLEST_PENDING];
    private int pendingLength;
    private int strays;
    /** What was sent and must not be shown if the server echoes it, one {@code char} for each octet. */
    private List<String> secrets = List.of();

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
        if (pendingLength + octets.length > LARGEST_PENDING) {
            flush();
        }
        if (pendingLength + octets.length > pending.length) {
            pending = Arrays.copyOf(pending, Math.max(2 * pending.length, pendingLength + octets.length));
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
            List<String> more = new ArrayList<>(secrets);
            more.add(new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
            // Every reply refers to the list as it was then.
            secrets = List.copyOf(more);
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
        int line = readLine();
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
        int line = readLine();
        strays++;
        return isStray(line) ? new Reply(Reply.Status.OK, line == lineEnd ? "" : ".") : reply(line);
    }

    private boolean isStray(int line) {
        return line == lineEnd || (line + 1 == lineEnd && buffer[line] == '.');
    }

    private Reply reply(int line) throws Pop3ProtocolException {
        Reply reply = Reply.parse(buffer, line, lineEnd, secrets);
        listener.received(reply);
        return reply;
    }

    /**
     * Takes a line, which stands in the buffer from the returned index to before {@link #lineEnd} until more is read. LF
     * alone ends it too: some servers end a challenge so (wire case 11), and within one line nothing can be forged by it.
     */
    private int readLine() throws IOException {
        int searched = 0;
        while (true) {
            int lf = LINE_ENDS.in(buffer, start + searched, end);
            int to = lf < 0 ? end : lf;
            lineEnd = to > start && buffer[to - 1] == '\r' ? to - 1 : to;
            bounded(lineEnd - start);
            if (lf >= 0) {
                int line = start;
                start = lf + 1;
                return line;
            }
            searched = end - start;
            compact();
            fill();
        }
    }

    private void bounded(int length) throws Pop3ProtocolException {
        if (length > maxLineLength) {
            throw new Pop3ProtocolException("The server sent a line of more than " + maxLineLength + " octets");
        }
    }

    /** Makes room for at least one octet. */
    private void compact() {
        byte[] target = end - start == buffer.length ? new byte[2 * buffer.length] : buffer;
        System.arraycopy(buffer, start, target, 0, end - start);
        buffer = target;
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

    /** The next piece of a body. A peer that fills the buffer has more: the next read may take twice as much. */
    private void refill() throws IOException {
        if (end == buffer.length && buffer.length < LARGEST_BUFFER) {
            buffer = new byte[2 * buffer.length];
        }
        start = 0;
        end = 0;
        fill();
    }

    /**
     * Copies the body of a multi-line reply into a sink, dots removed.
     *
     * @return octets of the body
     * @throws IOException from the stream or from the sink
     */
    public long readBody(OutputStream sink) throws IOException {
        MultiLineDecoder decoder = new MultiLineDecoder();
        while (true) {
            start = decoder.decode(buffer, start, end, sink);
            if (decoder.done()) {
                listener.receivedBody(decoder.octets());
                return decoder.octets();
            }
            refill();
        }
    }

    /**
     * Reads a multi-line reply that is a list (CAPA, LIST, UIDL).
     *
     * @param maxLines more than these end in {@link Pop3ProtocolException}
     */
    public ListBody readList(int maxLines) throws IOException {
        ListBody list = new ListBody(maxLineLength, maxLines);
        readBody(list);
        list.finish();
        return list;
    }
}
