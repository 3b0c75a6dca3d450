package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@link CrashedRoute}s wrote down, in the order in which they did: lines of what happened ("begin", "doubt" or
 * "done"), the unique-id and the node's name.
 */
final class Journal {

    private final List<String[]> lines = new ArrayList<>();

    private Journal() {}

    /** Reads it as it is now; a line that isn't complete yet is left out. */
    static Journal read(Path file) throws IOException {
        Journal journal = new Journal();
        String text = Files.readString(file);
        text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(line -> journal.lines.add(line.split(" ")));
        return journal;
    }

    /** Fails unless each of these was done, and whatever came again was marked as in doubt. */
    void assertNothingLostAndOnlyDoubtsRepeated(Collection<String> uids) {
        Set<String> begun = new HashSet<>();
        for (String[] line : lines) {
            if (line[0].equals("doubt")) {
                begun.add(line[1]);
            } else if (line[0].equals("begin")) {
                assertThat(begun.add(line[1]))
                        .as("%s came again and wasn't marked as in doubt", line[1])
                        .isTrue();
            }
        }
        assertThat(done().keySet()).as("messages whose work was done").hasSameElementsAs(uids);
    }

    /** How many messages came marked as in doubt. */
    long inDoubt() {
        return lines.stream().filter(line -> line[0].equals("doubt")).count();
    }

    /** How many messages were done more than once. */
    long doneAgain() {
        return done().values().stream().filter(count -> count > 1).count();
    }

    /** How much work this node has done. */
    long doneBy(String node) {
        return lines.stream()
                .filter(line -> line[0].equals("done") && line[2].equals(node))
                .count();
    }

    /** The nodes to which this happened with this message, in order. */
    List<String> nodes(String event, String uid) {
        return lines.stream()
                .filter(line -> line[0].equals(event) && line[1].equals(uid))
                .map(line -> line[2])
                .toList();
    }

    private Map<String, Integer> done() {
        Map<String, Integer> done = new HashMap<>();
        lines.stream().filter(line -> line[0].equals("done")).forEach(line -> done.merge(line[1], 1, Integer::sum));
        return done;
    }
}
