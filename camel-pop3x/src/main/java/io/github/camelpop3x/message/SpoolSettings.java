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
 */
public record SpoolSettings(
        long threshold, @Nullable Path directory, @Nullable String cipher) {

    private static final String PREFIX = "camel-pop3x-";
    private static final String SUFFIX = ".spool";

    /** What the context's stream caching is set to. */
    public static SpoolSettings of(CamelContext context) {
        StreamCachingStrategy strategy = context.getStreamCachingStrategy();
        long threshold = strategy.getSpoolThreshold();
        File directory = strategy.getSpoolDirectory();
        return new SpoolSettings(
                threshold > 0 ? threshold : StreamCache.DEFAULT_SPOOL_THRESHOLD,
                directory == null ? null : directory.toPath(),
                strategy.getSpoolCipher());
    }

    /** A new and empty temporary file. */
    Path temporaryFile() throws IOException {
        if (directory == null) {
            return Files.createTempFile(PREFIX, SUFFIX);
        }
        Files.createDirectories(directory);
        return Files.createTempFile(directory, PREFIX, SUFFIX);
    }
}
