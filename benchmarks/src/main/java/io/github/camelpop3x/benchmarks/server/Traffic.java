package io.github.camelpop3x.benchmarks.server;

import java.util.concurrent.atomic.LongAdder;

/** Counts what clients do between two reports. Thread-safe. */
final class Traffic {

    private final LongAdder sessions = new LongAdder();
    private final LongAdder commands = new LongAdder();
    private final LongAdder roundTrips = new LongAdder();

    void session() {
        sessions.increment();
    }

    void commands(int count) {
        commands.add(count);
    }

    void roundTrip() {
        roundTrips.increment();
    }

    /** Sessions, commands and round trips since it was last asked, all clients together. */
    String report() {
        return sessions.sumThenReset() + " " + commands.sumThenReset() + " " + roundTrips.sumThenReset();
    }
}
