package io.github.camelpop3x;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * What a process holds that grows when something leaks.
 *
 * @param heap octets of the heap that a collection left
 * @param threads live threads, without those of the test's server
 * @param handles open file descriptors, those of the test's server included
 * @param spoolFiles spool files that are there or open
 * @param spoolBytes their octets
 * @param ledgerRows entries of all ledgers
 */
record Vitals(long heap, long threads, long handles, long spoolFiles, long spoolBytes, long ledgerRows) {

    /** The median of each, so that one sample at a busy moment doesn't count. */
    static Vitals median(List<Vitals> samples) {
        return new Vitals(
                median(samples, Vitals::heap),
                median(samples, Vitals::threads),
                median(samples, Vitals::handles),
                median(samples, Vitals::spoolFiles),
                median(samples, Vitals::spoolBytes),
                median(samples, Vitals::ledgerRows));
    }

    private static long median(List<Vitals> samples, ToLongFunction<Vitals> sign) {
        return samples.stream()
                .mapToLong(sign)
                .sorted()
                .skip(samples.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    /** The names of those that are above the others by more than the bounds. */
    List<String> above(Vitals before, Vitals bounds) {
        List<String> grown = new ArrayList<>();
        grown(grown, "heap", before, bounds, Vitals::heap);
        grown(grown, "threads", before, bounds, Vitals::threads);
        grown(grown, "handles", before, bounds, Vitals::handles);
        grown(grown, "spool files", before, bounds, Vitals::spoolFiles);
        grown(grown, "spool bytes", before, bounds, Vitals::spoolBytes);
        grown(grown, "ledger rows", before, bounds, Vitals::ledgerRows);
        return grown;
    }

    private void grown(List<String> grown, String name, Vitals before, Vitals bounds, ToLongFunction<Vitals> sign) {
        if (sign.applyAsLong(this) - sign.applyAsLong(before) > sign.applyAsLong(bounds)) {
            grown.add(name);
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "heap %.1f MiB, %d threads, %d handles, %d spool files with %.1f MiB, %d ledger rows",
                heap / 1048576.0,
                threads,
                handles,
                spoolFiles,
                spoolBytes / 1048576.0,
                ledgerRows);
    }
}
