package io.github.camelpop3x.benchmarks.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What every user finds in his maildrop, as rendered replies. Whoever logs in finds all of it: what was deleted before
 * is back, under the same unique-ids until it is {@link #refilled}. Immutable; thread-safe.
 */
final class MaildropImage {

    private final int messages;
    private final long size;
    private final int generation;
    private final MessageImage message;
    private final ByteBuffer list;
    private final ByteBuffer uidl;

    private MaildropImage(int messages, long size, int generation, MessageImage message) {
        this.messages = messages;
        this.size = size;
        this.generation = generation;
        this.message = message;
        StringBuilder sizes = new StringBuilder("+OK\r\n");
        StringBuilder uids = new StringBuilder("+OK\r\n");
        for (int number = 1; number <= messages; number++) {
            sizes.append(number).append(' ').append(size).append("\r\n");
            uids.append(number).append(' ').append(uid(number)).append("\r\n");
        }
        this.list = direct(sizes.append(".\r\n"));
        this.uidl = direct(uids.append(".\r\n"));
    }

    /** A maildrop with so many messages, each of so many octets. */
    static MaildropImage of(int messages, long size) {
        return new MaildropImage(messages, size, 1, MessageImage.of(size));
    }

    /** As many others of the same size. */
    MaildropImage refilled() {
        return new MaildropImage(messages, size, generation + 1, message);
    }

    private static ByteBuffer direct(StringBuilder text) {
        byte[] octets = text.toString().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(octets.length).put(octets).flip().asReadOnlyBuffer();
    }

    String uid(int number) {
        return generation + "." + number;
    }

    int messages() {
        return messages;
    }

    long size() {
        return size;
    }

    MessageImage message() {
        return message;
    }

    ByteBuffer list() {
        return list;
    }

    ByteBuffer uidl() {
        return uidl;
    }
}
