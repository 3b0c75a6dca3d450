package io.github.camelpop3x.testserver;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A mailbox as files: one per message, first in {@code new}, later, when a server has seen it, in {@code cur} under the
 * same name with flags after a colon.
 *
 * <p>Names are given so that their order is the order of delivery, which is the order in which Dovecot numbers messages.
 * Thread-safe; messages that several threads deliver at the same time come in an order of their own.
 */
final class Maildir {

    private static final long MICROS_PER_SECOND = 1_000_000;

    private final Path folder;
    private final Owner owner;
    private final long firstSecond = Instant.now().getEpochSecond();
    private final AtomicLong delivered = new AtomicLong();

    /** Gives files and folders to the user who has to be able to change them. */
    @FunctionalInterface
    interface Owner {
        void take(Path path) throws IOException;
    }

    /** Makes the folder and what belongs in it; its parent has to be there. */
    Maildir(Path folder, Owner owner) throws IOException {
        this.folder = folder;
        this.owner = owner;
        for (Path each : List.of(folder, folder("tmp"), folder("new"), folder("cur"))) {
            Files.createDirectory(each);
            owner.take(each);
        }
    }

    Path folder() {
        return folder;
    }

    /** Writes the message, as it is, in one step as seen by a server. */
    Path deliver(byte[] message) throws IOException {
        String name = nextName();
        Path written = folder("tmp").resolve(name);
        Files.write(written, message, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        owner.take(written);
        return Files.move(written, folder("new").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** What is in the mailbox, in order of delivery. */
    List<Path> messages() throws IOException {
        // A session that opens moves messages from new to cur: looked for in this order, none of them is missed, and
        // one that is met twice has the same name up to the flags.
        TreeMap<String, Path> byName = new TreeMap<>();
        for (String each : List.of("new", "cur")) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(each))) {
                for (Path file : files) {
                    byName.put(file.getFileName().toString().replaceFirst(":.*", ""), file);
                }
            }
        }
        return List.copyOf(byName.values());
    }

    void clear() throws IOException {
        for (Path message : messages()) {
            try {
                Files.delete(message);
            } catch (NoSuchFileException e) {
                throw new IOException("a session changes the mailbox while it is being cleared", e);
            }
        }
    }

    private Path folder(String name) {
        return folder.resolve(name);
    }

    /** Seconds and microseconds of a clock of our own: Dovecot sorts by both, and compares the rest as text. */
    private String nextName() {
        long count = delivered.getAndIncrement();
        return String.format(
                Locale.ROOT,
                "%010d.M%06dP%d.pop3x",
                firstSecond + count / MICROS_PER_SECOND,
                count % MICROS_PER_SECOND,
                ProcessHandle.current().pid());
    }
}
