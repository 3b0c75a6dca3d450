package io.github.camelpop3x;

import io.github.camelpop3x.client.Pop3Client;
import io.github.camelpop3x.client.Pop3Session;
import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.delivery.DeliveryEntry;
import io.github.camelpop3x.delivery.DeliveryState;
import io.github.camelpop3x.delivery.MemoryLedger;
import io.github.camelpop3x.delivery.MessageKey;
import jakarta.activation.DataHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Work that is done in a JVM of its own with a small heap, against a server in this one. What it prints is its result;
 * running out of memory ends it.
 */
final class SmallHeap {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private SmallHeap() {}

    /** The kinds of work. */
    enum Work {
        /** Logs in and lists the maildrop; prints how many messages there are. */
        LIST {
            @Override
            String run(int port) throws Exception {
                return list(port);
            }
        },
        /** The same until a server says that the maildrop is empty; prints the errors before it. */
        LIST_UNTIL_EMPTY {
            @Override
            String run(int port) throws Exception {
                List<String> said = new ArrayList<>();
                while (true) {
                    try {
                        if (list(port).equals("0 messages")) {
                            return String.join("\n", said);
                        }
                        said.add("no error");
                    } catch (IOException e) {
                        said.add(told(e));
                    }
                }
            }
        },
        /** Polls with a ledger that knows uid1 to uid100000; prints how many messages the route got. */
        POLL_KNOWN {
            @Override
            String run(int port) throws Exception {
                MemoryLedger ledger = new MemoryLedger();
                for (int i = 1; i <= BoundsTest.MANY; i++) {
                    MessageKey key = new MessageKey("joe@localhost:" + port, "uid" + i, 1);
                    ledger.save(List.of(new DeliveryEntry(key, DeliveryState.COMPLETED, 1, Instant.now(), null, null)));
                }
                return poll(port, "&delete=false&ledger=#known", ledger);
            }
        },
        /** Polls three times with a filter that wants no message; prints what the route got. */
        POLL_UNWANTED {
            @Override
            String run(int port) throws Exception {
                return poll(port, 3, "&filter=${header.Subject} == 'y'", new MemoryLedger());
            }
        },
        /** Polls; prints what the route got. */
        POLL {
            @Override
            String run(int port) throws Exception {
                return poll(port, "", new MemoryLedger());
            }
        },
        /** Polls with format=mime and writes the attachment into a file; prints the sizes of text and attachment. */
        POLL_MIME {
            @Override
            String run(int port) throws Exception {
                return pollOnce(port, "&format=mime", SmallHeap::written);
            }
        },
        /** Polls with format=headers; prints subject and size. */
        POLL_HEADERS {
            @Override
            String run(int port) throws Exception {
                return pollOnce(
                        port,
                        "&format=headers&delete=true",
                        exchange -> exchange.getMessage().getHeader("Subject") + ", "
                                + exchange.getMessage().getHeader(Pop3xConstants.SIZE));
            }
        };

        abstract String run(int port) throws Exception;
    }

    private static String list(int port) throws IOException {
        Pop3Settings settings = Pop3Settings.of("localhost", port, TlsMode.NONE)
                .withBounds(Pop3Settings.DEFAULT_MAX_LINE_LENGTH, BoundsTest.MAX_LISTING);
        Deadline deadline = Deadline.after(PATIENCE, "the test's patience");
        try (Pop3Session session = new Pop3Client(settings).open(new Credentials("joe", "secret"), deadline)) {
            return session.listing().size() + " messages";
        }
    }

    private static String told(Exception e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private interface Sight {
        String of(Exchange exchange) throws Exception;
    }

    private static String pollOnce(int port, String options, Sight sight) throws Exception {
        List<String> seen = new ArrayList<>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            String uri = "pop3x:localhost:" + port + "?username=joe&password=secret&tls=none" + options;
            try (PolledMaildrop maildrop = new PolledMaildrop(context, uri, exchange -> seen.add(sight.of(exchange)))) {
                Exception error = maildrop.poll();
                if (error != null) {
                    throw error;
                }
            }
        }
        return String.join(" and ", seen);
    }

    private static String written(Exchange exchange) throws Exception {
        long text = ((StreamCache) exchange.getMessage().getBody()).length();
        StringBuilder said = new StringBuilder("text " + text);
        Map<String, DataHandler> attachments =
                exchange.getMessage(AttachmentMessage.class).getAttachments();
        for (Map.Entry<String, DataHandler> attachment : attachments.entrySet()) {
            Path file = Files.createTempFile("attachment", null);
            try (InputStream in = attachment.getValue().getInputStream()) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                said.append(", ").append(attachment.getKey()).append(' ').append(Files.size(file));
            } finally {
                Files.delete(file);
            }
        }
        return said.toString();
    }

    private static String poll(int port, String options, MemoryLedger ledger) throws Exception {
        return poll(port, 1, options, ledger);
    }

    private static String poll(int port, int polls, String options, MemoryLedger ledger) throws Exception {
        List<Long> octets = new ArrayList<>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("known", ledger);
            context.start();
            String uri = "pop3x:localhost:" + port + "?username=joe&password=secret&tls=none" + options;
            try (PolledMaildrop maildrop = new PolledMaildrop(context, uri, exchange -> {
                try (InputStream body = exchange.getMessage().getBody(InputStream.class)) {
                    octets.add(body.transferTo(OutputStream.nullOutputStream()));
                }
            })) {
                for (int i = 0; i < polls; i++) {
                    Exception error = maildrop.poll();
                    if (error != null) {
                        throw error;
                    }
                }
            }
        }
        return "routed " + octets;
    }

    /** Arguments: the work and the server's port. */
    public static void main(String[] arguments) {
        try {
            System.out.println(Work.valueOf(arguments[0]).run(Integer.parseInt(arguments[1])));
        } catch (Exception e) {
            System.out.println(told(e));
        }
        System.exit(0);
    }

    /** Does the work in a JVM with so many megabytes; what it printed. */
    static String run(Work work, int megabytes, int port) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + megabytes + "m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName(),
                        work.name(),
                        String.valueOf(port))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(
                        "ended with " + process.exitValue() + " in " + megabytes + " MB, having said: " + printed);
            }
            return printed.strip();
        } finally {
            process.destroyForcibly();
        }
    }
}
