package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.model.Pop3BusyException;
import io.github.camelpop3x.operation.Pop3OperationException;
import io.github.camelpop3x.testserver.Effect;
import io.github.camelpop3x.testserver.Fault;
import io.github.camelpop3x.testserver.FaultPlan;
import io.github.camelpop3x.testserver.MaildropServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The producer against a server that keeps RFC 1939 to the letter, and its faults. */
class ProducerTest extends ProducerContract {

    private MaildropServer server;
    private int delivered;

    @BeforeEach
    void startServer() throws Exception {
        server = MaildropServer.builder()
                .user("joe", "secret")
                .user("ann", "other")
                .start();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Override
    String maildrop() {
        return "pop3x:localhost:" + server.port() + "?username=joe&password=secret&tls=none&retryDelay=0&format=raw";
    }

    @Override
    void deliver(byte[] mail) {
        server.deliver("joe", "uid" + ++delivered, mail);
    }

    private Exchange many(String options, Object uids) throws Exception {
        return call(options, exchange -> exchange.getMessage().setHeader(Pop3xConstants.UID, uids));
    }

    @Test
    void manyMessagesAreAskedForInOneRoundTripAndOneSession() throws Exception {
        deliver(30);
        List<String> uids = uids();
        int sessions = server.sessions();
        assertThat(many("&operation=retr", uids).getMessage().getBody(List.class))
                .hasSize(30);
        assertThat(server.sessions()).isEqualTo(sessions + 1);
        assertThat(server.count("UIDL")).isEqualTo(2);
    }

    @Test
    void theSessionOfAnExchangeIsOneAndEndsWithIt() throws Exception {
        deliver(2);
        String uri = maildrop() + "&session=exchange";
        route(r -> r.from("direct:steps")
                .to(uri + "&operation=stat")
                .to(uri + "&operation=list")
                .setHeader(Pop3xConstants.UID, r.constant("uid1"))
                .to(uri + "&operation=retr")
                .to(uri + "&operation=dele"));
        template().sendBody("direct:steps", "");
        assertThat(server.sessions()).isEqualTo(1);
        assertThat(server.count("QUIT")).isEqualTo(1);
        assertThat(server.uids("joe")).containsExactly("uid2");
    }

    @Test
    void partsOfASplitShareTheSessionOfTheWhole() throws Exception {
        deliver(4);
        String uri = maildrop() + "&session=exchange";
        route(r -> r.from("direct:split")
                .to(uri + "&operation=list")
                .split(r.body())
                .parallelProcessing()
                .setHeader(Pop3xConstants.UID, r.simple("${body.uid}"))
                .to(uri + "&operation=dele")
                .end());
        template().sendBody("direct:split", "");
        assertThat(server.sessions()).isEqualTo(1);
        assertThat(server.uids("joe")).isEmpty();
    }

    @Test
    void rsetTakesBackWhatThisSessionDeleted() throws Exception {
        deliver(2);
        String uri = maildrop() + "&session=exchange";
        route(r -> r.from("direct:reset")
                .setHeader(Pop3xConstants.UID, r.constant("uid1"))
                .to(uri + "&operation=dele")
                .to(uri + "&operation=rset")
                .to(uri + "&operation=retr"));
        template().sendBody("direct:reset", "");
        assertThat(server.uids("joe")).containsExactly("uid1", "uid2");
    }

    @Test
    void whatThisSessionDeletedCannotBeReadInIt() throws Exception {
        deliver(1);
        String uri = maildrop() + "&session=exchange";
        route(r -> r.from("direct:deleted")
                .setHeader(Pop3xConstants.UID, r.constant("uid1"))
                .to(uri + "&operation=dele")
                .to(uri + "&operation=retr"));
        assertThatThrownBy(() -> template().sendBody("direct:deleted", ""))
                .cause()
                .isInstanceOfSatisfying(Pop3OperationException.AlreadyDeleted.class, e -> assertThat(e.uids())
                        .containsExactly("uid1"));
        assertThat(server.uids("joe")).containsExactly("uid1");
    }

    // --- what goes wrong -----------------------------------------------------------------------------------------

    @Test
    void eachFailureIsAnExceptionOfItsOwnWithTheUniqueId() throws Exception {
        deliver(1);
        List<String> told = new ArrayList<>();
        String uri = maildrop() + "&operation=retr&uid=uid1";
        route(r -> {
            r.onException(Pop3OperationException.Busy.class).handled(true).process(e -> told.add("busy"));
            r.onException(Pop3OperationException.Refused.class)
                    .handled(true)
                    .process(e -> told.add("refused " + uids(e)));
            r.onException(Pop3OperationException.SessionLost.class)
                    .handled(true)
                    .process(e -> told.add("lost " + uids(e)));
            r.onException(Pop3OperationException.NotFound.class)
                    .handled(true)
                    .process(e -> told.add("not found " + uids(e)));
            r.from("direct:retr").to(uri);
        });
        server.faults(new Fault(Fault.EVERY, "RETR", 1, Effect.err("damaged")));
        template().sendBody("direct:retr", "");
        server.faults(new Fault(Fault.EVERY, "RETR", 1, Effect.cutInReply(20)));
        template().sendBody("direct:retr", "");
        server.faults((session, verb, nth, command) -> verb.equals("PASS") || verb.equals("AUTH")
                ? Optional.of(Effect.err("[IN-USE] locked"))
                : Optional.empty());
        template().sendBody("direct:retr", "");
        server.faults(FaultPlan.none());
        call("&operation=dele", "uid1");
        template().sendBody("direct:retr", "");
        assertThat(told).containsExactly("refused [uid1]", "lost [uid1]", "busy", "not found [uid1]");
    }

    private static List<String> uids(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Pop3OperationException.class)
                .uids();
    }

