package io.github.camelpop3x.examples.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvoicesTest {

    @Test
    void everyAttachmentIsInItsFolderAndEveryTextInALine(@TempDir Path parent) throws Exception {
        Path folder = parent.resolve("a/b/invoices");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        assertThat(Invoices.run(folder, new PrintStream(printed, true, StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("invoices: 12 mails, 11 filed, 13 attachments, 1 left on the server");
        assertThat(folder.resolve("from-a@example.org/2026-09")).isDirectoryContaining("glob:**invoice.pdf");
        assertThat(folder.resolve("from-a@example.org/2026-10")).isDirectoryContaining("glob:**invoice.pdf");
        assertThat(folder.resolve("from-b@example.com/2026-10"))
                .isDirectoryContaining("glob:**scan.pdf")
                .isDirectoryContaining("glob:**scan-2.pdf")
                .isDirectoryContaining("glob:**Rechnung für Oktober.pdf")
                .isDirectoryContaining("glob:**Rechnung über 12.- €.pdf");
        assertThat(folder.resolve("from-c@example.net/2026-10"))
                .isDirectoryContaining("glob:**-passwd")
                .isDirectoryContaining("glob:**-attachment.pdf");
        assertThat(Files.readAllLines(folder.resolve("invoices.jsonl")))
                .hasSize(11)
                .anySatisfy(line -> assertThat(line)
                        .contains("\"text\":\"<p>HTML only</p>\"", "\"type\":\"text/html; charset=UTF-8\""));
        try (Stream<Path> files = Files.walk(parent)) {
            assertThat(files.filter(Files::isRegularFile))
                    .as("nothing was written outside of the folder")
                    .hasSize(14)
                    .allMatch(file -> file.startsWith(folder));
        }
    }
}
