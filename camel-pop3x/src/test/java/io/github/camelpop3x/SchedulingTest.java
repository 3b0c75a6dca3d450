package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.testserver.Effect;
import io.github.camelpop3x.testserver.Fault;
import io.github.camelpop3x.testserver.FaultPlan;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The consumer as Camel's scheduler, shutdown strategy and error handling see it. */
class SchedulingTest extends MaildropRouteTest {

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext made = super.createCamelContext();
        HealthCheckRegistry health = HealthCheckRegistry.get(made);
        health.register(health.resolveById("consumers"));
        return made;
    }

    private final List<String> seen = new CopyOnWriteArrayList<>();

    private static String batch(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.BATCH_INDEX) + "/"
                + exchange.getProperty(ExchangePropertyKey.BATCH_SIZE)
                + (exchange.getProperty(ExchangePropertyKey.BATCH_COMPLETE, Boolean.class) ? " last" : "");
    }

    @Test
    void batchPropertiesCountThroughThePoll() throws Exception {
        deliver(3);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("")).process(e -> seen.add(batch(e)));
            }
        });
        context.start();
        awaitMaildrop();
        assertThat(seen).containsExactly("0/3", "1/3", "2/3 last");
    }

    @Test
    void aRefusedRetrSpoilsThatMessageOnlyAndTheBatchStillEnds() throws Exception {
        deliver(3);
        server.faults(new Fault(1, "RETR", 2, Effect.err("no such luck")));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("")).process(e -> seen.add(batch(e)));
            }
        });
        context.start();
        awaitMaildrop();
        assertThat(seen).containsExactly("0/2", "1/2 last", "0/1 last");
        assertThat(polled().getMessagesRefused()).isEqualTo(1);
    }

    @Test
    void maxMessagesPerPollBoundsEachPoll() throws Exception {
        deliver(5);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("&maxMessagesPerPoll=2")).process(e -> seen.add(batch(e)));
            }
        });
        context.start();
        awaitMaildrop();
        assertThat(seen).containsExactly("0/2", "1/2 last", "0/2", "1/2 last", "0/1 last");
    }

    @Test
    void newestFirst() throws Exception {
        deliver(3);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("&order=newest"))
                        .process(e -> seen.add(e.getMessage().getHeader(Pop3xConstants.UID, String.class)));
            }
        });
        context.start();
        awaitMaildrop();
        assertThat(seen).containsExactly("uid3", "uid2", "uid1");
    }

    @Test
    void sendEmptyMessageWhenIdleWorks() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("&sendEmptyMessageWhenIdle=true"))
                        .process(e -> seen.add(String.valueOf(e.getMessage().getBody())));
            }
        });
        context.start();
        Awaitility.await().until(() -> seen.size() >= 2);
        assertThat(seen).containsOnly("null");
    }

    @Test
    void repeatCountAndGreedyWork() throws Exception {
        deliver(4);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("&maxMessagesPerPoll=1&greedy=true&backoffMultiplier=100000&backoffIdleThreshold=1"))
                        .process(e -> seen.add("got"));
            }
        });
        context.start();
        awaitMaildrop();
        assertThat(seen).hasSize(4);
    }

    @Test
    void healthIsDownWithTheReasonWhileThePollsFailAndUpAgainAfterwards() throws Exception {
        server.faults(new Fault(Fault.EVERY, "UIDL", 1, Effect.err("disk on fire")));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("")).routeId("maildrop").to("mock:never");
            }
        });
        context.start();
        Awaitility.await().untilAsserted(() -> assertThat(readiness())
                .anyMatch(result -> result.getState() == HealthCheck.State.DOWN
                        && result.getError()
                                .map(Throwable::getMessage)
                                .orElse("")
                                .contains("disk on fire")));
        server.faults(FaultPlan.none());
        Awaitility.await().untilAsserted(() -> assertThat(readiness())
                .isNotEmpty()
                .allMatch(result -> result.getState() == HealthCheck.State.UP));
    }

    private Collection<HealthCheck.Result> readiness() {
        return HealthCheckHelper.invokeReadiness(context);
    }

    @Test
    void aPollThatFailsReachesTheRoutesErrorHandler() throws Exception {
        server.faults(new Fault(Fault.EVERY, "UIDL", 1, Effect.err("disk on fire")));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class)
                        .handled(true)
                        .process(e -> seen.add(e.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)
                                .getMessage()));
                from(uri("&bridgeErrorHandler=true")).to("mock:never");
            }
        });
        context.start();
        Awaitility.await().until(() -> seen.size() >= 2);
        assertThat(seen).allMatch(text -> text.contains("The server refused UIDL: disk on fire"));
    }

    @Test
    void aStoppedRouteFinishesItsExchangeAndLeavesTheRestOnTheServer() throws Exception {
        deliver(5);
        CountDownLatch inRoute = new CountDownLatch(2);
        CountDownLatch goOn = new CountDownLatch(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri(""))
                        .routeId("maildrop")
                        .shutdownRunningTask(ShutdownRunningTask.CompleteCurrentTaskOnly)
                        .process(e -> {
                            seen.add(e.getMessage().getHeader(Pop3xConstants.UID, String.class));
                            inRoute.countDown();
                            if (inRoute.getCount() == 0) {
                                goOn.await(20, TimeUnit.SECONDS);
                            }
                        });
            }
        });
        context.start();
        assertThat(inRoute.await(20, TimeUnit.SECONDS)).isTrue();
        Thread stopper = new Thread(() -> context.stop());
        stopper.start();
        Awaitility.await().until(() -> context.isStopping());
        Awaitility.await().until(() -> !polled().accepts());
        goOn.countDown();
        stopper.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(seen).containsExactly("uid1", "uid2");
        assertThat(server.uids("joe")).containsExactly("uid3", "uid4", "uid5");
    }

    @Test
    void stoppingEndsAPollThatIsBlockedInTheServer() throws Exception {
        deliver(1);
        server.faults(new Fault(1, "RETR", 1, Effect.stallInReply(20)));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("")).routeId("maildrop").to("mock:never");
            }
        });
        context.start();
        Awaitility.await().until(() -> server.count("RETR") == 1);
        long before = System.nanoTime();
        context.stop();
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before)).isLessThan(5);
        assertThat(server.uids("joe")).containsExactly("uid1");
    }
}