    @ParameterizedTest
    @ValueSource(strings = {"STAT", "UIDL", "TOP", "RETR", "DELE", "RSET", "NOOP", "QUIT"})
    void everyCommandThatIsCutOffIsALostSession(String verb) throws Exception {
        deliver(1);
        server.faults(new Fault(Fault.EVERY, verb, 1, Effect.cutInReply(1)));
        String operation = verb.equals("UIDL") ? "list" : verb.equals("QUIT") ? "dele" : verb.toLowerCase(Locale.ROOT);
        assertThatThrownBy(() -> call("&operation=" + operation, "uid1"))
                .isInstanceOf(Pop3OperationException.SessionLost.class);
        server.faults(FaultPlan.none());
        call("&operation=" + operation, "uid1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"STAT", "UIDL", "TOP", "RETR", "DELE", "RSET", "NOOP", "QUIT"})
    void everyCommandThatIsRefusedIsTold(String verb) throws Exception {
        deliver(1);
        server.faults(new Fault(Fault.EVERY, verb, 1, Effect.err("not today")));
        String operation = verb.equals("UIDL") ? "list" : verb.equals("QUIT") ? "dele" : verb.toLowerCase(Locale.ROOT);
        assertThatThrownBy(() -> call("&operation=" + operation, "uid1"))
                .isInstanceOf(Pop3OperationException.Refused.class)
                .hasMessageContaining("not today");
    }

    @Test
    void aSilentServerIsGivenUpAtTheDeadline() throws Exception {
        server.faults(new Fault(Fault.EVERY, "STAT", 1, Effect.stall()));
        assertThatThrownBy(() -> result("&operation=stat&readTimeout=200"))
                .isInstanceOf(Pop3OperationException.SessionLost.class)
                .hasMessageContaining("readTimeout");
    }

    /** The first DELE went down with its session; the redelivery of the second step brings it back. */
    @Test
    void whatWasMarkedInALostSessionIsMarkedAgain() throws Exception {
        deliver(3);
        server.faults(new Fault(1, "DELE", 2, Effect.cutBefore()));
        String uri = maildrop() + "&session=exchange&operation=dele";
        route(r -> {
            r.errorHandler(r.defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
            r.from("direct:two")
                    .setHeader(Pop3xConstants.UID, r.constant("uid1"))
                    .to(uri)
                    .setHeader(Pop3xConstants.UID, r.constant("uid2"))
                    .to(uri);
        });
        template().sendBody("direct:two", "");
        assertThat(server.uids("joe")).containsExactly("uid3");
    }

    /** In the new session the number may be another message's. */
    @Test
    void aNumberOfALostSessionDeletesNothing() throws Exception {
        deliver(3);
        server.faults(new Fault(1, "NOOP", 1, Effect.cutBefore()));
        String uri = maildrop() + "&session=exchange";
        route(r -> r.from("direct:lost")
                .to(uri + "&operation=list")
                .doTry()
                .to(uri + "&operation=noop")
                .doCatch(Pop3OperationException.SessionLost.class)
                .end()
                .setHeader(Pop3xConstants.NUMBER, r.constant(2))
                .to(uri + "&operation=dele"));
        assertThatThrownBy(() -> template().sendBody("direct:lost", ""))
                .cause()
                .isInstanceOf(Pop3OperationException.SessionLost.class)
                .hasMessageContaining("void");
        assertThat(server.uids("joe")).hasSize(3);
    }

    @Test
    void aCommitWhoseQuitIsLostIsRepeatedOnce() throws Exception {
        deliver(2);
        server.faults(new Fault(1, "QUIT", 1, Effect.cutBefore()));
        template().requestBody(maildrop() + "&session=exchange&operation=dele&uid=uid1", "");
        assertThat(server.uids("joe")).containsExactly("uid2");
        assertThat(server.sessions()).isEqualTo(2);
    }

    @Test
    void aRefusedMessageIsLeftOutOfADrainAndStays() throws Exception {
        deliver(3);
        server.faults(new Fault(1, "RETR", 2, Effect.err("damaged")));
        assertThat((List<?>) result("&operation=drain")).hasSize(2);
        assertThat(server.uids("joe")).containsExactly("uid2");
    }

    @Test
    void drainWithDeleteFalseLeavesEverythingAndTakesNoMoreThanAsked() throws Exception {
        deliver(5);
        assertThat((List<?>) result("&operation=drain&delete=false&maxMessagesPerPoll=2&order=newest"))
                .hasSize(2);
        assertThat(server.uids("joe")).hasSize(5);
    }

    @Test
    void aPollingConsumerWaitsWhileSomebodyElseHasTheMaildrop() throws Exception {
        deliver(1);
        server.faults((session, verb, nth, command) -> session <= 2 && (verb.equals("PASS") || verb.equals("AUTH"))
                ? Optional.of(Effect.err("[IN-USE] locked"))
                : Optional.empty());
        try (ConsumerTemplate consumer = context.createConsumerTemplate()) {
            assertThatThrownBy(() -> consumer.receiveNoWait(maildrop())).hasCauseInstanceOf(Pop3BusyException.class);
            Exchange exchange = consumer.receive(maildrop() + "&delay=10", 10_000);
            assertThat(exchange.getMessage().getBody(String.class)).contains("body 1");
            consumer.doneUoW(exchange);
            assertThat(server.uids("joe")).isEmpty();
        }
    }

    /** The server has no lock: both would plan the same message. */
    @Test
    void aRouteAndAPollingConsumerOfOneEndpointTakeTurns() throws Exception {
        server.close();
        server = MaildropServer.builder().user("joe", "secret").locking(false).start();
        deliver(1);
        String uri = maildrop() + "&initialDelay=0&delay=10";
        CountDownLatch inRoute = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        route(r -> r.from(uri).process(e -> {
            inRoute.countDown();
            assertThat(released.await(20, TimeUnit.SECONDS)).isTrue();
        }));
        assertThat(inRoute.await(20, TimeUnit.SECONDS)).isTrue();
        try (ConsumerTemplate consumer = context.createConsumerTemplate()) {
            assertThatThrownBy(() -> consumer.receiveNoWait(uri))
                    .hasRootCauseMessage("another poll works on joe@localhost:" + server.port());
        } finally {
            released.countDown();
        }
        Awaitility.await().until(() -> server.uids("joe").isEmpty());
    }

    // --- options and headers -------------------------------------------------------------------------------------

    @Test
    void theHeaderNamesTheOperation() throws Exception {
        deliver(1);
        Processor header = e -> e.getMessage().setHeader(Pop3xConstants.OPERATION, "STAT");
        assertThat(call("&operation=list", header).getMessage().getBody().toString())
                .contains("messages=1");
    }

    @Test
    void whatIsMissingOrWrongIsNamed() throws Exception {
        assertThatThrownBy(() -> result("")).hasMessageContaining("Option operation is missing");
        assertThatThrownBy(() -> call("", e -> e.getMessage().setHeader(Pop3xConstants.OPERATION, "fetch")))
                .hasMessageContaining("no operation 'fetch'")
                .hasMessageContaining("retr");
        assertThatThrownBy(() -> result("&operation=retr")).hasMessageContaining("CamelPop3xUid");
        assertThatThrownBy(() -> call("&operation=retr&session=exchange", e -> e.getMessage()
                        .setHeader(Pop3xConstants.NUMBER, "two")))
                .hasMessageContaining("'two'");
    }

    @Test
    void credentialsInHeadersAreRefusedUnlessTheyAreAllowed() throws Exception {
        Processor ann = e -> {
            e.getMessage().setHeader(Pop3xConstants.USERNAME, "ann");
            e.getMessage().setHeader(Pop3xConstants.PASSWORD, "other");
        };
        assertThatThrownBy(() -> call("&operation=stat", ann))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowHeaderCredentials")
                .hasMessageNotContaining("other");
        server.deliver("ann", "x", mail(1));
        String uri = "pop3x:localhost:" + server.port() + "?tls=none&allowHeaderCredentials=true&operation=stat";
        assertThat(template().request(uri, ann).getMessage().getBody().toString())
                .contains("messages=1");
        assertThat(template().request(uri, e -> {}).getException()).hasMessageContaining("username");
    }

    @Test
    void toDUsesOneEndpointForAllMessages() throws Exception {
        deliver(3);
        route(r -> r.from("direct:dynamic").toD(maildrop() + "&operation=${header.what}&uid=${header.which}"));
        int before = context.getEndpoints().size();
        for (String uid : new String[] {"uid1", "uid2", "uid3"}) {
            Object body = template().requestBodyAndHeaders("direct:dynamic", "", Map.of("what", "retr", "which", uid));
            assertThat(context.getTypeConverter().convertTo(String.class, body)).contains("body " + uid.charAt(3));
        }
        assertThat(context.getEndpoints().size() - before).isLessThanOrEqualTo(2);
    }

    @Test
    void nothingIsConnectedBeforeTheFirstCall() throws Exception {
        route(r -> r.from("direct:later").to("pop3x:localhost:1?username=joe&password=secret&operation=stat"));
        assertThatThrownBy(() -> template().sendBody("direct:later", ""))
                .cause()
                .isInstanceOf(Pop3OperationException.SessionLost.class)
                .hasMessageContaining("check host and port");
    }

    // --- the ledger ----------------------------------------------------------------------------------------------

    @Test
    void operatorsCanBuildTheirOwnRoutesOnTheLedger() throws Exception {
        deliver(3);
        String uri = maildrop() + "&maxAttempts=1&delete=false&initialDelay=0&delay=50";
        List<String> seen = new CopyOnWriteArrayList<>();
        route(r -> r.from(uri).process(e -> {
            String uid = e.getMessage().getHeader(Pop3xConstants.UID, String.class);
            seen.add(uid);
            if (!uid.equals("uid1") && seen.size() <= 3) {
                throw new IllegalStateException("no");
            }
        }));
        Awaitility.await().until(() -> rows(uri, "held").size() == 2);
        assertThat(rows(uri, "held").toString()).contains("uid2 after 1", "uid3 after 1", "no");
        assertThat(rows(uri, "completed")).hasSize(1);
        assertThat(context.getTypeConverter()
                        .convertTo(Map.class, rows(uri, "held").get(0)))
                .containsKeys("uid", "state", "attempts", "since", "reason");
        ledger(uri, "release", "uid2");
        ledger(uri, "giveUp", "uid3");
        Awaitility.await().until(() -> rows(uri, "completed").size() == 3);
        ledger(uri, "forget", "uid1");
        Awaitility.await().until(() -> seen.size() == 5);
        assertThat(seen).containsExactly("uid1", "uid2", "uid3", "uid2", "uid1");
        assertThatThrownBy(() -> ledger(uri, "release", "uid2"))
                .cause()
                .isInstanceOf(Pop3OperationException.NotFound.class);
    }

    private List<?> rows(String uri, String operation) {
        return template().requestBodyAndHeader(uri, "", Pop3xConstants.OPERATION, operation, List.class);
    }

    private void ledger(String uri, String operation, String uid) {
        template()
                .requestBodyAndHeaders(
                        uri + "&failIfMissing=true",
                        "",
                        Map.of(Pop3xConstants.OPERATION, operation, Pop3xConstants.UID, uid));
    }
}
