package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.util.concurrent.TimeUnit;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The happy way, against GreenMail. */
class GreenMailTest extends CamelTestSupport {

    private static final GreenMail SERVER =
            new GreenMail(new ServerSetup[] {ServerSetup.SMTP.dynamicPort(), ServerSetup.POP3.dynamicPort()});

    @BeforeAll
    static void startServer() {
        SERVER.start();
        SERVER.setUser("joe@example.org", "joe", "secret");
        SERVER.setUser("ann@example.org", "ann", "secret");
    }

    @AfterAll
    static void stopServer() {
        SERVER.stop();
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("pop3x:localhost:" + SERVER.getPop3().getPort()
                                + "?username=joe&password=secret&tls=none&initialDelay=0&delay=100&format=raw")
                        .to("mock:mails");
                from("pop3x:localhost:" + SERVER.getPop3().getPort()
                                + "?username=ann&password=secret&tls=none&initialDelay=0&delay=100"
                                + "&filter=${header.Subject} contains 'invoice'&maxAge=1d&maxMessageSize=10000")
                        .to("mock:invoices");
            }
        };
    }

    @Test
    void mailsComeAndAreGone() throws Exception {
        MockEndpoint mails = getMockEndpoint("mock:mails");
        mails.expectedHeaderValuesReceivedInAnyOrder("Subject", "one", "two", "three");
        for (String subject : new String[] {"one", "two", "three"}) {
            GreenMailUtil.sendTextEmail(
                    "joe@example.org",
                    "a@example.org",
                    subject,
                    "Hello",
                    SERVER.getSmtp().getServerSetup());
        }
        mails.assertIsSatisfied();
        Awaitility.await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(
                        SERVER.getReceivedMessagesForDomain("joe@example.org"))
                .isEmpty());
    }

    @Test
    void onlySelectedMailsComeAndAreGone() throws Exception {
        MockEndpoint invoices = getMockEndpoint("mock:invoices");
        invoices.expectedHeaderValuesReceivedInAnyOrder("Subject", "invoice 1", "invoice 2");
        for (String subject : new String[] {"news", "invoice 1", "invoice 2"}) {
            GreenMailUtil.sendTextEmail(
                    "ann@example.org",
                    "a@example.org",
                    subject,
                    "Hello",
                    SERVER.getSmtp().getServerSetup());
        }
        invoices.assertIsSatisfied();
        Awaitility.await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(
                        SERVER.getReceivedMessagesForDomain("ann@example.org"))
                .hasSize(1));
    }
}
