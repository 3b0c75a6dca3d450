package io.github.camelpop3x.examples.quickstart;

import io.github.camelpop3x.Pop3xConstants;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Writes each message to a file of its own and remembers it. The exchange completes only when the file is whole, so what
 * is deleted from the server has been written here.
 */
final class Arrivals implements Processor {

    private final Path directory;
    private final PrintStream out;
    private final List<Arrival> arrived = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger failed = new AtomicInteger();

    /**
     * @param directory where the files go; no file in it will be overwritten
     * @param out gets one line for each message
     */
    Arrivals(Path directory, PrintStream out) {
        this.directory = directory;
        this.out = out;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        Path file = directory.resolve(fileName(message));
        try {
            write(message, file);
        } catch (IOException | RuntimeException e) {
            failed.incrementAndGet();
            throw e;
        }
        Arrival arrival = Arrival.of(message, file);
        arrived.add(arrival);
        out.printf(
                Locale.ROOT,
                "  message %d: %,d bytes, %s%n",
                arrival.number(),
                arrival.size(),
                TextTable.printable(arrival.subject()));
    }

    /** The file has its name only once it is whole, and only its owner can read it: it is mail. */
    private void write(Message message, Path file) throws IOException {
        Files.createDirectories(directory);
        Path unfinished = Files.createTempFile(directory, "unfinished", ".part");
        try (InputStream raw = message.getBody(InputStream.class)) {
            Files.copy(raw, unfinished, StandardCopyOption.REPLACE_EXISTING);
            Files.move(unfinished, file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    int count() {
        return arrived.size();
    }

    /** How many messages could not be written; they stay on the server. */
    int failed() {
        return failed.get();
    }

    List<Arrival> all() {
        return List.copyOf(arrived);
    }

    /** A uid is any printable text that a server likes: only what is harmless in a file's name is kept of it. */
    private static String fileName(Message message) {
        String uid = message.getHeader(Pop3xConstants.UID, String.class).replaceAll("[^A-Za-z0-9_-]", "_");
        return String.format(Locale.ROOT, "%05d-%s.eml", message.getHeader(Pop3xConstants.NUMBER, Integer.class), uid);
    }
}
