package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.testserver.MaildropServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The consumer on a server that keeps RFC 1939 to the letter. */
class Pop3xConsumerTest extends CamelTestSupport {

    private MaildropServer server;

    @BeforeEach
    void startServer() throws Exception {
        server = MaildropServer.builder().user("joe", "secret").start();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Override
    public boolean isUseRouteBuilder() {
        return false;
    }

    private String uri(String options) {
        return "pop3x:localhost:" + server.port() + "?username=joe&password=secret&tls=none&delay=100&initialDelay=0"
                + options;
    }

    @Test
    void eachMessageComesOnceAndIsDeletedWhenItsExchangeCompleted() throws Exception {
        for (int i = 1; i <= 3; i++) {
            server.deliver(
                    "joe",
                    "uid" + i,
                    ("Subject: mail " + i + "\r\n\r\nbody " + i + "\r\n.dot\r\n").getBytes(StandardCharsets.UTF_8));
        }
        MockEndpoint mock = getMockEndpoint("mock:out");
        mock.expectedBodiesReceived(
                "Subject: mail 1\r\n\r\nbody 1\r\n.dot\r\n",
                "Subject: mail 2\r\n\r\nbody 2\r\n.dot\r\n",
                "Subject: mail 3\r\n\r\nbody 3\r\n.dot\r\n");
        mock.expectedHeaderValuesReceivedInAnyOrder("Subject", "mail 1", "mail 2", "mail 3");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("")).convertBodyTo(String.class).to("mock:out");
            }
        });
        context.start();
        mock.assertIsSatisfied();
        Awaitility.await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(server.uids("joe"))
                .isEqualTo(List.of()));
    }
}
