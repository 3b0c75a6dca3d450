package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.model.MaildropStatus;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.operation.Pop3OperationException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation of the producer, against whatever server a subclass has. */
abstract class ProducerContract {

    protected final DefaultCamelContext context = new DefaultCamelContext();
    private ProducerTemplate template;

    /** The URI of an empty maildrop, with credentials and without operation. */
    abstract String maildrop() throws Exception;

    /** Another mail arrives. */
    abstract void deliver(byte[] mail) throws Exception;

    @BeforeEach
    void startContext() {
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stopContext() {
        context.stop();
    }

    static byte[] mail(int number) {
        return ("From: a@example.org\r\nSubject: mail " + number + "\r\n\r\nbody " + number + "\r\nsecond line\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    protected void deliver(int count) throws Exception {
        for (int i = 1; i <= count; i++) {
            deliver(mail(i));
        }
    }

    /** Calls one operation and returns the exchange, whose session is over. */
    protected Exchange call(String options, Processor headers) throws Exception {
        String uri = maildrop() + options;
        Exchange exchange = template.request(uri, headers);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange;
    }

    protected Exchange call(String options, String uid) throws Exception {
        return call(options, exchange -> exchange.getMessage().setHeader(Pop3xConstants.UID, uid));
    }

    protected Object result(String options) throws Exception {
        return call(options, exchange -> {}).getMessage().getBody();
    }

    protected List<String> uids() throws Exception {
        List<String> uids = new ArrayList<>();
        for (Object entry : (List<?>) result("&operation=list")) {
            uids.add(((MessageEntry) entry).uid());
        }
        return uids;
    }

    private static String subject(Message message) {
        return message.getHeader("Subject", String.class);
    }

    @Test
    void stat() throws Exception {
        deliver(2);
        MaildropStatus status = (MaildropStatus) result("&operation=stat");
        assertThat(status.messages()).isEqualTo(2);
        assertThat(context.getTypeConverter().convertTo(Map.class, status)).containsEntry("messages", 2);
    }

    @Test
    void listAndUidl() throws Exception {
        deliver(3);
        List<?> list = (List<?>) result("&operation=list");
        List<?> uidl = (List<?>) result("&operation=uidl");
        assertThat(list).hasSize(3);
        MessageEntry first = (MessageEntry) list.get(0);
        assertThat(first.number()).isEqualTo(1);
        assertThat(first.uid()).isNotEmpty();
        assertThat(first.size()).isPositive();
        assertThat(uidl).hasSize(3);
        assertThat(((MessageEntry) uidl.get(0)).uid()).isEqualTo(first.uid());
        assertThat(context.getTypeConverter().convertTo(Map.class, first)).containsOnlyKeys("number", "uid", "size");
        assertThat(call("&operation=list", first.uid()).getMessage().getBody(List.class))
                .hasSize(1);
    }

    @Test
    void top() throws Exception {
        deliver(1);
        Message headers = call("&operation=top", uids().get(0)).getMessage();
        assertThat(subject(headers)).isEqualTo("mail 1");
        assertThat(headers.getBody(String.class)).endsWith("\r\n\r\n").doesNotContain("body 1");
        Message lines = call("&operation=top&lines=1", uids().get(0)).getMessage();
        assertThat(lines.getBody(String.class)).contains("body 1").doesNotContain("second line");
    }

    @Test
    void retrGivesWhatTheConsumerGives() throws Exception {
        deliver(2);
        String uid = uids().get(1);
        Message message = call("&operation=retr", uid).getMessage();
        assertThat(message.getBody(byte[].class)).containsSequence(mail(2));
        assertThat(subject(message)).isEqualTo("mail 2");
        assertThat(message.getHeader(Pop3xConstants.UID)).isEqualTo(uid);
        assertThat(message.getHeader(Pop3xConstants.SIZE, Long.class)).isGreaterThanOrEqualTo(mail(2).length);
        assertThat(uids()).hasSize(2);
    }

    @Test
    void retrOfManyGivesAListInThatOrder() throws Exception {
        deliver(3);
        List<String> uids = uids();
        List<?> messages = call("&operation=retr", exchange -> exchange.getMessage()
                        .setHeader(Pop3xConstants.UID, List.of(uids.get(2), uids.get(0))))
                .getMessage()
                .getBody(List.class);
        assertThat(messages).extracting(m -> subject((Message) m)).containsExactly("mail 3", "mail 1");
    }

    @Test
    void deleAndWhatIsGoneAlready() throws Exception {
        deliver(3);
        List<String> uids = uids();
        call("&operation=dele", uids.get(1));
        assertThat(uids()).containsExactly(uids.get(0), uids.get(2));
        // A redelivery, say.
        call("&operation=dele", uids.get(1));
        assertThatThrownBy(() -> call("&operation=dele&failIfMissing=true", uids.get(1)))
                .isInstanceOf(Pop3OperationException.NotFound.class)
                .hasMessageContaining(uids.get(1));
        assertThatThrownBy(() -> call("&operation=retr", uids.get(1)))
                .isInstanceOfSatisfying(Pop3OperationException.NotFound.class, e -> assertThat(e.uids())
                        .containsExactly(uids.get(1)));
        assertThat(uids()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"noop", "rset", "verify"})
    void whatHasNoResultLeavesTheBody(String operation) throws Exception {
        deliver(1);
        Exchange exchange = call("&operation=" + operation, e -> e.getMessage().setBody("as it was"));
        assertThat(exchange.getMessage().getBody()).isEqualTo("as it was");
        assertThat(uids()).hasSize(1);
    }

    @Test
    void capa() throws Exception {
        assertThat(((Map<?, ?>) result("&operation=capa")).containsKey("UIDL")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stat", "list", "uidl", "capa"})
    void resultsBecomeJson(String operation) throws Exception {
        deliver(1);
        String uri = maildrop() + "&operation=" + operation;
        route(r -> r.from("direct:json").to(uri).marshal().json());
        String json = template.requestBody("direct:json", "", String.class);
        assertThat(json)
                .contains(
                        switch (operation) {
                            case "stat" -> "\"messages\":1";
                            case "list" -> "\"size\":";
                            case "uidl" -> "\"uid\":";
                            default -> "\"UIDL\":";
                        });
    }

    @Test
    void verifyTellsWrongCredentials() throws Exception {
        String wrong = maildrop().replaceAll("password=[^&]*", "password=wrong");
        assertThatThrownBy(() -> template.requestBody(wrong + "&operation=verify", ""))
                .isInstanceOf(CamelExecutionException.class)
                .cause()
                .isInstanceOf(Pop3OperationException.LoginRejected.class)
                .hasMessageNotContaining("wrong\"");
    }

    @Test
    void drainAsAListDeletesWhenTheExchangeCompletes() throws Exception {
        deliver(3);
        List<?> messages = (List<?>) result("&operation=drain");
        assertThat(messages).extracting(m -> subject((Message) m)).containsExactly("mail 1", "mail 2", "mail 3");
        assertThat(uids()).isEmpty();
    }

    @Test
    void drainAsAnIteratorDeletesWhatWasTaken() throws Exception {
        deliver(5);
        String uri = maildrop() + "&operation=drain&streaming=true";
        List<String> seen = new ArrayList<>();
        Exchange taken = template.request(uri, exchange -> {});
        assertThat(taken.getMessage().getBody()).isInstanceOf(Iterator.class);
        route(r ->
                r.from("direct:drain").to(uri).split(r.body()).streaming().process(e -> seen.add(subject(e.getIn()))));
        template.sendBody("direct:drain", "");
        assertThat(seen).containsExactly("mail 1", "mail 2", "mail 3", "mail 4", "mail 5");
        assertThat(uids()).isEmpty();
    }

    /** Whether the server undoes DELE when a connection is closed without QUIT, as RFC 1939 has it. */
    boolean undoesDeletions() {
        return true;
    }

    @Test
    void anExchangeThatFailsAfterItDeletedFiftyMessagesLeavesAllFifty() throws Exception {
        deliver(50);
        List<String> uids = uids();
        String uri = maildrop() + "&session=exchange";
        route(r -> r.from("direct:complete")
                .setHeader(Pop3xConstants.UID, r.constant(uids))
                .to(uri + "&operation=dele"));
        if (!undoesDeletions()) {
            template.sendBody("direct:complete", "");
            assertThat(uids()).isEmpty();
            return;
        }
        route(r -> r.from("direct:fail")
                .setHeader(Pop3xConstants.UID, r.constant(uids))
                .to(uri + "&operation=dele")
                .removeHeader(Pop3xConstants.UID)
                .to(uri + "&operation=list")
                .process(e -> assertThat(e.getMessage().getBody(List.class)).isEmpty())
                .throwException(new IllegalStateException("no")));
        assertThatThrownBy(() -> template.sendBody("direct:fail", "")).hasRootCauseMessage("no");
        assertThat(uids()).containsExactlyElementsOf(uids);

        route(r -> r.from("direct:rollback")
                .setHeader(Pop3xConstants.UID, r.constant(uids))
                .to(uri + "&operation=dele")
                .markRollbackOnly());
        template.send("direct:rollback", exchange -> {});
        assertThat(uids()).containsExactlyElementsOf(uids);

        template.sendBody("direct:complete", "");
        assertThat(uids()).isEmpty();
    }

    @Test
    void numbersMeanSomethingWithinOneSession() throws Exception {
        deliver(3);
        String uri = maildrop() + "&session=exchange";
        List<String> seen = new ArrayList<>();
        route(r -> r.from("direct:number")
                .to(uri + "&operation=list")
                .setHeader(Pop3xConstants.NUMBER, r.constant(2))
                .to(uri + "&operation=retr")
                .process(e -> seen.add(subject(e.getMessage())))
                .to(uri + "&operation=dele"));
        template.sendBody("direct:number", "");
        assertThat(seen).containsExactly("mail 2");
        assertThat(uids()).hasSize(2);
        assertThatThrownBy(() -> call("&operation=dele", e -> e.getMessage().setHeader(Pop3xConstants.NUMBER, 1)))
                .hasMessageContaining("session=exchange");
        assertThat(uids()).hasSize(2);
    }

    @Test
    void pollEnrichTakesOneMessageAndDeletesItWhenTheExchangeCompletes() throws Exception {
        deliver(2);
        String uri = maildrop() + "&delay=50";
        List<String> seen = new ArrayList<>();
        route(r -> r.from("direct:enrich").pollEnrich(uri, 10_000).process(e -> {
            seen.add(subject(e.getMessage()));
            if (seen.size() == 1) {
                throw new IllegalStateException("no");
            }
        }));
        template.send("direct:enrich", exchange -> {});
        assertThat(uids()).hasSize(2);
        template.send("direct:enrich", exchange -> {});
        assertThat(uids()).hasSize(1);
        route(r -> r.from("direct:poll").poll(uri, 10_000).process(e -> seen.add(subject(e.getMessage()))));
        template.send("direct:poll", exchange -> {});
        assertThat(uids()).isEmpty();
        assertThat(seen).hasSize(3).contains("mail 1", "mail 2");
        assertThat(context.createConsumerTemplate().receive(uri, 200)).isNull();
    }

    /** What a test routes. */
    interface Routes {
        void in(RouteBuilder builder);
    }

    protected void route(Routes routes) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                routes.in(this);
            }
        });
    }

    protected ProducerTemplate template() {
        return template;
    }
}
