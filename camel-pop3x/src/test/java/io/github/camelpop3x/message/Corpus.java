package io.github.camelpop3x.message;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Messages as files, of each kind one, and beside each what is to become of it. */
public final class Corpus {

    private static final String MESSAGE = ".eml";
    private static final String EXPECTED = ".expected";

    private Corpus() {}

    /**
     * One of the messages.
     *
     * @param name the file's name without its ending
     * @param octets the message
     */
    public record Entry(String name, byte[] octets) {

        String expected() throws IOException {
            Path file = directory().resolve(name + EXPECTED);
            return Files.exists(file) ? Files.readString(file) : "";
        }

        /** Into the sources, as the working directory is the module's. */
        void write(String expected) throws IOException {
            Files.writeString(Path.of("src/test/resources/corpus", name + EXPECTED), expected);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** All of them, in the order of their names. */
    public static List<Entry> entries() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.filter(file -> file.toString().endsWith(MESSAGE))
                    .sorted()
                    .map(Corpus::entry)
                    .toList();
        }
    }

    private static Entry entry(Path file) {
        try {
            String name = file.getFileName().toString();
            return new Entry(name.substring(0, name.length() - MESSAGE.length()), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Path directory() {
        return Path.of(URI.create(
                Objects.requireNonNull(Corpus.class.getResource("/corpus")).toString()));
    }

    static byte[] mail(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
