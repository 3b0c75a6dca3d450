package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.testserver.MaildropServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Routes from a maildrop on a server that keeps RFC 1939 to the letter. */
abstract class MaildropRouteTest extends CamelTestSupport {

    protected MaildropServer server;

    @BeforeEach
    void startServer() throws Exception {
        server = MaildropServer.builder().user("joe", "secret").start();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    /** Routes are added by each test, after it has filled the maildrop. */
    @Override
    public boolean isUseRouteBuilder() {
        return false;
    }

    protected String uri(String options) {
        return "pop3x:localhost:" + server.port()
                + "?username=joe&password=secret&tls=none&delay=50&initialDelay=0&retryDelay=0" + options
                + PolledMaildrop.raw(options);
    }

    /** Delivers so many mails with the unique-ids uid1, uid2 and so on. */
    protected void deliver(int count) {
        for (int i = 1; i <= count; i++) {
            deliver("uid" + i, "Subject: mail " + i + "\r\n\r\nbody " + i + "\r\n");
        }
    }

    protected void deliver(String uid, String mail) {
        server.deliver("joe", uid, mail.getBytes(StandardCharsets.ISO_8859_1));
    }

    protected Pop3xConsumer polled() {
        return (Pop3xConsumer) context.getRoutes().get(0).getConsumer();
    }

    protected void awaitMaildrop(String... uids) {
        Awaitility.await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> assertThat(server.uids("joe"))
                .isEqualTo(List.of(uids)));
    }

    /** Waits until so many further polls have begun and ended. */
    protected void awaitPolls(int more) {
        int sessions = server.sessions() + more + 1;
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> server.sessions() >= sessions);
    }
}
