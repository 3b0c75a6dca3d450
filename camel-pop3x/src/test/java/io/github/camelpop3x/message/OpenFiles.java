package io.github.camelpop3x.message;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The files that this process has open, as Linux shows them. */
public final class OpenFiles {

    private OpenFiles() {}

    /** How many have this in their name, removed ones among them. */
    public static long named(String part) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(path -> target(path).contains(part)).count();
        }
    }

    /** The octets of those that have this in their name. */
    public static long octets(String part) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .filter(path -> target(path).contains(part))
                    .mapToLong(OpenFiles::size)
                    .sum();
        }
    }

    private static long size(Path descriptor) {
        try {
            return Files.size(descriptor);
        } catch (IOException e) {
            // Closed since it was listed.
            return 0;
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            // Closed since it was listed.
            return "";
        }
    }
}
