package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which ends of a route delete a message and which leave it: the table in docs/delivery.md. */
class OutcomeTest extends MaildropRouteTest {

    private static final Map<String, Consumer<RouteBuilder>> HANDLERS = Map.of(
            "handled(true)", r -> r.onException(Exception.class).handled(true).to("log:handled"),
            "continued(true)", r -> r.onException(Exception.class).continued(true),
            "dead letter channel", r -> r.errorHandler(r.deadLetterChannel("log:dead")));

    private static final Map<String, Consumer<RouteDefinition>> ROUTES = new TreeMap<>(Map.of(
            "handled(true)", OutcomeTest::fail,
            "continued(true)", OutcomeTest::fail,
            "dead letter channel", OutcomeTest::fail,
            "doTry, doCatch",
                    r -> r.doTry()
                            .process(e -> failing())
                            .doCatch(Exception.class)
                            .to("log:caught"),
            "multicast", r -> r.multicast().to("log:one", "log:two"),
            "an exception", OutcomeTest::fail,
            "rollback()", r -> r.rollback("no"),
            "markRollbackOnly()", r -> r.markRollbackOnly(),
            "markRollbackOnlyLast()", r -> r.markRollbackOnlyLast(),
            "multicast, stopOnException", r -> r.multicast().stopOnException().to("log:one", "direct:fail")));

    private static final List<String> LEAVE = List.of(
            "an exception", "rollback()", "markRollbackOnly()", "markRollbackOnlyLast()", "multicast, stopOnException");

    private static void fail(RouteDefinition route) {
        route.process(e -> failing());
    }

    private static void failing() {
        throw new IllegalStateException("no");
    }

    static Iterable<String> ends() {
        return ROUTES.keySet();
    }

    @ParameterizedTest
    @MethodSource("ends")
    void anEndOfARoute(String end) throws Exception {
        deliver(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                HANDLERS.getOrDefault(end, r -> {}).accept(this);
                ROUTES.get(end).accept(from(uri("&startScheduler=false")));
                from("direct:fail").errorHandler(noErrorHandler()).process(e -> failing());
            }
        });
        context.start();
        polled().run();
        if (LEAVE.contains(end)) {
            assertThat(server.uids("joe")).containsExactly("uid1");
            assertThat(polled().getMessagesFailed()).isEqualTo(1);
        } else {
            assertThat(server.uids("joe")).isEmpty();
            assertThat(polled().getMessagesCompleted()).isEqualTo(1);
        }
    }
}
