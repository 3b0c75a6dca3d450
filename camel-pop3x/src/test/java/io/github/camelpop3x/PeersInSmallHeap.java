package io.github.camelpop3x;

import io.github.camelpop3x.testserver.Effect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Replies that never end, at each command of a peer's poll, in a JVM of its own with a heap of {@value #HEAP}. */
final class PeersInSmallHeap {

    static final String HEAP = "64 MB";

    /** What never ends. */
    enum Endless {
        LINE("+OK ", "x"),
        LIST("+OK\r\n", "1 100\r\n");

        private final String head;
        private final String repeated;

        Endless(String head, String repeated) {
            this.head = head;
            this.repeated = repeated;
        }

        @Override
        public String toString() {
            return "a " + name().toLowerCase(Locale.ROOT) + " that never ends, heap of " + HEAP;
        }
    }

    private PeersInSmallHeap() {}

    /** Arguments: the peer, and what never ends. Prints the {@link Fates} as numbers. */
    public static void main(String[] arguments) throws Exception {
        Endless endless = Endless.valueOf(arguments[1]);
        Effect effect = Effect.endless(endless.head, endless.repeated);
        Fates fates = PeerMatrix.once(Peer.valueOf(arguments[0]), effect);
        System.out.printf(
                "%d %d %d %d %d %d %d%n",
                fates.all(),
                fates.lost(),
                fates.cut(),
                fates.repeated(),
                fates.undeleted(),
                fates.stuck(),
                fates.outOfMemory());
        System.exit(0);
    }

    static Fates run(Peer peer, Endless endless) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP.replace(" MB", "m"),
                        "-XX:+UseSerialGC",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        PeersInSmallHeap.class.getName(),
                        peer.name(),
                        endless.name())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(peer + " ended by itself in " + HEAP);
            }
            int[] of = Arrays.stream(printed.strip().split(" "))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            return new Fates(of[0], of[1], of[2], of[3], of[4], of[5], of[6]);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
