package io.github.camelpop3x.examples.effectivelyonce;

import java.util.Locale;

/**
 * What was counted at the end.
 *
 * @param messages how many there were
 * @param kills how many times the process was killed
 * @param rows how many rows the table has
 * @param emittedTwice how many messages reached the route more than once
 * @param lost how many messages have no row
 */
record Verdict(int messages, int kills, int rows, int emittedTwice, int lost) {

    boolean isGood() {
        return rows == messages && lost == 0;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d messages, %d kills, %d rows, %d of them emitted twice, %d lost",
                messages,
                kills,
                rows,
                emittedTwice,
                lost);
    }
}
