package io.github.camelpop3x.benchmarks;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done by each client.
 *
 * @param name as it is asked for
 * @param title what it is, for people
 * @param messages in each maildrop
 * @param size octets of each message
 * @param roundTrip the delay that the server adds
 * @param accounts how many maildrops
 * @param kind what is special about it
 * @param heap the client's heap in megabytes
 * @param reference the client that ratios refer to
 */
record Workload(
        String name,
        String title,
        int messages,
        long size,
        Duration roundTrip,
        int accounts,
        Kind kind,
        int heap,
        String reference) {

    /** What is special about a workload. */
    enum Kind {
        /** Nothing. */
        PLAIN,
        /** TLS from the first octet. */
        TLS,
        /** The first round retrieves everything and leaves it there; the others find nothing new. */
        KNOWN
    }

    private static final int MEGA = 1_000_000;
    private static final int HEAP = 2048;

    private static final Duration NO_DELAY = Duration.ZERO;
    private static final Duration TEN_MILLIS = Duration.ofMillis(10);
    private static final Duration FORTY_MILLIS = Duration.ofMillis(40);

    /** Those of the table. */
    static final List<Workload> TABLE = List.of(
            plain("W1", "10,000 messages of 2 KB", 10_000, 2_000, NO_DELAY, HEAP),
            plain("W2", "1,000 messages of 2 KB, round trip 10 ms", 1_000, 2_000, TEN_MILLIS, HEAP),
            plain("W2b", "the same, round trip 40 ms", 1_000, 2_000, FORTY_MILLIS, HEAP),
            plain("W3", "50 messages of 20 MB, heap 512 MB", 50, 20L * MEGA, NO_DELAY, 512),
            of("W4", "the same over TLS", 50, 20L * MEGA, NO_DELAY, 1, Kind.TLS, 512),
            plain("W5", "one message of 1 GB, heap 128 MB", 1, 1000L * MEGA, NO_DELAY, 128),
            of("W6", "1,000 maildrops of 1 message, round trip 10 ms", 1, 2_000, TEN_MILLIS, 1_000, Kind.PLAIN, HEAP),
            of("W7", "100,000 known messages, a poll finds nothing", 100_000, 512, NO_DELAY, 1, Kind.KNOWN, HEAP));

    static Workload plain(String name, String title, int messages, long size, Duration roundTrip, int heap) {
        return of(name, title, messages, size, roundTrip, 1, Kind.PLAIN, heap);
    }

    static Workload of(
            String name, String title, int messages, long size, Duration roundTrip, int accounts, Kind kind, int heap) {
        return new Workload(name, title, messages, size, roundTrip, accounts, kind, heap, "limit");
    }

    /** The one of the table with that name. */
    static Workload named(String name) {
        return TABLE.stream()
                .filter(workload -> workload.name.equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("benchmark.workloads names " + name + ", which is none of "
                                + TABLE.stream().map(Workload::name).toList()));
    }

    /** The same with one maildrop. */
    Workload alone() {
        return new Workload(name, title, messages, size, roundTrip, 1, kind, heap, reference);
    }

    /** Whether this client says anything here that another one doesn't: how often to list matters to known messages. */
    boolean concerns(String client) {
        return kind == Kind.KNOWN || !client.contains("listingInterval=");
    }

    /** How many messages a timed round brings. */
    int expected() {
        return kind == Kind.KNOWN ? 0 : messages * accounts;
    }

    /** What the costs of one round are divided by, so that they are those of one message or one maildrop. */
    int units() {
        return Math.max(messages, accounts);
    }

    /** Why this client can't do it; {@code null} if it can. */
    @Nullable
    String refuses(String client) {
        if (client.equals("camel-floor") && kind != Kind.PLAIN) {
            return "does nothing on the wire";
        }
        return null;
    }
}
