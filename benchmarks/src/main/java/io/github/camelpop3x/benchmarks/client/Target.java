package io.github.camelpop3x.benchmarks.client;

import io.github.camelpop3x.benchmarks.server.MessageImage;
import java.util.List;

/**
 * What a client is to drain, and how.
 *
 * @param port of the server on the loopback interface
 * @param tls whether that port speaks TLS from the first octet
 * @param messages in each maildrop
 * @param size octets of each message
 * @param accounts how many maildrops: one for each user
 * @param threads how many of them at the same time, where there are no virtual threads
 * @param known whether messages stay on the server, so that all rounds but the first find nothing new
 */
public record Target(int port, boolean tls, int messages, long size, int accounts, int threads, boolean known) {

    /** Covered by the certificate too. */
    public static final String HOST = "localhost";

    /** The server takes any. */
    public static final String PASSWORD = "secret";

    private static final int FIELDS = 7;

    /** The name of a maildrop's user. */
    public static String user(int account) {
        return "user" + account;
    }

    /** How many messages a round must bring, from all maildrops. */
    public int expected() {
        return messages * accounts;
    }

    /** Whether the mails are large enough for the server to give them one. */
    boolean attachments() {
        return size >= MessageImage.LARGE;
    }

    /** As arguments of a command line. */
    public List<String> toArguments() {
        return List.of(
                Integer.toString(port),
                Boolean.toString(tls),
                Integer.toString(messages),
                Long.toString(size),
                Integer.toString(accounts),
                Integer.toString(threads),
                Boolean.toString(known));
    }

    /** The reverse of {@link #toArguments}. */
    static Target of(List<String> arguments) {
        if (arguments.size() < FIELDS) {
            throw new IllegalArgumentException("A target has " + FIELDS + " fields, not " + arguments);
        }
        return new Target(
                Integer.parseInt(arguments.get(0)),
                Boolean.parseBoolean(arguments.get(1)),
                Integer.parseInt(arguments.get(2)),
                Long.parseLong(arguments.get(3)),
                Integer.parseInt(arguments.get(4)),
                Integer.parseInt(arguments.get(5)),
                Boolean.parseBoolean(arguments.get(6)));
    }
}
