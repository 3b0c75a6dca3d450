package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.Pop3Client;
import io.github.camelpop3x.client.Pop3Session;
import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3AuthenticationException;
import io.github.camelpop3x.client.model.Pop3BusyException;
import io.github.camelpop3x.client.model.Pop3ConnectException;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.testserver.DovecotServer;
import io.github.camelpop3x.testserver.RequiresDovecot;
import io.github.camelpop3x.testserver.TestTls;
import io.github.camelpop3x.testserver.VariedMails;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way against a real Dovecot. */
@RequiresDovecot
class DovecotRouteTest {

    private static final Credentials JOE = new Credentials("joe", "s3cret Word");

    private static DovecotServer dovecot;
    private static DefaultCamelContext context;

    private final List<byte[]> bodies = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        dovecot = DovecotServer.builder()
                .tls(TestTls.certPem(), TestTls.keyPem(), TestTls.caPem())
                .secondSessionRefusedAtOnce()
                .start()
                .addUser(JOE.username(), JOE.password());
        context = new DefaultCamelContext();
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + TestTls.trustStore());
        store.setPassword(TestTls.password());
        store.setType("PKCS12");
        TrustManagersParameters managers = new TrustManagersParameters();
        managers.setKeyStore(store);
        SSLContextParameters trust = new SSLContextParameters();
        trust.setTrustManagers(managers);
        context.getRegistry().bind("trust", trust);
        context.start();
    }

    @AfterAll
    static void stop() {
        context.stop();
        dovecot.close();
    }

    @BeforeEach
    void emptyMaildrop() throws Exception {
        dovecot.clear("joe");
    }

    private static String uri(String security) {
        int port = security.startsWith("pop3xs") ? dovecot.tlsPort() : dovecot.plainPort();
        String scheme = security.substring(0, security.indexOf(' '));
        return scheme + ":127.0.0.1:" + port + "?username=joe&password=RAW(" + JOE.password()
                + ")&sslContextParameters=#trust" + security.substring(security.indexOf(' ') + 1);
    }

    private PolledMaildrop maildrop(String security) throws Exception {
        return new PolledMaildrop(
                context,
                uri(security),
                exchange -> bodies.add(exchange.getMessage().getBody(byte[].class)));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"pop3x &tls=none", "pop3x &tls=required", "pop3xs ", "pop3xs &pipelining=off"})
    void aThousandVariedMessagesComeOctetByOctetAndAreDeleted(String security) throws Exception {
        List<byte[]> mails = VariedMails.of(20261123, 1_000);
        dovecot.deliverAll("joe", mails);
        try (PolledMaildrop maildrop = maildrop(security)) {
            long deletedBefore = maildrop.consumer().getMessagesDeleted();
            assertThat(maildrop.poll()).isNull();
            assertThat(maildrop.consumer().getMessagesDeleted() - deletedBefore).isEqualTo(1_000);
        }
        assertThat(bodies).hasSize(1_000);
        for (int i = 0; i < mails.size(); i++) {
            assertThat(bodies.get(i)).as("mail %d", i).isEqualTo(mails.get(i));
        }
        assertThat(dovecot.messages("joe")).isEmpty();
    }

    @Test
    void aWrongPasswordIsToldFromABusyMaildrop() throws Exception {
        assertThatThrownBy(() -> open(new Credentials("joe", "wrong")))
                .isInstanceOf(Pop3AuthenticationException.class)
                .hasMessageContaining("check username and password")
                .hasMessageNotContaining("wrong;");
        try (Pop3Session first = open(JOE)) {
            assertThatThrownBy(() -> open(JOE)).isInstanceOf(Pop3BusyException.class);
            first.noop();
        }
    }

    @Test
    void deleIsUndoneByADropBeforeQuit() throws Exception {
        dovecot.deliverAll("joe", VariedMails.of(7, 3));
        try (Pop3Session dropped = open(JOE)) {
            dropped.dele(1);
            dropped.dele(2);
        }
        Awaitility.await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> {
            try (Pop3Session next = open(JOE)) {
                assertThat(next.stat().messages()).isEqualTo(3);
                next.dele(2);
                assertThat(next.quit().committed()).isTrue();
            }
        });
        assertThat(dovecot.messages("joe")).hasSize(2);
    }

    @Test
    void theHostNameIsVerified() throws Exception {
        try (DovecotServer elsewhere = DovecotServer.builder()
                .tls(TestTls.certPem(), TestTls.keyPem(), TestTls.caPem())
                .plaintextForbidden()
                .start()) {
            Pop3Settings settings = Pop3Settings.of(
                            DovecotServer.UNTRUSTED_HOST, elsewhere.plainPort(), TlsMode.REQUIRED)
                    .withSslContext(TestTls.client());
            assertThatThrownBy(() -> new Pop3Client(settings).open(JOE, deadline()))
                    .isInstanceOf(Pop3ConnectException.class)
                    .hasMessageContaining("another host name");
        }
    }

    @Test
    void theServerIsKilledUnderAPollAndTheNextPollsFinishTheWork() throws Exception {
        List<byte[]> mails = VariedMails.of(11, 200);
        dovecot.deliverAll("joe", mails);
        try (PolledMaildrop maildrop = new PolledMaildrop(context, uri("pop3xs "), exchange -> {
            bodies.add(exchange.getMessage().getBody(byte[].class));
            if (bodies.size() == 50) {
                dovecot.kill();
            }
        })) {
            assertThat(maildrop.poll())
                    .as("the poll under which the server died")
                    .isNotNull();
            assertThat(maildrop.poll()).as("a poll without a server").isNotNull();
            dovecot.restart();
            maildrop.pollUntilQuiet(5);
        }
        assertThat(bodies).hasSize(200);
        for (int i = 0; i < mails.size(); i++) {
            assertThat(bodies.get(i)).as("mail %d", i).isEqualTo(mails.get(i));
        }
        assertThat(dovecot.messages("joe")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"pop3xs ", "pop3xs &pipelining=off"})
    void onlySelectedMessagesAreRetrievedAndTheOthersDeleted(String security) throws Exception {
        List<byte[]> mails = VariedMails.of(20261124, 300);
        dovecot.deliverAll("joe", mails);
        dovecot.deliver("joe", "Subject: invoice\r\n\r\nthis one\r\n".getBytes(StandardCharsets.US_ASCII));
        String options = "&filter=${header.Subject} == 'invoice'&deleteUnmatched=";
        try (PolledMaildrop maildrop = maildrop(security + options + "false")) {
            assertThat(maildrop.poll()).isNull();
            long commands = maildrop.consumer().getCommandsSent();
            assertThat(maildrop.poll()).isNull();
            assertThat(maildrop.consumer().getCommandsSent() - commands)
                    .as("login, listing and QUIT")
                    .isLessThan(12);
            assertThat(dovecot.messages("joe")).hasSize(300);
        }
        try (PolledMaildrop maildrop = maildrop(security + options + "true")) {
            assertThat(maildrop.poll()).isNull();
        }
        assertThat(bodies).singleElement().satisfies(body -> assertThat(new String(body, StandardCharsets.US_ASCII))
                .isEqualTo("Subject: invoice\r\n\r\nthis one\r\n"));
        assertThat(dovecot.messages("joe")).isEmpty();
    }

    @Test
    void topGivesTheHeaderOnly() throws Exception {
        dovecot.deliver("joe", "Subject: a\r\n\r\none\r\ntwo\r\n".getBytes(StandardCharsets.US_ASCII));
        try (Pop3Session session = open(JOE)) {
            ByteArrayOutputStream header = new ByteArrayOutputStream();
            session.top(1, 0, header);
            assertThat(header).hasToString("Subject: a\r\n\r\n");
            assertThat(session.quit().committed()).isTrue();
        }
    }

    private static Pop3Session open(Credentials credentials) throws Exception {
        Pop3Settings settings = Pop3Settings.of(DovecotServer.HOST, dovecot.plainPort(), TlsMode.REQUIRED)
                .withSslContext(TestTls.client());
        return new Pop3Client(settings).open(credentials, deadline());
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(30), "test");
    }
}
