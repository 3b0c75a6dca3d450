package io.github.camelpop3x.benchmarks.client;

/**
 * What a process holds between two rounds.
 *
 * @param heap octets of the heap that are in use after a full collection
 * @param peakMemory the resident set at its peak since the last round began, in octets; 0 where it isn't known
 */
public record Footprint(long heap, long peakMemory) {

    String toLine() {
        return heap + " " + peakMemory;
    }

    /** The reverse of {@link #toLine}. */
    public static Footprint ofLine(String line) {
        String[] fields = line.split(" ", -1);
        return new Footprint(Long.parseLong(fields[0]), Long.parseLong(fields[1]));
    }
}
