package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.api.Test;

/** docs/migrating-from-camel-mail.md leaves out no option of camel-mail, and tells to write only what {@link MigrationTest} runs. */
class MigrationDocTest {

    private static final Path DOC = Path.of("..", "docs", "migrating-from-camel-mail.md");
    private static final Path ROUTES =
            Path.of("src", "test", "java", "io", "github", "camelpop3x", "MigrationTest.java");

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** A name alone is no code that could be run. */
    private static boolean isCode(String text) {
        return text.contains("(");
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }

    private static List<String> codeOfTheRightColumn() throws Exception {
        return Files.readString(DOC)
                .lines()
                .filter(line -> line.startsWith("| "))
                .flatMap(line -> CODE.matcher(line.substring(line.indexOf(" | ")))
                        .results()
                        .map(found -> found.group(1)))
                .filter(MigrationDocTest::isCode)
                .toList();
    }

    @Test
    void whatItTellsToWriteIsRun() throws Exception {
        String routes = withoutSpace(Files.readString(ROUTES));
        assertThat(codeOfTheRightColumn()).hasSizeGreaterThan(25).allSatisfy(code -> assertThat(routes)
                .contains(withoutSpace(code)));
    }

    @Test
    void noOptionOfCamelMailIsLeftOut() throws Exception {
        List<String> named = CODE.matcher(Files.readString(DOC))
                .results()
                .map(MatchResult::group)
                .flatMap(code -> Stream.of(code.split("[^A-Za-z]+")))
                .toList();
        assertThat(named).containsAll(options());
    }

    /** What camel-mail's own metadata says that its consumer of a maildrop takes. */
    private static List<String> options() throws Exception {
        try (InputStream json =
                MailEndpoint.class.getResourceAsStream("/META-INF/org/apache/camel/component/mail/pop3.json")) {
            JsonObject all = (JsonObject) Jsoner.deserialize(new String(json.readAllBytes(), StandardCharsets.UTF_8));
            JsonObject properties = (JsonObject) all.get("properties");
            return properties.entrySet().stream()
                    .filter(option -> !String.valueOf(((JsonObject) option.getValue()).get("label"))
                            .contains("producer"))
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }
}
