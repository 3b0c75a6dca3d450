package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.observe.Pop3xDevConsole;
import io.github.camelpop3x.testserver.Effect;
import io.github.camelpop3x.testserver.Fault;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.Test;

/** What an operator sees and decides, in health, in the dev console and over JMX. */
class OperatorsTest extends MaildropRouteTest {

    private final List<String> seen = new CopyOnWriteArrayList<>();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext made = super.createCamelContext();
        HealthCheckRegistry health = HealthCheckRegistry.get(made);
        health.register(health.resolveById("consumers"));
        return made;
    }

    @Override
    public boolean useJmx() {
        return true;
    }

    /** Two of three messages fail and are held. */
    private void holdTwo() throws Exception {
        server.deliver("joe", "a b", "Subject: odd\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        deliver(2);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("&maxAttempts=1&startScheduler=false"))
                        .routeId("maildrop")
                        .process(e -> seen.add(e.getMessage().getHeader(Pop3xConstants.UID, String.class)))
                        .filter(header(Pop3xConstants.UID).isNotEqualTo("uid1"))
                        .throwException(new IllegalStateException("no such customer"));
            }
        });
        context.start();
        polled().run();
        polled().run();
        assertThat(seen).containsExactly("a b", "uid1", "uid2");
    }

    private HealthCheck.Result health() {
        return HealthCheckHelper.invokeReadiness(context).iterator().next();
    }

    @Test
    void healthNamesTheMaildropAndCountsWhatIsHeldAndStaysUp() throws Exception {
        holdTwo();
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health().getDetails())
                .containsEntry("pop3x.account", "joe@localhost:" + server.port())
                .containsEntry("pop3x.status", "ok")
                .containsEntry("pop3x.held", 2)
                .containsEntry("pop3x.inFlight", 0)
                .containsEntry("pop3x.spooledBytes", 0L)
                .containsKey("endpoint.uri");
        assertThat(String.valueOf(health().getDetails())).doesNotContain("secret");
    }

    @Test
    void healthIsDownWithTheErrorAndTheDetails() throws Exception {
        server.faults(new Fault(Fault.EVERY, "UIDL", 1, Effect.err("disk on fire")));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("&startScheduler=false")).to("mock:never");
            }
        });
        context.start();
        polled().run();
        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health().getError()).get().asString().contains("disk on fire");
        assertThat(health().getDetails().get("pop3x.status")).asString().contains("disk on fire");
    }

    private DevConsole console() {
        return context.getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .resolveById("pop3x");
    }

    private String text(Map<String, Object> options) {
        return (String) console().call(DevConsole.MediaType.TEXT, options);
    }

    @Test
    void theDevConsoleShowsEachMaildropAndDecidesAboutWhatIsHeld() throws Exception {
        holdTwo();
        assertThat(text(Map.of()))
                .contains("maildrop\n  maildrop: joe@localhost:" + server.port() + "\n  status: ok\n")
                .contains("retrieved: 3", "completed: 1", "failed: 2", "deleted: 1", "held: 2")
                .contains("a%20b after 1 attempt(s), since ", "java.lang.IllegalStateException: no such customer")
                .doesNotContain("secret");
        assertThat(text(Map.of(Pop3xDevConsole.ROUTE, "other"))).isEqualTo("no maildrop is consumed from\n");
        assertThat(text(Map.of(Pop3xDevConsole.RELEASE, "uid1"))).contains("uid1 isn't held here");
        assertThat(text(Map.of(Pop3xDevConsole.RELEASE, "uid2", Pop3xDevConsole.GIVE_UP, "a b")))
                .contains("release: uid2 done", "giveUp: a b done", "held: 0");
        polled().run();
        assertThat(seen).endsWith("uid2").hasSize(4);
        assertThat(server.uids("joe")).containsExactly("uid2");
    }

    @Test
    void theDevConsoleSpeaksJson() throws Exception {
        holdTwo();
        Map<?, ?> json = (Map<?, ?>) console().call(DevConsole.MediaType.JSON, Map.of());
        Map<?, ?> maildrop = (Map<?, ?>) ((Map<?, ?>) json.get("maildrops")).get("maildrop");
        assertThat(maildrop.get("retrieved")).isEqualTo(3L);
        assertThat((List<?>) maildrop.get("held")).hasSize(2);
    }

    @Test
    void jmxShowsAndDecidesTheSame() throws Exception {
        holdTwo();
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = beans.queryNames(
                        new ObjectName("org.apache.camel:context=" + context.getManagementName()
                                + ",type=consumers,name=Pop3xConsumer*"),
                        null)
                .iterator()
                .next();
        assertThat(beans.getAttribute(name, "MessagesHeld")).isEqualTo(2);
        assertThat(beans.getAttribute(name, "PollStatus")).isEqualTo("ok");
        String[] one = {String.class.getName()};
        assertThat((List<?>) beans.invoke(name, "heldMessages", new Object[0], new String[0]))
                .hasSize(2);
        assertThat(beans.invoke(name, "releaseHeld", new Object[] {"uid2"}, one))
                .isEqualTo(true);
        assertThat(beans.invoke(name, "giveUpHeld", new Object[] {"a%20b"}, one))
                .isEqualTo(true);
        assertThat(beans.getAttribute(name, "MessagesHeld")).isEqualTo(0);
        polled().run();
        assertThat(server.uids("joe")).containsExactly("uid2");
    }
}
