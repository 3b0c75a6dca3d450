package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/wire-cases.md has every case, and names only tests that there are. */
class WireCasesDocTest {

    private static final int CASES = 41;
    private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\|.*\\|([^|]+)\\|$", Pattern.MULTILINE);
    private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");

    private static Map<String, String> testSources() throws IOException {
        Map<String, String> byName = new HashMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byName.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        return byName;
    }

    @Test
    void everyCaseHasATestThatThereIs() throws Exception {
        Map<String, String> sources = testSources();
        Map<Integer, String> rows = new HashMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("../docs/wire-cases.md")));
        while (row.find()) {
            rows.put(Integer.parseInt(row.group(1)), row.group(2));
        }
        List<Integer> all = IntStream.rangeClosed(1, CASES).boxed().toList();
        assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(all);
        rows.forEach((number, tests) -> {
            Matcher test = TEST.matcher(tests);
            int named = 0;
            while (test.find()) {
                named++;
                assertThat(sources.getOrDefault(test.group(1), ""))
                        .as("case %d: %s", number, test.group())
                        .contains("void " + test.group(2) + "(");
            }
            assertThat(named).as("tests of case %d", number).isPositive();
        });
    }
}
