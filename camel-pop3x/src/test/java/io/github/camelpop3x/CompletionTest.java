package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** DELE follows completion, and nothing else. */
class CompletionTest extends MaildropRouteTest {

    private final List<String> seen = new CopyOnWriteArrayList<>();

    private void see(Exchange exchange) {
        seen.add(exchange.getMessage().getHeader(Pop3xConstants.UID, String.class));
    }

    @Test
    void completedMessagesAreDeletedAndComeOnce() throws Exception {
        deliver(20);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("")).process(e -> see(e));
            }
        });
        context.start();
        awaitMaildrop();
        awaitPolls(2);
        assertThat(seen).hasSize(20).doesNotHaveDuplicates();
        Awaitility.await().until(() -> polled().getMessagesDeleted() == 20);
        assertThat(polled().getMessagesInFlight()).isZero();
    }

    @Test
    void aFailedExchangeLeavesItsMessageAndStopsNoOther() throws Exception {
        deliver(3);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri(""))
                        .process(e -> see(e))
                        .filter(header(Pop3xConstants.UID).isEqualTo("uid2"))
                        .throwException(new IllegalStateException("no"));
            }
        });
        context.start();
        awaitMaildrop("uid2");
        awaitPolls(2);
        assertThat(seen).filteredOn("uid2"::equals).hasSizeGreaterThan(1);
        assertThat(seen).filteredOn(uid -> !uid.equals("uid2")).containsExactlyInAnyOrder("uid1", "uid3");
    }

    @Test
    void rollbackOnlyLeavesTheMessage() throws Exception {
        deliver(2);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri(""))
                        .process(e -> see(e))
                        .filter(header(Pop3xConstants.UID).isEqualTo("uid1"))
                        .markRollbackOnly();
            }
        });
        context.start();
        awaitMaildrop("uid1");
        awaitPolls(2);
        assertThat(server.uids("joe")).containsExactly("uid1");
        assertThat(polled().getMessagesFailed()).isGreaterThan(1);
    }

    @Test
    void aHandledFailureCountsAsCompleted() throws Exception {
        deliver(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).handled(true).process(e -> see(e));
                from(uri("")).throwException(new IllegalStateException("no"));
            }
        });
        context.start();
        awaitMaildrop();
        assertThat(seen).containsExactly("uid1");
    }

    @Test
    void whatIsHandedToSedaIsDeletedWhenThatCompletesAndNotBefore() throws Exception {
        deliver(2);
        CountDownLatch released = new CountDownLatch(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("")).to("seda:slow");
                from("seda:slow?concurrentConsumers=2").process(e -> {
                    see(e);
                    released.await(20, TimeUnit.SECONDS);
                });
            }
        });
        context.start();
        awaitPolls(3);
        assertThat(server.uids("joe")).as("nothing completed yet").containsExactly("uid1", "uid2");
        assertThat(polled().getMessagesInFlight()).isEqualTo(2);
        released.countDown();
        awaitMaildrop();
        assertThat(seen).as("in flight is not emitted again").hasSize(2);
    }

    @Test
    void whatFailsBehindSedaStays() throws Exception {
        deliver(2);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("")).to("seda:next");
                from("seda:next")
                        .process(e -> see(e))
                        .filter(header(Pop3xConstants.UID).isEqualTo("uid1"))
                        .throwException(new IllegalStateException("no"));
            }
        });
        context.start();
        awaitMaildrop("uid1");
        awaitPolls(2);
        assertThat(server.uids("joe")).containsExactly("uid1");
    }

    @Test
    void deleteFalseLeavesMessagesAndEmitsEachOnce() throws Exception {
        deliver(3);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("&delete=false")).routeId("maildrop").process(e -> see(e));
            }
        });
        context.start();
        Awaitility.await().until(() -> seen.size() == 3);
        awaitPolls(2);
        deliver("uid4", "Subject: late\r\n\r\n");
        Awaitility.await().until(() -> seen.size() == 4);
        context.getRouteController().stopRoute("maildrop");
        context.getRouteController().startRoute("maildrop");
        awaitPolls(2);
        assertThat(seen).containsExactly("uid1", "uid2", "uid3", "uid4");
        assertThat(server.uids("joe")).hasSize(4);
        assertThat(server.count("DELE")).isZero();
    }

    @Test
    void copiesThatShareAUniqueIdAreAllEmittedAndDeletedTogether() throws Exception {
        deliver("same", "Subject: a\r\n\r\n");
        deliver("same", "Subject: b\r\n\r\n");
        List<String> subjects = new CopyOnWriteArrayList<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("&maxMessagesPerPoll=1"))
                        .process(e -> subjects.add(e.getMessage().getHeader("Subject", String.class)));
            }
        });
        context.start();
        awaitMaildrop();
        assertThat(subjects).containsExactly("a", "b");
    }

    @Test
    void aUniqueIdThatIsUsedAgainIsAnotherMessage() throws Exception {
        deliver("same", "Subject: a\r\n\r\none\r\n");
        List<String> bodies = new CopyOnWriteArrayList<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("&startScheduler=false"))
                        .process(e -> bodies.add(e.getMessage().getBody(String.class)));
            }
        });
        context.start();
        polled().run();
        assertThat(server.uids("joe")).isEmpty();
        // Before any listing without it: nothing but its content tells it from the one that was deleted.
        deliver("same", "Subject: b\r\n\r\ntwo\r\n");
        polled().run();
        assertThat(bodies).containsExactly("Subject: a\r\n\r\none\r\n", "Subject: b\r\n\r\ntwo\r\n");
        assertThat(server.uids("joe")).isEmpty();
    }

    @Test
    void aMessageThatTheServerRestoredIsDeletedAgainAndNotEmitted() throws Exception {
        String mail = "Subject: a\r\n\r\none\r\n";
        deliver("same", mail);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("&startScheduler=false")).process(e -> see(e));
            }
        });
        context.start();
        polled().run();
        deliver("same", mail);
        polled().run();
        assertThat(seen).containsExactly("same");
        assertThat(server.uids("joe")).isEmpty();
    }
}
