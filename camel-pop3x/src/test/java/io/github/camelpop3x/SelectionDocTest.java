package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.testserver.MaildropServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Predicate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples in docs/selection.md do what their comments say. */
class SelectionDocTest {

    private static final Path DOC = Path.of("..", "docs", "selection.md");

    private static final Pattern EXAMPLE = Pattern.compile(
            "^from\\(\"pop3xs:pop\\.example\\.org\\?username=joe&password=\\{\\{mail\\.password}}([^\"]+)\"\\)"
                    + " // emits ([\\w, ]+)(?:; deletes ([\\w, ]+))?$",
            Pattern.MULTILINE);

    private record Example(String options, List<String> emits, List<String> deletes) {}

    private static Stream<Example> examples() throws Exception {
        return EXAMPLE.matcher(Files.readString(DOC))
                .results()
                .map(found -> new Example(found.group(1), names(found.group(2)), names(found.group(3))));
    }

    private static List<String> names(String list) {
        return list == null ? List.of() : Arrays.asList(list.split(", "));
    }

    @Test
    void everyExampleIsTested() throws Exception {
        long written = Files.readString(DOC)
                .lines()
                .filter(line -> line.startsWith("from("))
                .count();
        assertThat(examples().count()).isEqualTo(written).isPositive();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void theExampleDoesWhatItSays(Example example) throws Exception {
        List<String> emitted = new ArrayList<>();
        try (MaildropServer server =
                        MaildropServer.builder().user("joe", "secret").start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            deliver(server, "old", "Invoice of long ago", "billing", 365, 100);
            deliver(server, "march", "Invoice for March", "billing", 10, 100);
            deliver(server, "news", "This week", "news", 2, 100);
            deliver(server, "scan", "Invoice for April, scanned", "billing", 2, 2_000_000);
            context.getRegistry().bind("isInvoice", (Predicate) exchange ->
                    exchange.getMessage().getHeader("Subject", String.class).startsWith("Invoice"));
            context.start();
            try (PolledMaildrop maildrop = new PolledMaildrop(
                    context,
                    server,
                    example.options(),
                    exchange -> emitted.add(exchange.getMessage().getHeader(Pop3xConstants.UID, String.class)))) {
                assertThat(maildrop.poll()).isNull();
            }
            assertThat(emitted).containsExactlyInAnyOrderElementsOf(example.emits());
            List<String> gone = new ArrayList<>(example.emits());
            gone.addAll(example.deletes());
            assertThat(server.uids("joe")).doesNotContainAnyElementsOf(gone).hasSize(4 - gone.size());
        }
    }

    private static void deliver(MaildropServer server, String uid, String subject, String sender, int days, int size) {
        ZonedDateTime sent = ZonedDateTime.now(ZoneOffset.UTC).minus(Duration.ofDays(days));
        String mail = "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(sent) + "\r\nFrom: " + sender
                + "@example.org\r\nSubject: " + subject + "\r\n\r\n" + "x".repeat(size) + "\r\n";
        server.deliver("joe", uid, mail.getBytes(StandardCharsets.US_ASCII));
    }
}
