package io.github.camelpop3x.message;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.StreamCache;
import org.apache.camel.spi.StreamCachingStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Where and how retrieved messages are kept until their exchange is done. Taken from Camel's stream caching, so that
 * one place configures both; but messages are spooled whether that is enabled or not.
 *
 * @param threshold octets up to which a message stays in memory
 * @param directory where larger ones go; {@code null} for the system's temporary directory
 * @param cipher the transformation that larger ones are encrypted with, {@code null} for none
 * @param budget what the temporary files take their space from
 */
public record SpoolSettings(
        long threshold, @Nullable Path directory, @Nullable String cipher, SpoolBudget budget) {

    static final String PREFIX = "camel-pop3x-";
    /** Of files whose names are removed once they are open, where the system allows that. */
    static final String SPOOL_SUFFIX = ".spool";
    /** Of files that a route was given by name. */
    static final String COPY_SUFFIX = ".copy";

    /** What the context's stream caching is set to. */
    public static SpoolSettings of(CamelContext context, SpoolBudget budget) {
        StreamCachingStrategy strategy = context.getStreamCachingStrategy();
        long threshold = strategy.getSpoolThreshold();
        File directory = strategy.getSpoolDirectory();
        return new SpoolSettings(
                threshold > 0 ? threshold : StreamCache.DEFAULT_SPOOL_THRESHOLD,
                directory == null ? null : directory.toPath(),
                strategy.getSpoolCipher(),
                budget);
    }

    /** The directory that temporary files go to. */
    public Path place() {
        return directory == null ? Path.of(System.getProperty("java.io.tmpdir")) : directory;
    }

    /** Octets in a temporary file that a message of some size takes. */
    public long inFile(long size) {
        return size > threshold ? size : 0;
    }

    /** Whether the budget has so many octets left for files. */
    public boolean fits(long inFiles) {
        return budget.fits(inFiles);
    }

    /** Whether there is room for a message of this size, for which a garbage collection may be asked for. */
    public boolean hasRoom(long size) {
        return budget.makeRoom(budget.atMost(inFile(size)));
    }

    /** A new and empty temporary file for a spool. */
    Path spoolFile() throws IOException {
        return temporaryFile(directory, SPOOL_SUFFIX);
    }

    /** A new and empty temporary file for a route, in the same directory. No budget counts it. */
    static Path copyFile(CamelContext context) throws IOException {
        File directory = context.getStreamCachingStrategy().getSpoolDirectory();
        return temporaryFile(directory == null ? null : directory.toPath(), COPY_SUFFIX);
    }

    private static Path temporaryFile(@Nullable Path directory, String suffix) throws IOException {
        if (directory == null) {
            return Files.createTempFile(PREFIX, suffix);
        }
        Files.createDirectories(directory);
        return Files.createTempFile(directory, PREFIX, suffix);
    }
}
