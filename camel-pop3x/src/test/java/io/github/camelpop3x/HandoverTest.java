package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.message.OpenFiles;
import io.github.camelpop3x.message.SpooledMessage;
import io.github.camelpop3x.testserver.Effect;
import io.github.camelpop3x.testserver.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.AsyncProcessorSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Completion whenever and wherever it comes: each integration pattern that takes an exchange elsewhere. */
class HandoverTest extends MaildropRouteTest {

    /** Larger than what is kept in memory, so that its octets are in a file. */
    private static final String LARGE = "Subject: large\r\n\r\n" + "0123456789abcdef\r\n".repeat(20_000);

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);

    private static String uid(Exchange exchange) {
        return exchange.getMessage().getHeader(Pop3xConstants.UID, String.class);
    }

    private void see(Exchange exchange) {
        seen.add(uid(exchange));
    }

    private void awaitRelease() throws InterruptedException {
        assertThat(released.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private void route(RouteBuilder builder) throws Exception {
        context.addRoutes(builder);
        context.start();
    }

    @Test
    void aWireTapReadsItsCopyAfterTheMessageCompletedAndWasDeleted() throws Exception {
        deliver("large", LARGE);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("")).wireTap("direct:tap").process(e -> see(e));
                from("direct:tap").process(e -> {
                    awaitRelease();
                    seen.add("tap " + e.getMessage().getBody(String.class).length());
                });
            }
        });
        awaitMaildrop();
        released.countDown();
        Awaitility.await().until(() -> seen.size() == 2);
        assertThat(seen).containsExactly("large", "tap " + LARGE.length());
    }

    @Test
    void aSplitMessageCompletesWithAllItsPartsAndFailsWithOne() throws Exception {
        deliver("good", "Subject: a\r\n\r\none\r\ntwo\r\n");
        deliver("bad", "Subject: b\r\n\r\none\r\nfail\r\n");
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("").replace("retryDelay=0", "retryDelay=3600000"))
                        .split(body().tokenize("\r\n"))
                        .streaming()
                        .stopOnException()
                        .parallelProcessing()
                        .process(e -> {
                            if ("fail".equals(e.getMessage().getBody(String.class))) {
                                throw new IllegalStateException("no");
                            }
                        });
            }
        });
        awaitMaildrop("bad");
        awaitPolls(2);
        assertThat(server.uids("joe")).containsExactly("bad");
        assertThat(polled().getMessagesFailed()).isEqualTo(1);
    }

    /** An aggregator takes a message over: with its repository it decides from there on, so DELE is in order. */
    @Test
    void whatIsAggregatedIsDeletedAndStillReadableWhenTheAggregateIsComplete() throws Exception {
        deliver("one", LARGE);
        deliver("two", LARGE);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri(""))
                        .process(e -> see(e))
                        .aggregate(constant(true), AggregationStrategies.groupedExchange())
                        .completionSize(3)
                        .process(e -> {
                            for (Object part : e.getMessage().getBody(List.class)) {
                                Exchange grouped = (Exchange) part;
                                seen.add(uid(grouped) + " "
                                        + grouped.getMessage()
                                                .getBody(String.class)
                                                .length());
                            }
                        });
            }
        });
        awaitMaildrop();
        deliver("three", LARGE);
        Awaitility.await().until(() -> seen.size() == 6);
        assertThat(seen)
                .containsExactly(
                        "one",
                        "two",
                        "three",
                        "one " + LARGE.length(),
                        "two " + LARGE.length(),
                        "three " + LARGE.length());
        awaitMaildrop();
    }

    @Test
    void anAsynchronousProcessorDecidesFromItsOwnThread() throws Exception {
        deliver(4);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("").replace("retryDelay=0", "retryDelay=3600000")).process(new AsyncProcessorSupport() {
                    @Override
                    public boolean process(Exchange exchange, AsyncCallback callback) {
                        CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> {
                            see(exchange);
                            if (uid(exchange).equals("uid2")) {
                                exchange.setException(new IllegalStateException("no"));
                            }
                            callback.done(false);
                        });
                        return false;
                    }
                });
            }
        });
        awaitMaildrop("uid2");
        awaitPolls(2);
        assertThat(seen).containsExactly("uid1", "uid2", "uid3", "uid4");
    }

    @Test
    void threadsTakeTheRestOfTheRouteAndAreWaitedFor() throws Exception {
        deliver(3);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("")).threads(2).process(e -> {
                    awaitRelease();
                    see(e);
                });
            }
        });
        Awaitility.await().until(() -> polled().getMessagesInFlight() > 0);
        assertThat(server.uids("joe")).hasSize(3);
        released.countDown();
        awaitMaildrop();
        assertThat(seen).containsExactlyInAnyOrder("uid1", "uid2", "uid3");
    }

    /** Not with a garbage collection, until when a thousand of them could be open: the bodies stay reachable here. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "counts open files in /proc")
    void behindQueuesTheFileGoesWithTheExchange(@TempDir Path folder) throws Exception {
        context.getStreamCachingStrategy().setSpoolDirectory(folder.toFile());
        Queue<SpooledMessage> reachable = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 5; i++) {
            deliver("uid" + i, LARGE);
        }
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("")).to("seda:first?waitForTaskToComplete=Never");
                from("seda:first").to("seda:second?waitForTaskToComplete=Never");
                from("seda:second").process(e -> {
                    awaitRelease();
                    reachable.add(e.getMessage().getBody(SpooledMessage.class));
                    seen.add(uid(e) + " " + e.getMessage().getBody(String.class).length());
                });
            }
        });
        Awaitility.await().until(() -> polled().getMessagesInFlight() == 5);
        assertThat(OpenFiles.named(folder.toRealPath().toString())).isEqualTo(5);
        released.countDown();
        awaitMaildrop();
        assertThat(seen).hasSize(5).allMatch(message -> message.endsWith(" " + LARGE.length()));
        Awaitility.await().until(() -> OpenFiles.named(folder.toRealPath().toString()) == 0);
        assertThat(reachable).hasSize(5);
    }

    @Test
    void theRouteReadsOnWhenTheExchangeBehindTheQueueIsDone() throws Exception {
        deliver("large", LARGE);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("")).to("seda:next?waitForTaskToComplete=Never").process(e -> {
                    Awaitility.await().until(() -> polled().getMessagesCompleted() == 1);
                    e.getMessage().getBody(SpooledMessage.class).reset();
                    seen.add("route " + e.getMessage().getBody(String.class).length());
                });
                from("seda:next").process(e -> see(e));
            }
        });
        awaitMaildrop();
        assertThat(seen).containsExactly("large", "route " + LARGE.length());
    }

    /** The server closes the session while the route works: the next session deletes. */
    @Test
    void aRouteThatOutlivesTheServersPatienceIsDeletedInTheNextSession() throws Exception {
        deliver(2);
        server.faults(new Fault(1, "DELE", 1, Effect.cutBefore()));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("")).process(e -> see(e));
            }
        });
        awaitMaildrop();
        awaitPolls(1);
        assertThat(seen).containsExactly("uid1", "uid2");
    }

    @Test
    void whatCompletesWhileTheRouteIsSuspendedIsDeletedAfterItResumes() throws Exception {
        deliver(2);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("")).routeId("maildrop").to("seda:slow");
                from("seda:slow?concurrentConsumers=2").process(e -> {
                    see(e);
                    awaitRelease();
                });
            }
        });
        Awaitility.await().until(() -> seen.size() == 2);
        context.getRouteController().suspendRoute("maildrop");
        released.countDown();
        Awaitility.await().until(() -> polled().getMessagesCompleted() == 2);
        assertThat(server.uids("joe")).as("no poll, no DELE").hasSize(2);
        context.getRouteController().resumeRoute("maildrop");
        awaitMaildrop();
        assertThat(seen).hasSize(2);
    }

    @Test
    void whatCompletesWhileTheRouteIsStoppedIsDeletedAfterItIsStartedAgain() throws Exception {
        deliver(2);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("")).routeId("maildrop").to("seda:slow");
                from("seda:slow?concurrentConsumers=2").process(e -> {
                    see(e);
                    awaitRelease();
                });
            }
        });
        Awaitility.await().until(() -> seen.size() == 2);
        // Not waited for: they are in flight in another route.
        context.getRouteController().stopRoute("maildrop", 1, TimeUnit.SECONDS);
        released.countDown();
        Awaitility.await().until(() -> context.getInflightRepository().size() == 0);
        assertThat(server.uids("joe")).hasSize(2);
        context.getRouteController().startRoute("maildrop");
        awaitMaildrop();
        awaitPolls(1);
        assertThat(seen).hasSize(2);
    }

    /** Messages whose exchanges wait in a queue bound what is retrieved: the rest stays on the server. */
    @Test
    void whatWaitsInAQueueHoldsBackWhatIsRetrieved() throws Exception {
        deliver(50);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("&prefetchMessages=5")).to("seda:slow");
                from("seda:slow").process(e -> {
                    awaitRelease();
                    see(e);
                });
            }
        });
        awaitPolls(4);
        assertThat(polled().getMessagesInFlight()).isBetween(5, 10);
        assertThat(polled().getMessagesRetrieved()).isBetween(5L, 10L);
        released.countDown();
        awaitMaildrop();
        assertThat(seen).hasSize(50).doesNotHaveDuplicates();
    }

    /** While the route has the first ones, no more octets lie in the spool than prefetchBytes and one message. */
    @Test
    void octetsBoundWhatIsRetrievedAhead() throws Exception {
        for (int i = 0; i < 6; i++) {
            deliver("uid" + i, LARGE);
        }
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("&prefetchBytes=" + LARGE.length() * 2)).process(e -> {
                    see(e);
                    awaitRelease();
                });
            }
        });
        Awaitility.await().until(() -> !seen.isEmpty());
        assertThat(polled().getMessagesRetrieved()).isEqualTo(2);
        assertThat(server.count("RETR")).isEqualTo(2);
        released.countDown();
        awaitMaildrop();
        assertThat(seen).hasSize(6).doesNotHaveDuplicates();
    }
}
