package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/**
 * All messages in one file, each after a line that begins with {@code From } and before an empty one (RFC 4155).
 *
 * <p>A line within a message that begins so gets a {@code >}, which no server takes away again in the same way: don't
 * deliver such messages where bytes are compared. Not thread-safe.
 */
record Mbox(Path file) implements Mailbox {

    private static final String FROM = "From joe@example.org Mon Nov 23 10:00:00 2026\n";
    private static final Pattern FROM_WITHIN = Pattern.compile("^From ", Pattern.MULTILINE | Pattern.UNIX_LINES);
    private static final Pattern MESSAGE = Pattern.compile("(?:\\A|\n)From ");

    @Override
    public void deliver(byte[] message) throws IOException {
        String stored = new String(Mailbox.withLineFeeds(message), ISO_8859_1);
        String entry = FROM + FROM_WITHIN.matcher(stored).replaceAll(">From ") + "\n";
        Files.writeString(file, entry, ISO_8859_1, StandardOpenOption.APPEND);
    }

    @Override
    public int messages() throws IOException {
        return (int)
                MESSAGE.matcher(Files.readString(file, ISO_8859_1)).results().count();
    }

    @Override
    public void clear() throws IOException {
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".lock"));
        // Not by writing a new file: it would have another owner.
        Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    }
}
