package io.github.camelpop3x.message;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Temporary files of a process that died before it could remove them. */
public final class SpoolLeftOvers {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolLeftOvers.class);

    /**
     * A living process may be between making a spool and removing its name, for which an hour is plenty. Where a name
     * can't be removed while the file is open (Windows) this can't remove it either.
     */
    private static final Duration SPOOL_AGE = Duration.ofHours(1);

    /** A living process may have one that its route still works with. */
    private static final Duration COPY_AGE = Duration.ofDays(1);

    private SpoolLeftOvers() {}

    /** Removes those that are so old that nobody can work with them any more. Never fails. */
    public static void remove(Path directory) {
        Instant started =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        remove(directory, SpoolSettings.SPOOL_SUFFIX, started.minus(SPOOL_AGE));
        remove(directory, SpoolSettings.COPY_SUFFIX, started.minus(COPY_AGE));
    }

    private static void remove(Path directory, String suffix, Instant before) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, SpoolSettings.PREFIX + "*" + suffix)) {
            for (Path file : files) {
                remove(file, before);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("Files left over in {} can't be looked for: {}", directory, e.toString());
        }
    }

    private static void remove(Path file, Instant before) {
        try {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                Files.delete(file);
                LOG.info("Removed {}, left over by a process that was killed", file);
            }
        } catch (IOException e) {
            LOG.debug("{} is in use, or isn't ours: {}", file, e.toString());
        }
    }
}
