package io.github.camelpop3x.benchmarks.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The replies to RETR and to TOP: a mail of an exact size whose body has lines of 76 characters. A large one is a text
 * with an attachment in base64. Rendered once for all messages but for the Message-ID, which stands first and has the
 * message's number: some clients tell mails by their headers. Immutable; thread-safe.
 */
public final class MessageImage {

    /** From here on a mail has an attachment. */
    public static final long LARGE = 64 * 1024;

    private static final int LINE = 78;
    private static final int LINES_A_BLOCK = 13_000;
    private static final String BOUNDARY = "=_boundary";
    private static final String ID = "Message-ID: <0000000000@example.org>\r\n";
    private static final int LAST_DIGIT = ID.indexOf('@') - 1;

    private final byte[] retrBegin;
    private final List<ByteBuffer> retr = new ArrayList<>();
    private final byte[] topBegin;
    private final ByteBuffer top;

    private MessageImage(String head, long lines, String tail, long size) {
        retrBegin = ascii("+OK " + size + " octets\r\n" + ID);
        topBegin = ascii("+OK\r\n" + ID);
        String end = tail + ".\r\n";
        if (lines <= LINES_A_BLOCK) {
            retr.add(direct(head, lines, end));
        } else {
            ByteBuffer block = direct("", LINES_A_BLOCK, "");
            retr.add(direct(head, 0, ""));
            for (long left = lines; left > 0; left -= LINES_A_BLOCK) {
                retr.add(block.duplicate().limit((int) Math.min(left, LINES_A_BLOCK) * LINE));
            }
            retr.add(direct("", 0, end));
        }
        String header = head.substring(0, head.indexOf("\r\n\r\n") + 4);
        top = direct(header, 0, ".\r\n");
    }

    /**
     * A mail.
     *
     * @param size octets; at least a few hundred
     */
    static MessageImage of(long size) {
        String head = size < LARGE ? header("text/plain; charset=us-ascii") + "\r\n" : multipart();
        String tail = size < LARGE ? "" : "--" + BOUNDARY + "--\r\n";
        long body = size - ID.length() - head.length() - tail.length();
        if (body < 0) {
            throw new IllegalArgumentException("a message has at least " + (size - body) + " octets, not " + size);
        }
        String padded = head.replaceFirst("Subject: ", "Subject: " + "x".repeat((int) (body % LINE)));
        return new MessageImage(padded, body / LINE, tail, size);
    }

    private static String header(String type) {
        return "Return-Path: <sender@example.org>\r\n"
                + "From: A Sender <sender@example.org>\r\n"
                + "To: A Reader <reader@example.org>\r\n"
                + "Subject: \r\n"
                + "Date: Mon, 23 Nov 2026 10:00:00 +0000\r\n"
                + "MIME-Version: 1.0\r\n"
                + "Content-Type: " + type + "\r\n";
    }

    private static String multipart() {
        return header("multipart/mixed; boundary=\"" + BOUNDARY + "\"") + "\r\n"
                + "--" + BOUNDARY + "\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nSee the attachment.\r\n"
                + "--" + BOUNDARY + "\r\nContent-Type: application/octet-stream\r\n"
                + "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=data.bin\r\n\r\n";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static ByteBuffer direct(String begin, long lines, String end) {
        byte[] line = ascii("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0" + "\r\n");
        if (line.length != LINE) {
            throw new IllegalStateException("a line has " + line.length + " octets");
        }
        ByteBuffer buffer = ByteBuffer.allocateDirect(begin.length() + (int) lines * LINE + end.length());
        buffer.put(ascii(begin));
        for (long i = 0; i < lines; i++) {
            buffer.put(line);
        }
        return buffer.put(ascii(end)).flip().asReadOnlyBuffer();
    }

    /** Adds the whole reply to RETR. */
    void retr(int number, Output output) {
        output.add(numbered(retrBegin, number));
        retr.forEach(output::add);
    }

    /** Adds the whole reply to TOP n 0. */
    void top(int number, Output output) {
        output.add(numbered(topBegin, number));
        output.add(top);
    }

    private static ByteBuffer numbered(byte[] begin, int number) {
        byte[] octets = begin.clone();
        int digit = begin.length - ID.length() + LAST_DIGIT;
        for (int left = number; left > 0; left /= 10) {
            octets[digit--] = (byte) ('0' + left % 10);
        }
        return ByteBuffer.wrap(octets);
    }
}
