package io.github.camelpop3x.benchmarks.client;

import jakarta.activation.DataHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/**
 * Any polling consumer of Camel, given by its URI: a route for each maildrop, whose processor reads the body to its end
 * and writes attachments to files. A round is one poll of each, in place of the scheduler's.
 *
 * <p>In the URI {@code {port}} and {@code {user}} stand for what they say; {@code #known} is an idempotent repository.
 */
final class CamelRoutes implements Drain {

    private static final int REPOSITORY_SIZE = 1_000_000;

    private final boolean attachments;
    private final Accounts accounts;
    private final Tally tally = new Tally();
    private final CamelContext camel = new DefaultCamelContext();
    private final List<ScheduledPollConsumer> consumers = new ArrayList<>();

    CamelRoutes(Target target, String uri) throws Exception {
        attachments = target.attachments();
        accounts = new Accounts(target);
        camel.getRegistry().bind("known", MemoryIdempotentRepository.memoryIdempotentRepository(REPOSITORY_SIZE));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (int account = 0; account < target.accounts(); account++) {
                    from(filled(uri, target, account))
                            .routeId("route" + account)
                            .process(CamelRoutes.this::count);
                }
            }
        });
        camel.start();
        for (int account = 0; account < target.accounts(); account++) {
            Consumer consumer = camel.getRoute("route" + account).getConsumer();
            if (!(consumer instanceof ScheduledPollConsumer polling)) {
                throw new IllegalArgumentException("benchmark.uri must be that of a polling consumer: " + uri);
            }
            consumers.add(polling);
        }
    }

    private static String filled(String uri, Target target, int account) {
        return uri.replace("{port}", Integer.toString(target.port())).replace("{user}", Target.user(account))
                + (uri.contains("?") ? "&" : "?") + "startScheduler=false";
    }

    private void count(Exchange exchange) throws Exception {
        if (attachments) {
            store(exchange.getMessage(AttachmentMessage.class));
        }
        InputStream body = exchange.getMessage().getBody(InputStream.class);
        if (body == null) {
            tally.add(0);
        } else {
            tally.read(body);
        }
    }

    private static void store(AttachmentMessage message) throws IOException {
        if (message.hasAttachments()) {
            for (DataHandler attachment : message.getAttachments().values()) {
                Path file = Files.createTempFile("attachment", null);
                try (InputStream in = attachment.getInputStream()) {
                    Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                } finally {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void round(Tally result) throws Exception {
        tally.reset();
        accounts.each(account -> consumers.get(account).run());
        result.add(tally);
    }

    @Override
    public void close() {
        accounts.close();
        camel.stop();
    }
}
