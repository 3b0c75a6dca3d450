package io.github.camelpop3x.message;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An open file without a name, and what it takes of the budget; one message's after the other's.
 *
 * @param file may have an earlier message's octets
 * @param named where it is, if the system can't remove the name of an open file (Windows)
 * @param share as many octets as the file has, or more
 */
record TemporaryFile(RandomAccessFile file, @Nullable Path named, SpoolBudget.Share share) {

    /** A new one, or one that another message has left. */
    static TemporaryFile open(SpoolSettings settings) throws IOException {
        TemporaryFile spare = settings.budget().spare().take();
        if (spare != null) {
            return spare;
        }
        Path path = settings.spoolFile();
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        return new TemporaryFile(
                file, unlinked(path) ? null : path, settings.budget().share());
    }

    private static boolean unlinked(Path path) {
        try {
            Files.delete(path);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Gives its space back to the system and to the budget. */
    void remove() {
        try {
            file.close();
            if (named != null) {
                Files.deleteIfExists(named);
            }
        } catch (IOException e) {
            // Only where the name couldn't be removed before: the file stays until a later start, see SpoolLeftOvers.
        } finally {
            share.giveBack();
        }
    }
}
