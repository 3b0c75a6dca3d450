package io.github.camelpop3x.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wire case 10 for every committed session of the fuzz tests: octet by octet they go as they do in one piece. */
class SessionSplitTest {

    static Stream<Arguments> sessions() throws IOException, URISyntaxException {
        Path inputs = Path.of(Objects.requireNonNull(SessionSplitTest.class.getResource("SessionFuzzTestInputs"))
                .toURI());
        try (Stream<Path> files = Files.walk(inputs)) {
            List<Arguments> found = files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> Arguments.of(inputs.relativize(file).toString(), octets(file)))
                    .toList();
            assertThat(found).hasSizeGreaterThan(50);
            return found.stream();
        }
    }

    private static byte[] octets(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sessions")
    void case10_anySplitGivesTheSameSession(String name, byte[] input) {
        boolean poll = name.startsWith("poll");
        for (int setup : new int[] {0, 1, 2, 3, 8, 9, 10, 11}) {
            assertThat(shown(input, setup | SessionFuzzTest.BYTE_BY_BYTE, poll))
                    .as("setup %d", setup)
                    .isEqualTo(shown(input, setup, poll));
        }
    }

    private static List<String> shown(byte[] input, int setup, boolean poll) {
        byte[] changed = input.clone();
        changed[0] = (byte) setup;
        HostileSession session =
                SessionFuzzTest.session(changed, poll ? SessionFuzzTest.ANY : SessionFuzzTest.IN_CLEAR);
        if (poll) {
            session.poll();
        } else {
            session.commands();
        }
        return session.shown();
    }
}
