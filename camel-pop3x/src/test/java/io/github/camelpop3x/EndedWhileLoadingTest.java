package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpop3x.delivery.DeliveryState;
import io.github.camelpop3x.testserver.MaildropServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** An exchange that ends while a poll reads the ledger: what was read says it is under way, and it isn't any more. */
class EndedWhileLoadingTest {

    /** Outcomes are written at once when the last writing is longer ago than this. */
    private static final Duration GATHERED = Duration.ofMillis(20);

    private final List<String> emitted = new CopyOnWriteArrayList<>();
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final ObservedLedger ledger = new ObservedLedger();

    @Test
    void itsMessageIsNotEmittedAgain() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext();
                MaildropServer server =
                        MaildropServer.builder().user("joe", "secret").start()) {
            context.getRegistry().bind("observed", ledger);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("seda:slow").process(e -> assertThat(mayEnd.await(20, TimeUnit.SECONDS))
                            .isTrue());
                }
            });
            context.start();
            server.deliver("joe", "a", "Subject: x\r\n\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            try (PolledMaildrop maildrop = new PolledMaildrop(context, server, "&ledger=#observed", e -> {
                emitted.add(e.getMessage().getHeader(Pop3xConstants.UID, String.class));
                context.createProducerTemplate().send("seda:slow?waitForTaskToComplete=Never", e);
            })) {
                long before = System.nanoTime();
                assertThat(maildrop.poll()).isNull();
                await().until(() -> System.nanoTime() - before > GATHERED.toNanos());
                ledger.onLoad(() -> {
                    mayEnd.countDown();
                    await().until(() -> ledger.entries("joe@localhost:" + server.port()).stream()
                            .allMatch(entry -> entry.state() == DeliveryState.COMPLETED));
                    await().until(() -> maildrop.consumer().getMessagesInFlight() == 0);
                });
                assertThat(maildrop.poll()).isNull();
                ledger.onLoad(() -> {});
                maildrop.pollUntilQuiet(5);
                assertThat(server.uids("joe")).isEmpty();
                assertThat(emitted).containsExactly("a");
            }
        }
    }
}
