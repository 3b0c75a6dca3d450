package io.github.camelpop3x;

import io.github.camelpop3x.testserver.GeneratedMessage;
import io.github.camelpop3x.testserver.GeneratingServer;
import jakarta.activation.DataHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The most memory that a process needs (VmHWM) to take one mail with one attachment and to write the attachment into a
 * file: this component and camel-mail on the same messages, each in a JVM of its own. Linux only; CONTRIBUTING.md says how
 * to run it.
 *
 * <p>Properties: {@code memory.megabytes}, the sizes of the messages; {@code memory.heap}, the most heap.
 */
final class MemoryComparison {

    private static final long MEGABYTE = 1_000_000;
    private static final int PATIENCE_MINUTES = 10;

    private static final String HEAP = System.getProperty("memory.heap", "6g");

    private enum Component {
        POP3X("pop3x:localhost:%d?tls=none"),
        CAMEL_MAIL("pop3:localhost:%d?delete=true");

        private final String uri;

        Component(String uri) {
            this.uri = uri;
        }

        String uri(int port) {
            return String.format(Locale.ROOT, uri, port) + "&username=joe&password=secret";
        }
    }

    private MemoryComparison() {}

    /** Without arguments the comparison; with a component and a port one of its runs. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            compare();
        } else {
            System.out.println(polled(Component.valueOf(arguments[0]), Integer.parseInt(arguments[1])));
            System.exit(0);
        }
    }

    private static void compare() throws Exception {
        System.out.println("| message | `pop3x:` | camel-mail |\n|---|---|---|");
        for (String size :
                System.getProperty("memory.megabytes", "1,50,500,1000").split(",")) {
            StringBuilder row = new StringBuilder("| " + size + " MB");
            for (Component component : Component.values()) {
                row.append(" | ").append(measured(component, Long.parseLong(size.strip()) * MEGABYTE));
            }
            System.out.println(row + " |");
        }
    }

    /** What it said, once it is sure that it did the work. */
    private static String measured(Component component, long size) throws Exception {
        GeneratedMessage message = mostlyAttachment(size);
        try (GeneratingServer server = new GeneratingServer(message)) {
            Process process = start(component, server.port());
            try {
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
                if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                    return "not done in " + PATIENCE_MINUTES + " minutes";
                }
                if (process.exitValue() != 0) {
                    return "out of memory with a heap of " + HEAP;
                }
                String written = message.attachmentSize() + " ";
                return said.startsWith(written) && server.deleted()
                        ? said.substring(written.length())
                        : "failed: " + said;
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static GeneratedMessage mostlyAttachment(long size) {
        long text = 100L * GeneratedMessage.LINE;
        return GeneratedMessage.of((size - text) / GeneratedMessage.LINE * GeneratedMessage.DECODED, size);
    }

    private static Process start(Component component, int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP,
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        MemoryComparison.class.getName(),
                        component.name(),
                        String.valueOf(port))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String polled(Component component, int port) throws Exception {
        List<Long> written = new ArrayList<>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            try (PolledConsumer consumer =
                    new PolledConsumer(context, component.uri(port), exchange -> written.add(written(exchange)))) {
                Exception error = consumer.poll();
                if (error != null) {
                    return error.toString();
                }
            }
        }
        return written.get(0) + " " + peak();
    }

    /** Octets of the attachments. */
    private static long written(Exchange exchange) throws IOException {
        long octets = 0;
        AttachmentMessage message = exchange.getMessage(AttachmentMessage.class);
        for (DataHandler attachment : message.getAttachments().values()) {
            Path file = Files.createTempFile("attachment", null);
            try (InputStream in = attachment.getInputStream()) {
                octets += Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.delete(file);
            }
        }
        return octets;
    }

    private static String peak() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(status -> status.startsWith("VmHWM:"))
                .findFirst()
                .orElseThrow();
        long kibibytes = Long.parseLong(line.replaceAll("\\D", ""));
        return kibibytes * 1024 / MEGABYTE + " MB";
    }
}
