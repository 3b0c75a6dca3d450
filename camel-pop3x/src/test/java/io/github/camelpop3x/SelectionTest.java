package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.client.Pop3Client;
import io.github.camelpop3x.client.Pop3Session;
import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.testserver.Effect;
import io.github.camelpop3x.testserver.Fault;
import io.github.camelpop3x.testserver.MaildropServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which messages are retrieved at all, poll by poll, and what it costs to find out. */
class SelectionTest {

    /** Invoices are what most of these tests want. */
    private static final String INVOICES = "&filter=${header.Subject} contains 'invoice'";

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private DefaultCamelContext context;
    private MaildropServer server;

    @BeforeEach
    void start() throws Exception {
        context = new DefaultCamelContext();
        context.start();
        server = MaildropServer.builder().user("joe", "secret").start();
    }

    @AfterEach
    void stop() {
        context.stop();
        server.close();
    }

    private void deliver(String uid, String header) {
        server.deliver("joe", uid, mail(header, "body of " + uid));
    }

    private static byte[] mail(String header, String body) {
        return (header + "\r\n\r\n" + body + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** The unique-id says it. */
    private void deliverSubjects(String... uids) {
        for (String uid : uids) {
            deliver(uid, "From: a@example.org\r\nSubject: " + uid);
        }
    }

    private PolledMaildrop maildrop(String options) throws Exception {
        return maildrop(options, exchange -> seen.add(uid(exchange)));
    }

    private PolledMaildrop maildrop(String options, Processor route) throws Exception {
        return new PolledMaildrop(context, server, options, route);
    }

    private static String uid(Exchange exchange) {
        return exchange.getMessage().getHeader(Pop3xConstants.UID, String.class);
    }

    private static String date(Duration ago) {
        return "Date: "
                + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        ZonedDateTime.now(ZoneOffset.UTC).minus(ago));
    }

    private static void pollsWell(PolledMaildrop maildrop, int polls) {
        for (int i = 0; i < polls; i++) {
            assertThat(maildrop.poll()).isNull();
        }
    }

    // --- the filter ------------------------------------------------------------------------------------------------

    @ParameterizedTest(name = "pipelining={0}")
    @ValueSource(strings = {"auto", "off"})
    void onlyWhatTheFilterWantsIsRetrievedAndNothingIsAskedForTwice(String pipelining) throws Exception {
        deliverSubjects("spam1", "invoice1", "spam2", "invoice2", "spam3");
        try (PolledMaildrop maildrop = maildrop(INVOICES + "&pipelining=" + pipelining)) {
            pollsWell(maildrop, 3);
            assertThat(seen).containsExactly("invoice1", "invoice2");
            assertThat(server.count("TOP")).isEqualTo(5);
            assertThat(server.count("RETR")).isEqualTo(2);
            assertThat(server.uids("joe")).containsExactly("spam1", "spam2", "spam3");
            deliverSubjects("spam4", "invoice3");
            pollsWell(maildrop, 2);
            assertThat(seen).containsExactly("invoice1", "invoice2", "invoice3");
            assertThat(server.count("TOP")).isEqualTo(7);
        }
    }

    @Test
    void anIdlePollOverAThousandUnwantedMessagesAsksForNone() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            deliverSubjects("spam" + i);
        }
        try (PolledMaildrop maildrop = maildrop(INVOICES)) {
            pollsWell(maildrop, 1);
            assertThat(server.count("TOP")).isEqualTo(1_000);
            assertThat(server.mostOutstanding()).as("sent ahead").isGreaterThan(10);
            pollsWell(maildrop, 3);
            assertThat(server.count("TOP")).isEqualTo(1_000);
            maildrop.consumer().stop();
            maildrop.consumer().start();
            pollsWell(maildrop, 1);
            assertThat(server.count("TOP"))
                    .as("a route that is started anew may have another filter")
                    .isEqualTo(2_000);
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void aBeanSeesHeadersAndSizeAndNoBody() throws Exception {
        List<Object> shown = new CopyOnWriteArrayList<>();
        byte[] mail = mail("Subject: =?utf-8?q?gr=C3=BC=C3=9Fe?=\r\nCamelFileName: evil", "x".repeat(500));
        server.deliver("joe", "uid1", mail);
        context.getRegistry().bind("wanted", (Predicate) exchange -> {
            shown.add(exchange.getMessage().getHeader("Subject"));
            shown.add(exchange.getMessage().getHeader(Pop3xConstants.UID));
            shown.add(exchange.getMessage().getHeader(Pop3xConstants.NUMBER));
            shown.add(exchange.getMessage().getHeader(Pop3xConstants.SIZE));
            shown.add(String.valueOf(exchange.getMessage().getHeader(Exchange.FILE_NAME)));
            shown.add(String.valueOf(exchange.getMessage().getBody()));
            return true;
        });
        try (PolledMaildrop maildrop = maildrop("&filter=#wanted")) {
            pollsWell(maildrop, 1);
        }
        assertThat(shown).containsExactly("grüße", "uid1", 1, (long) mail.length, "null", "null");
        assertThat(seen).containsExactly("uid1");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "&filter=simple:${header.Subject} contains 'invoice'",
                "&filter=language:simple:${header.Subject} contains 'invoice'",
                "&filter=RAW(${header.Subject} contains 'invoice' && ${header.From} contains 'a@')",
                "&filter=constant:true",
                "&filter={{wanted}}",
            })
    void anExpressionInAnyLanguage(String filter) throws Exception {
        context.getPropertiesComponent().addInitialProperty("wanted", "${header.Subject} contains 'invoice'");
        deliverSubjects("invoice1");
        try (PolledMaildrop maildrop = maildrop(filter)) {
            pollsWell(maildrop, 1);
        }
        assertThat(seen).containsExactly("invoice1");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"thrown", "noted", "stack"})
    void aFilterThatThrowsHoldsThatMessageAloneUntilAnOperatorDecides(String how) throws Exception {
        deliverSubjects("one", "strange", "two");
        context.getRegistry().bind("wanted", (Predicate) exchange -> {
            if (uid(exchange).equals("strange")) {
                switch (how) {
                    case "thrown" -> throw new IllegalStateException("no idea");
                    case "stack" -> throw new StackOverflowError("no idea");
                    default -> exchange.setException(new IllegalStateException("no idea"));
                }
            }
            return true;
        });
        try (PolledMaildrop maildrop = maildrop("&filter=#wanted")) {
            pollsWell(maildrop, 3);
            assertThat(seen).containsExactly("one", "two");
            assertThat(server.count("TOP")).isEqualTo(3);
            assertThat(maildrop.consumer().heldMessages())
                    .singleElement()
                    .asString()
                    .startsWith("strange after 0 attempt(s)")
                    .contains("filter: ", "no idea");
            assertThat(maildrop.consumer().releaseHeld("strange")).isTrue();
            pollsWell(maildrop, 1);
            assertThat(seen).as("an operator's word counts").containsExactly("one", "two", "strange");
            assertThat(server.uids("joe")).isEmpty();
        }
    }

    @Test
    void aMessageThatFailedIsNotAskedForAgain() throws Exception {
        deliverSubjects("invoice1");
        try (PolledMaildrop maildrop = maildrop(INVOICES, exchange -> {
            seen.add(uid(exchange));
            if (seen.size() < 3) {
                throw new IllegalStateException("not yet");
            }
        })) {
            pollsWell(maildrop, 4);
        }
        assertThat(seen).hasSize(3);
        assertThat(server.count("TOP")).isEqualTo(1);
    }

    @Test
    void aPollingConsumerTakesSelectedMessagesOnly() throws Exception {
        deliverSubjects("spam1", "invoice1");
        String uri = "pop3x:localhost:" + server.port() + "?username=joe&password=secret&tls=none" + INVOICES;
        try (ConsumerTemplate template = context.createConsumerTemplate()) {
            Exchange taken = template.receive(uri, 30_000);
            assertThat(uid(taken)).isEqualTo("invoice1");
            template.doneUoW(taken);
            assertThat(template.receiveNoWait(uri)).isNull();
        }
        assertThat(server.uids("joe")).containsExactly("spam1");
        assertThat(server.count("RETR")).isEqualTo(1);
    }

    // --- order and number ------------------------------------------------------------------------------------------

    @Test
    void orderAndNumberCountSelectedMessagesOnly() throws Exception {
        deliverSubjects("invoice1", "spam1", "invoice2", "spam2", "invoice3", "spam3");
        try (PolledMaildrop maildrop = maildrop(INVOICES + "&order=newest&maxMessagesPerPoll=2")) {
            pollsWell(maildrop, 1);
            assertThat(seen).containsExactly("invoice3", "invoice2");
            pollsWell(maildrop, 2);
            assertThat(seen).containsExactly("invoice3", "invoice2", "invoice1");
            assertThat(server.count("TOP")).isEqualTo(6);
        }
    }

    @Test
    void askingStopsWhenThereAreEnough() throws Exception {
        deliverSubjects("invoice1", "spam1", "invoice2", "spam2", "invoice3");
        try (PolledMaildrop maildrop = maildrop(INVOICES + "&maxMessagesPerPoll=1&pipelining=off")) {
            pollsWell(maildrop, 1);
            assertThat(server.count("TOP")).isEqualTo(1);
            pollsWell(maildrop, 1);
            assertThat(server.count("TOP")).isEqualTo(3);
        }
        assertThat(seen).containsExactly("invoice1", "invoice2");
    }

    /** What is known of later messages doesn't let them overtake. */
    @Test
    void theSameMessagesAreChosenWhateverIsRemembered() throws Exception {
        deliverSubjects("invoice1", "invoice2", "invoice3", "invoice4");
        try (PolledMaildrop maildrop = maildrop(INVOICES + "&maxMessagesPerPoll=1&order=newest&delete=false")) {
            pollsWell(maildrop, 1);
            assertThat(server.count("TOP")).as("asked ahead").isEqualTo(4);
            deliverSubjects("invoice5", "spam1");
            pollsWell(maildrop, 2);
        }
        assertThat(seen).containsExactly("invoice4", "invoice5", "invoice3");
    }

    // --- what isn't selected ---------------------------------------------------------------------------------------

    @ParameterizedTest(name = "pipelining={0}")
    @ValueSource(strings = {"auto", "off"})
    void unmatchedMessagesAreDeletedWhereThatIsSaid(String pipelining) throws Exception {
        deliverSubjects("spam1", "invoice1", "spam2");
        try (PolledMaildrop maildrop = maildrop(INVOICES + "&deleteUnmatched=true&pipelining=" + pipelining)) {
            pollsWell(maildrop, 1);
            assertThat(maildrop.consumer().getMessagesDeleted()).isEqualTo(3);
        }
        assertThat(seen).containsExactly("invoice1");
        assertThat(server.uids("joe")).isEmpty();
        assertThat(server.count("RETR")).isEqualTo(1);
    }

    @Test
    void aLostQuitLetsThemBeDecidedAboutAgain() throws Exception {
        deliverSubjects("spam1", "invoice1", "spam2");
        server.faults(new Fault(1, "QUIT", 1, Effect.cutBefore()));
        try (PolledMaildrop maildrop = maildrop(INVOICES + "&deleteUnmatched=true")) {
            assertThat(maildrop.poll()).hasMessageContaining("3 deletion(s)");
            assertThat(server.uids("joe")).hasSize(3);
            pollsWell(maildrop, 1);
        }
        assertThat(seen).containsExactly("invoice1");
        assertThat(server.uids("joe")).isEmpty();
    }

    /** Servers may (RFC 1939, section 7). */
    @Test
    void aUniqueIdThatAnUnmatchedMessageHadSaysNothingOfTheNextOne() throws Exception {
        deliver("again", "Subject: notices");
        try (PolledMaildrop maildrop = maildrop(INVOICES + "&deleteUnmatched=true")) {
            pollsWell(maildrop, 1);
            assertThat(server.uids("joe")).isEmpty();
            deliver("again", "Subject: invoice");
            pollsWell(maildrop, 1);
            assertThat(seen).containsExactly("again");
            deliver("again", "Subject: spam, once more");
            pollsWell(maildrop, 1);
            assertThat(seen).containsExactly("again");
            assertThat(server.uids("joe")).as("judged anew, and deleted").isEmpty();
        }
    }

    @Test
    void anUnwantedMessageWithAnotherSizeIsAnotherMessage() throws Exception {
        deliver("again", "Subject: spam");
        try (PolledMaildrop maildrop = maildrop(INVOICES)) {
            pollsWell(maildrop, 1);
            deleteByAnotherClient();
            deliver("again", "Subject: invoice");
            pollsWell(maildrop, 1);
        }
        assertThat(seen).containsExactly("again");
    }

    private void deleteByAnotherClient() throws Exception {
        Pop3Client client = new Pop3Client(Pop3Settings.of("localhost", server.port(), TlsMode.NONE));
        Deadline deadline = Deadline.after(Duration.ofSeconds(30), "test");
        try (Pop3Session session = client.open(new Credentials("joe", "secret"), deadline)) {
            session.dele(1);
            assertThat(session.quit().committed()).isTrue();
        }
    }

    /** Whoever narrows the filter doesn't want to lose what is still being worked on. */
    @Test
    void whatWasEmittedBeforeIsNotDeletedAsUnmatched() throws Exception {
        deliver("fails", "Subject: invoice\r\n" + date(Duration.ZERO));
        try (PolledMaildrop maildrop = maildrop("&maxAge=3000&deleteUnmatched=true", exchange -> {
            seen.add(uid(exchange));
            throw new IllegalStateException("it fails");
        })) {
            pollsWell(maildrop, 1);
            Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> {
                int before = seen.size();
                pollsWell(maildrop, 1);
                return seen.size() == before;
            });
            pollsWell(maildrop, 2);
        }
        assertThat(server.uids("joe")).containsExactly("fails");
    }

    @Test
    void copiesThatShareAUniqueIdAreDeletedTogether() throws Exception {
        deliver("twin", "Subject: spam");
        deliver("twin", "Subject: invoice");
        try (PolledMaildrop maildrop = maildrop(INVOICES + "&deleteUnmatched=true")) {
            pollsWell(maildrop, 2);
        }
        assertThat(seen).containsExactly("twin");
        assertThat(server.uids("joe")).isEmpty();
    }

    // --- TOP -------------------------------------------------------------------------------------------------------

    @Test
    void aRefusedTopIsAnAttemptOfThatMessageAlone() throws Exception {
        deliverSubjects("invoice1", "invoice2");
        server.faults(new Fault(Fault.EVERY, "TOP", 1, Effect.err("damaged")));
        try (PolledMaildrop maildrop = maildrop(INVOICES + "&maxAttempts=1")) {
            pollsWell(maildrop, 3);
            assertThat(seen).containsExactly("invoice2");
            assertThat(maildrop.consumer().heldMessages())
                    .singleElement()
                    .asString()
                    .startsWith("invoice1 after 1 attempt(s)")
                    .contains("damaged");
        }
    }

    @ParameterizedTest(name = "pipelining={0}")
    @ValueSource(strings = {"auto", "off"})
    void aServerWithoutTopIsAnErrorThatNamesTheOption(String pipelining) throws Exception {
        try (MaildropServer without = MaildropServer.builder()
                .user("joe", "secret")
                .capabilities("UIDL", "USER", "PIPELINING")
                .start()) {
            without.deliver("joe", "uid1", mail("Subject: invoice", "1"));
            without.deliver("joe", "uid2", mail("Subject: invoice", "2"));
            without.faults(new Fault(Fault.EVERY, "TOP", Fault.EVERY, Effect.err("unknown command")));
            String options = INVOICES + "&minAge=1000&pipelining=" + pipelining;
            try (PolledMaildrop maildrop = new PolledMaildrop(context, without, options, e -> seen.add(uid(e)))) {
                assertThat(maildrop.poll())
                        .hasMessageContaining("unknown command")
                        .hasMessageContaining("doesn't offer TOP")
                        .hasMessageContaining("options filter and minAge");
                assertThat(maildrop.consumer().heldMessages()).isEmpty();
            }
            assertThat(without.count("RETR")).isZero();
            assertThat(without.uids("joe")).hasSize(2);
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void topThatIsNotOfferedButKnownIsUsed() throws Exception {
        try (MaildropServer modest = MaildropServer.builder()
                .user("joe", "secret")
                .capabilities("UIDL", "USER")
                .start()) {
            modest.deliver("joe", "uid1", mail("Subject: invoice", "1"));
            modest.deliver("joe", "uid2", mail("Subject: invoice", "2"));
            modest.faults(new Fault(1, "TOP", 2, Effect.err("damaged")));
            try (PolledMaildrop maildrop = new PolledMaildrop(context, modest, INVOICES, e -> seen.add(uid(e)))) {
                pollsWell(maildrop, 2);
            }
        }
        assertThat(seen).containsExactly("uid1", "uid2");
    }

    @Test
    void whatWasLearntBeforeTheConnectionBrokeIsKept() throws Exception {
        deliverSubjects("spam1", "spam2", "spam3", "invoice1");
        server.faults(new Fault(1, "TOP", 3, Effect.cutInReply(9)));
        try (PolledMaildrop maildrop = maildrop(INVOICES + "&pipelining=off")) {
            assertThat(maildrop.poll()).isNotNull();
            pollsWell(maildrop, 1);
        }
        assertThat(seen).containsExactly("invoice1");
        assertThat(server.commands().stream().filter(line -> line.startsWith("TOP")))
                .containsExactly("TOP 1 0", "TOP 2 0", "TOP 3 0", "TOP 3 0", "TOP 4 0");
    }

    @Test
    void aHeaderSectionWithoutAnEndIsJudgedByWhatThereIs() throws Exception {
        server.deliver(
                "joe",
                "endless",
                ("Subject: invoice\r\n" + "x".repeat(2_000_000) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        try (PolledMaildrop maildrop = maildrop(INVOICES)) {
            pollsWell(maildrop, 1);
        }
        assertThat(seen).containsExactly("endless");
    }

    // --- size ------------------------------------------------------------------------------------------------------

    private void deliverSmallLargeSmall() {
        deliverSubjects("small1");
        server.deliver("joe", "large", mail("Subject: large", "x".repeat(5_000)));
        deliverSubjects("small2");
    }

    @Test
    void oversizeSkipLeavesThemAndSaysSoOnce() throws Exception {
        deliverSmallLargeSmall();
        try (PolledMaildrop maildrop = maildrop("&maxMessageSize=1000")) {
            pollsWell(maildrop, 3);
            assertThat(maildrop.consumer().heldMessages()).isEmpty();
        }
        assertThat(seen).containsExactly("small1", "small2");
        assertThat(server.uids("joe")).containsExactly("large");
        assertThat(server.count("RETR")).isEqualTo(2);
        assertThat(server.count("TOP")).isZero();
        try (PolledMaildrop maildrop = maildrop("&maxMessageSize=10000")) {
            pollsWell(maildrop, 1);
        }
        assertThat(seen).as("with a higher limit").endsWith("large");
    }

    @Test
    void oversizeHoldWaitsForAnOperator() throws Exception {
        deliverSmallLargeSmall();
        try (PolledMaildrop maildrop = maildrop("&maxMessageSize=1000&oversize=hold")) {
            pollsWell(maildrop, 2);
            assertThat(seen).containsExactly("small1", "small2");
            assertThat(maildrop.consumer().heldMessages())
                    .singleElement()
                    .asString()
                    .startsWith("large ")
                    .contains("octets are more than maxMessageSize=1000");
            maildrop.consumer().releaseHeld("large");
            pollsWell(maildrop, 1);
            assertThat(seen).endsWith("large");
            assertThat(server.uids("joe")).isEmpty();
        }
    }

    @Test
    void oversizeFailFailsEveryPollAfterTheOthersAreDone() throws Exception {
        deliverSmallLargeSmall();
        try (PolledMaildrop maildrop = maildrop("&maxMessageSize=1000&oversize=fail")) {
            assertThat(maildrop.poll())
                    .hasMessageContaining("1 message(s)")
                    .hasMessageContaining("maxMessageSize=1000")
                    .hasMessageContaining("large with 50");
            assertThat(seen).containsExactly("small1", "small2");
            assertThat(server.uids("joe")).containsExactly("large");
            assertThat(maildrop.poll()).isNotNull();
        }
    }

    @ParameterizedTest(name = "pipelining={0}")
    @ValueSource(strings = {"auto", "off"})
    void oversizeHeadersEmitsTheHeadersWithoutABody(String pipelining) throws Exception {
        deliverSmallLargeSmall();
        try (PolledMaildrop maildrop = maildrop(
                "&maxMessageSize=1000&oversize=headers&delete=true&pipelining=" + pipelining,
                e -> seen.add(uid(e) + " " + e.getMessage().getHeader(Pop3xConstants.OVERSIZE) + " "
                        + e.getMessage().getHeader("Subject") + " "
                        + (e.getMessage().getHeader(Pop3xConstants.SIZE, Long.class) > 1000) + " "
                        + e.getMessage().getBody(String.class)))) {
            pollsWell(maildrop, 2);
        }
        String small = "From: a@example.org\r\nSubject: small%1$s\r\n\r\nbody of small%1$s\r\n";
        assertThat(seen)
                .containsExactly(
                        "small1 null small1 false " + String.format(Locale.ROOT, small, 1),
                        "large true large true null",
                        "small2 null small2 false " + String.format(Locale.ROOT, small, 2));
        assertThat(server.uids("joe")).isEmpty();
        assertThat(server.count("RETR")).isEqualTo(2);
    }

    /** The comparison before the second DELE takes a TOP then. */
    @Test
    void oversizeHeadersIsNotEmittedAgainAfterALostQuit() throws Exception {
        deliverSmallLargeSmall();
        server.faults(new Fault(1, "QUIT", 1, Effect.cutBefore()));
        try (PolledMaildrop maildrop = maildrop("&maxMessageSize=1000&oversize=headers&delete=true")) {
            assertThat(maildrop.poll()).isNotNull();
            assertThat(server.uids("joe")).hasSize(3);
            pollsWell(maildrop, 1);
        }
        assertThat(seen).containsExactly("small1", "large", "small2");
        assertThat(server.uids("joe")).isEmpty();
        assertThat(server.count("TOP")).isEqualTo(2);
    }

    @Test
    void whatTheFilterRulesOutNeedNotBeTooLarge() throws Exception {
        deliverSmallLargeSmall();
        try (PolledMaildrop maildrop =
                maildrop("&maxMessageSize=1000&oversize=fail&filter=${header.Subject} contains 'small'")) {
            pollsWell(maildrop, 2);
        }
        assertThat(seen).containsExactly("small1", "small2");
    }

    // --- age -------------------------------------------------------------------------------------------------------

    @Test
    void aMessageThatIsTooYoungIsEmittedOnceItIsOldEnoughAndAskedForOnce() throws Exception {
        deliver("young", date(Duration.ofSeconds(-2)));
        deliver("old", date(Duration.ofHours(1)));
        try (PolledMaildrop maildrop = maildrop("&minAge=1000")) {
            pollsWell(maildrop, 1);
            assertThat(seen).containsExactly("old");
            Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> {
                pollsWell(maildrop, 1);
                return seen.contains("young");
            });
            assertThat(server.count("TOP")).isEqualTo(2);
        }
    }

    @Test
    void aMessageThatIsTooOldIsLeft() throws Exception {
        String received = "Received: from a by b; " + date(Duration.ofDays(40)).substring("Date: ".length());
        deliver("old", date(Duration.ofDays(31)));
        deliver("recent", date(Duration.ofDays(29)));
        deliver("oldByReceived", received);
        deliver("recentThoughReceivedOld", received + "\r\n" + date(Duration.ofDays(1)));
        deliver("madeUp", "Date: Mon, 23 Nov 2099 10:00:00 +0000\r\n" + received);
        deliver("dateless", "Subject: x\r\nDate: whenever");
        try (PolledMaildrop maildrop = maildrop("&maxAge=30d")) {
            pollsWell(maildrop, 3);
        }
        assertThat(seen).containsExactly("recent", "recentThoughReceivedOld", "dateless");
        assertThat(server.uids("joe")).containsExactly("old", "oldByReceived", "madeUp");
        assertThat(server.count("TOP")).isEqualTo(6);
    }

    @Test
    void aMessageThatIsTooYoungIsNeverDeletedAsUnmatched() throws Exception {
        deliver("young", date(Duration.ZERO));
        deliver("old", date(Duration.ofDays(31)));
        try (PolledMaildrop maildrop = maildrop("&minAge=1d&maxAge=30d&deleteUnmatched=true")) {
            pollsWell(maildrop, 2);
        }
        assertThat(seen).isEmpty();
        assertThat(server.uids("joe")).containsExactly("young");
    }
}
