package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.message.OpenFiles;
import io.github.camelpop3x.message.SpoolFullException;
import io.github.camelpop3x.operation.Pop3OperationException;
import io.github.camelpop3x.testserver.Effect;
import io.github.camelpop3x.testserver.Fault;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code maxSpoolBytes} bounds, and what becomes of messages that there is no room for. */
class TemporarySpaceTest extends MaildropRouteTest {

    /** Larger than what is kept in memory. */
    private static final String LARGE = "Subject: large\r\n\r\n" + "0123456789abcdef\r\n".repeat(20_000);

    private static final String SMALL = "Subject: small\r\n\r\nsmall\r\n";
    private static final long ROOM_FOR_TWO = LARGE.length() * 5L / 2;

    @TempDir
    private Path folder;

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);

    private String bounded(long octets) {
        context.getStreamCachingStrategy().setSpoolDirectory(folder.toFile());
        return uri("&maxSpoolBytes=" + octets);
    }

    private void route(RouteBuilder builder) throws Exception {
        context.addRoutes(builder);
        context.start();
    }

    private void see(Exchange exchange) {
        String body = exchange.getMessage().getBody(String.class);
        seen.add(exchange.getMessage().getHeader(Pop3xConstants.UID) + " " + body.length());
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "measures open files in /proc")
    void whileSlowRoutesHoldWhatWasRetrievedTheRestWaitsOnTheServer() throws Exception {
        for (int i = 0; i < 6; i++) {
            deliver("uid" + i, LARGE);
        }
        deliver("small", SMALL);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(bounded(ROOM_FOR_TWO)).to("seda:slow");
                from("seda:slow").process(e -> {
                    assertThat(released.await(20, TimeUnit.SECONDS)).isTrue();
                    see(e);
                });
            }
        });
        Awaitility.await().until(() -> polled().getMessagesInFlight() == 3);
        awaitPolls(3);
        assertThat(polled().getMessagesInFlight())
                .as("two large ones, and the small one in memory")
                .isEqualTo(3);
        assertThat(polled().getSpooledBytes()).isEqualTo(2L * LARGE.length());
        assertThat(OpenFiles.octets(folder.toRealPath().toString())).isEqualTo(polled().getSpooledBytes());
        assertThat(server.count("RETR")).as("nothing is retrieved in vain").isEqualTo(3);
        released.countDown();
        awaitMaildrop();
        assertThat(seen).hasSize(7).doesNotHaveDuplicates();
        assertThat(polled().getSpooledBytes()).isZero();
    }

    @Test
    void aMessageThatNeverFitsIsHeldByItself() throws Exception {
        deliver("first", LARGE);
        deliver("huge", LARGE.repeat(3));
        deliver("last", LARGE);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(bounded(ROOM_FOR_TWO) + "&maxAttempts=2").process(e -> see(e));
            }
        });
        awaitMaildrop("huge");
        Awaitility.await().until(() -> polled().getMessagesHeld() == 1);
        assertThat(polled().heldMessages().get(0))
                .contains("The message has at least ", ", and maxSpoolBytes is " + ROOM_FOR_TWO);
        assertThat(seen).containsExactly("first " + LARGE.length(), "last " + LARGE.length());
        assertThat(server.count("RETR"))
                .as("its size may be a lie: it is tried")
                .isEqualTo(4);
        assertThat(polled().getMessagesRefused()).isEqualTo(2);
    }

    @Test
    void aMessageThatGrowsBeyondTheBoundIsReadToItsEndAndRefusedByItself() throws Exception {
        deliver("liar", LARGE.repeat(3));
        deliver("first", LARGE);
        deliver("last", LARGE);
        String list = "+OK\r\n1 10\r\n2 " + LARGE.length() + "\r\n3 " + LARGE.length() + "\r\n.\r\n";
        server.faults(new Fault(1, "LIST", 1, Effect.replaceReply(list.getBytes(StandardCharsets.US_ASCII))));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(bounded(ROOM_FOR_TWO) + "&maxAttempts=1").process(e -> see(e));
            }
        });
        awaitMaildrop("liar");
        assertThat(seen).containsExactlyInAnyOrder("first " + LARGE.length(), "last " + LARGE.length());
        assertThat(server.commands(1))
                .filteredOn(line -> line.startsWith("RETR"))
                .hasSize(3);
        Awaitility.await().until(() -> polled().getMessagesHeld() == 1);
        assertThat(polled().heldMessages().get(0))
                .contains("The message has at least ", ", and maxSpoolBytes is " + ROOM_FOR_TWO);
        assertThat(polled().getSpooledBytes()).isZero();
    }

    @Test
    void aMessageThatOnlyOthersLeaveNoRoomForComesWithTheNextPoll() throws Exception {
        deliver("first", LARGE);
        deliver("liar", LARGE.repeat(2));
        String list = "+OK\r\n1 " + LARGE.length() + "\r\n2 10\r\n.\r\n";
        server.faults(new Fault(1, "LIST", 1, Effect.replaceReply(list.getBytes(StandardCharsets.US_ASCII))));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(bounded(ROOM_FOR_TWO) + "&maxAttempts=1").process(e -> {
                    see(e);
                    assertThat(e.getMessage().getHeader(Pop3xConstants.ATTEMPT)).isEqualTo(1);
                });
            }
        });
        awaitMaildrop();
        assertThat(seen).containsExactly("first " + LARGE.length(), "liar " + 2 * LARGE.length());
        assertThat(server.count("RETR")).isEqualTo(3);
    }

    /**
     * Nobody says when a wire tap is done with its copy. The JVM may collect it unasked here; that it is asked to is shown
     * in SpoolBudgetTest.
     */
    @Test
    void copiesThatWaitForTheGarbageCollectorDontBlockForEver() throws Exception {
        for (int i = 0; i < 9; i++) {
            deliver("uid" + i, LARGE);
        }
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(bounded(ROOM_FOR_TWO)).wireTap("direct:tap").process(e -> see(e));
                from("direct:tap").process(e -> {
                    try (InputStream body = e.getMessage().getBody(InputStream.class)) {
                        body.skipNBytes(LARGE.length());
                    }
                });
            }
        });
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> server.uids("joe")
                .isEmpty());
        assertThat(seen).hasSize(9);
        assertThat(polled().getSpooledBytes()).isLessThanOrEqualTo(ROOM_FOR_TWO);
    }

    private Object call(String options) throws Exception {
        Exchange done = template.request(bounded(ROOM_FOR_TWO) + options, exchange -> {});
        if (done.getException() != null) {
            throw done.getException();
        }
        return done.getMessage().getBody();
    }

    @Test
    void aProducerIsToldWhatDoesntFit() throws Exception {
        deliver("huge", LARGE.repeat(3));
        deliver("large", LARGE);
        context.start();
        assertThatThrownBy(() -> call("&operation=retr&uid=huge"))
                .isInstanceOf(Pop3OperationException.Refused.class)
                .hasRootCauseInstanceOf(SpoolFullException.class)
                .hasStackTraceContaining("maxSpoolBytes is " + ROOM_FOR_TWO);
        assertThat(call("&operation=retr&uid=large")).isNotNull();
        assertThat(endpointBudget()).isZero();
    }

    /** All endpoints of one URI are one, so what several calls retrieve comes out of the same budget. */
    @Test
    void whatAProducersExchangeHoldsCountsUntilItIsDone() throws Exception {
        for (int i = 0; i < 4; i++) {
            deliver("uid" + i, LARGE);
        }
        context.start();
        List<Long> held = new ArrayList<>();
        Exchange done = template.request(bounded(ROOM_FOR_TWO) + "&operation=drain", exchange -> {});
        assertThat(done.getException()).isNull();
        assertThat(endpointBudget()).isZero();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:drain")
                        .to(bounded(ROOM_FOR_TWO) + "&operation=drain")
                        .process(e -> {
                            for (Iterator<?> messages = e.getMessage()
                                            .getBody(Iterable.class)
                                            .iterator();
                                    messages.hasNext(); ) {
                                seen.add(String.valueOf(((Message) messages.next()).getHeader(Pop3xConstants.UID)));
                            }
                            held.add(endpointBudget());
                        });
            }
        });
        template.request("direct:drain", exchange -> {});
        assertThat(seen).containsExactly("uid2", "uid3");
        assertThat(held).containsExactly(2L * LARGE.length());
        assertThat(endpointBudget()).isZero();
        assertThat(server.uids("joe")).isEmpty();
    }

    private long endpointBudget() {
        return context.getEndpoints().stream()
                .filter(Pop3xEndpoint.class::isInstance)
                .mapToLong(endpoint -> ((Pop3xEndpoint) endpoint).spoolBudget().held())
                .sum();
    }

    @Test
    void whatAProcessThatWasKilledHasLeftIsRemovedAtTheStart() throws Exception {
        Path old = leftOver("camel-pop3x-1.spool", Duration.ofHours(2));
        Path ofLivingProcess = leftOver("camel-pop3x-2.spool", Duration.ZERO);
        Path oldCopy = leftOver("camel-pop3x-3.copy", Duration.ofHours(25));
        Path copyInUse = leftOver("camel-pop3x-4.copy", Duration.ofHours(2));
        Path ofOthers = leftOver("camel-5.spool", Duration.ofDays(9));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(bounded(ROOM_FOR_TWO)).process(e -> see(e));
            }
        });
        assertThat(old).doesNotExist();
        assertThat(oldCopy).doesNotExist();
        assertThat(List.of(ofLivingProcess, copyInUse, ofOthers))
                .allSatisfy(file -> assertThat(file).exists());
    }

    /** Older than this process by so much. */
    private Path leftOver(String name, Duration age) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "left over");
        Instant born = ProcessHandle.current().info().startInstant().orElseThrow();
        return Files.setLastModifiedTime(file, FileTime.from(born.minus(age)));
    }
}
