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

    /**
     * A new one, or one that another message has left.
     *
     * @param expected octets of the message that comes now: what the file has beyond them is given back at once, as
     *     others may need the room before the message is complete
     */
    static TemporaryFile open(SpoolSettings settings, long expected) throws IOException {
        TemporaryFile spare = settings.budget().spare().take();
        if (spare != null) {
            spare.shrink(Math.max(0, expected));
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

    /** Gives back what it has beyond so many octets. */
    void shrink(long octets) throws IOException {
        if (share.taken() > octets) {
            file.setLength(octets);
            share.giveBackFrom(octets);
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
