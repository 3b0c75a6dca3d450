package io.github.camelpop3x.testserver;

import java.io.IOException;
import java.util.Arrays;

/** Where a server keeps a user's messages, as its own delivery agent would see it. Not while a session has it open. */
interface Mailbox {

    /** Adds a message whose lines end in CRLF; it is stored as files on Unix are, with LF. */
    void deliver(byte[] message) throws IOException;

    /** How many messages are in it. */
    int messages() throws IOException;

    /** Removes all messages. */
    void clear() throws IOException;

    /** The message with LF for each CRLF. CRs that stand alone stay. */
    static byte[] withLineFeeds(byte[] message) {
        byte[] stored = new byte[message.length];
        int length = 0;
        for (int i = 0; i < message.length; i++) {
            if (message[i] != '\r' || i + 1 == message.length || message[i + 1] != '\n') {
                stored[length++] = message[i];
            }
        }
        return Arrays.copyOf(stored, length);
    }
}
