package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.testserver.MaildropServer;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README's table of options is what the component's metadata says, and its first route runs. */
class ReadmeTest {

    private static final String BEGIN = "<!-- options: checked by ReadmeTest -->\n";
    private static final String END = "<!-- end of options -->";

    private static final Pattern ROUTE = Pattern.compile("from\\(\"pop3xs:pop\\.example\\.org([^\"]+)\"\\)\\s+"
            + "\\.log\\(\"([^\"]+)\"\\)\\s+\\.to\\(\"file:inbox([^\"]+)\"\\);");

    /** Options of ours that stand on the endpoint; the others there are every scheduled consumer's. */
    private static final List<String> OF_THE_ENDPOINT = List.of("delay", "headerFilterStrategy");

    @Test
    void theTableOfOptionsIsTrue() throws Exception {
        String readme = Files.readString(Path.of("..", "README.md"));
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        assertThat(readme.substring(begin, readme.indexOf(END, begin)))
                .as("README's table; put in what is expected here")
                .isEqualTo(table());
    }

    /** As it is written there, but for the server. */
    @Test
    void theFirstRouteDoesWhatItSays(@TempDir Path inbox) throws Exception {
        byte[] mail = "From: a@example.org\r\nSubject: x\r\n\r\n=E4 .\r\n".getBytes(StandardCharsets.US_ASCII);
        Matcher route = ROUTE.matcher(Files.readString(Path.of("..", "README.md")));
        assertThat(route.find()).isTrue();
        try (MaildropServer server =
                        MaildropServer.builder().user("invoices", "secret").start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            server.deliver("invoices", "uid1", mail);
            context.getPropertiesComponent().addInitialProperty("mail.password", "secret");
            RouteBuilder.addRoutes(
                    context, r -> r.from("pop3x:localhost:" + server.port() + route.group(1) + "&tls=none")
                            .log(route.group(2))
                            .to("file:" + inbox + route.group(3)));
            context.start();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(server.uids("invoices")).isEmpty());
        }
        assertThat(inbox.resolve("uid1.eml")).hasBinaryContent(mail);
    }

    private static String table() throws Exception {
        StringBuilder table = new StringBuilder("| option | default | meaning |\n|---|---|---|\n");
        JsonObject properties = (JsonObject) metadata().get("properties");
        for (Map.Entry<String, Object> entry : properties.entrySet()) {
            JsonObject option = (JsonObject) entry.getValue();
            if (option.containsKey("configurationClass") || OF_THE_ENDPOINT.contains(entry.getKey())) {
                table.append("| `")
                        .append(entry.getKey())
                        .append("` | ")
                        .append(defaultOf(option))
                        .append(" | ")
                        .append(option.getString("description").replace("|", "\\|"))
                        .append(" |\n");
            }
        }
        return table.toString();
    }

    private static String defaultOf(JsonObject option) {
        Object value = option.get("defaultValue");
        boolean duration = "duration".equals(option.getString("type"));
        if (value == null) {
            return "–";
        }
        return "`"
                + (duration
                        ? Long.parseLong(value.toString()) / 1000 + "s"
                        : value.toString().toLowerCase(Locale.ROOT)) + "`";
    }

    private static JsonObject metadata() throws Exception {
        try (InputStream json = ReadmeTest.class.getResourceAsStream("/META-INF/io/github/camelpop3x/pop3x.json")) {
            return (JsonObject) Jsoner.deserialize(new String(json.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
