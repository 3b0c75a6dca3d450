package io.github.camelpop3x.benchmarks.client;

import java.util.Locale;

/**
 * What one round cost. Where something couldn't be measured it is 0.
 *
 * @param nanos from the first octet to the end of the last session
 * @param cpuNanos CPU time of the whole process
 * @param allocated octets that were allocated on the heap
 * @param peakMemory the resident set at its peak, in octets
 * @param messages how many came
 * @param octets how many octets of them were seen
 */
public record Round(long nanos, long cpuNanos, long allocated, long peakMemory, long messages, long octets) {

    /** A round of which only the time is known. */
    public static Round ofTime(long nanos, long messages) {
        return new Round(nanos, 0, 0, 0, messages, 0);
    }

    String toLine() {
        return String.format(
                Locale.ROOT, "%d %d %d %d %d %d", nanos, cpuNanos, allocated, peakMemory, messages, octets);
    }

    /** The reverse of {@link #toLine}. */
    public static Round ofLine(String line) {
        String[] fields = line.split(" ", -1);
        return new Round(
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]),
                Long.parseLong(fields[5]));
    }
}
