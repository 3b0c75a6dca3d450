package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.auth.AccessTokenProvider;
import io.github.camelpop3x.testserver.MaildropServer;
import io.github.camelpop3x.testserver.ScriptedServer;
import io.github.camelpop3x.testserver.TestTls;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with the URI or the server: one error that says what to change, without secrets. */
class BadInputTest {

    private static final String SECRET = "s3cret-Word";

    private final List<String> handled = new ArrayList<>();
    private DefaultCamelContext context;

    @BeforeEach
    void startCamel() {
        context = new DefaultCamelContext();
        SSLContextParameters trust = new SSLContextParameters();
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + TestTls.trustStore());
        store.setPassword(TestTls.password());
        store.setType("PKCS12");
        TrustManagersParameters managers = new TrustManagersParameters();
        managers.setKeyStore(store);
        trust.setTrustManagers(managers);
        context.getRegistry().bind("trust", trust);
        context.getRegistry().bind("tokens", (AccessTokenProvider) () -> SECRET);
        context.start();
    }

    @AfterEach
    void stopCamel() {
        context.stop();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "pop3x:mail.test?username=joe | Option password is missing",
                "pop3x:mail.test?password=s3cret-Word | Option username is missing",
                "pop3x:mail.test?username=jo%0d%0aDELE&password=s3cret-Word | Option username contains CR, LF or NUL",
                "pop3x:mail.test?username=joe&password=s3cret%0aWord | Option password contains CR, LF or NUL",
                "pop3x:mail.test?username=joe&accessToken=s3cret%0aWord | Option accessToken contains CR, LF or NUL",
                "pop3x:mail.test?username=joe&password=s3cret-Word&authMechanism=SCRAM | authMechanism must be auto or one"
                        + " of SCRAM-SHA-512-PLUS",
                "pop3x:mail.test?username=joe&password=s3cret-Word&authMechanism=xoauth2 | accessToken or"
                        + " accessTokenProvider is missing",
                "pop3x:mail.test?username=joe&accessToken=s3cret-Word&authMechanism=plain | Option password is missing",
                "pop3x:mail.test?username=joe&accessToken=s3cret-Word&accessTokenProvider=#tokens | exclude each other",
                "pop3x:mail.test?authMechanism=EXTERNAL | Option username is missing",
                "pop3x:mail.test?username=joe&passwort=s3cret-Word | no such option: passwort",
                "pop3x:mail.test?username=joe&password=s3cret-Word&deletee=true | no such option: deletee",
                "pop3x:mail.test:99999?username=joe&password=s3cret-Word | The port must be a number from 1 to 65535",
                "pop3x:mail.test:abc?username=joe&password=s3cret-Word | The port must be a number from 1 to 65535",
                "pop3x:?username=joe&password=s3cret-Word | The URI names no host",
                "pop3x:joe@mail.test?password=s3cret-Word | Credentials don't belong before the host",
                "pop3x:mail.test?username=joe&password=s3cret-Word&readTimeout=0 | readTimeout must be longer than 0",
                "pop3x:mail.test?username=joe&password=s3cret-Word&connectTimeout=-5 | connectTimeout must be longer",
                "pop3x:mail.test?username=joe&password=s3cret-Word&pollTimeout=0 | pollTimeout must be at least 1",
                "pop3x:mail.test?username=joe&password=s3cret-Word&tls=maybe | tls",
                "pop3x:mail.test?username=joe&password=s3cret-Word&ledger=#nobody | nobody",
                "pop3x:mail.test?username=joe&password=s3cret-Word&filter=#nobody | nobody",
                "pop3x:mail.test?username=joe&password=s3cret-Word&filter=#tokens | Option filter must be an"
                        + " org.apache.camel.Predicate or an expression",
                "pop3x:mail.test?username=joe&password=s3cret-Word&filter=klingon:Qapla | Option filter is no predicate"
                        + " in the language klingon",
                "pop3x:mail.test?username=joe&password=s3cret-Word&filter=${header.Subject | Option filter is no"
                        + " predicate in the language simple",
                "pop3x:mail.test?username=joe&password=s3cret-Word&minAge=2h&maxAge=1h | minAge (7200000 ms) is longer"
                        + " than maxAge (3600000 ms)",
                "pop3x:mail.test?username=joe&password=s3cret-Word&minAge=-1 | minAge must be at least 0",
                "pop3x:mail.test?username=joe&password=s3cret-Word&maxAge=-1 | maxAge must be at least 0",
                "pop3x:mail.test?username=joe&password=s3cret-Word&maxMessageSize=-1 | maxMessageSize must be at least 0",
                "pop3x:mail.test?username=joe&password=s3cret-Word&maxSpoolBytes=-1 | maxSpoolBytes must be at least 0 but"
                        + " is -1",
                "pop3x:mail.test?username=joe&password=s3cret-Word&oversize=eat | oversize",
                "pop3x:mail.test?username=joe&password=s3cret-Word&maxMessageSize=9&oversize=headers | say delete=false"
                        + " with it, or delete=true",
                "pop3x:mail.test?username=joe&password=s3cret-Word&deleteUnmatched=true | deleteUnmatched deletes what"
                        + " filter or maxAge rule out",
            })
    void aWrongUriFailsAtOnce(String uri, String says) {
        assertThatThrownBy(() -> context.getEndpoint(uri).start()).satisfies(error -> {
            assertThat(messages(error)).contains(says);
            // Camel's own wrapper shows the URI, with the values masked of options that it knows as secrets.
            assertThat(messages(error.getCause() == null ? error : error.getCause()))
                    .doesNotContain("s3cret");
        });
    }

    @Test
    void anUnknownHostIsNamed() throws Exception {
        assertPollFails("pop3x:no.such.host.invalid?", "Unknown host 'no.such.host.invalid'");
    }

    @Test
    void aRefusedPortIsNamed() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertPollFails("pop3x:localhost:" + port + "?", "Nobody accepts connections at localhost:" + port);
    }

    @Test
    void tlsThatIsNotOfferedIsNotDoneWithout() throws Exception {
        try (MaildropServer server =
                MaildropServer.builder().user("joe", SECRET).start()) {
            assertPollFails("pop3x:localhost:" + server.port() + "?", "doesn't offer STLS, but tls=required");
            assertThat(server.commands()).noneMatch(line -> line.matches("(USER|PASS|AUTH|APOP).*"));
        }
    }

    @Test
    void aCertificateOfNobodyKnownIsRefused() throws Exception {
        try (MaildropServer server = MaildropServer.builder()
                .user("joe", SECRET)
                .implicitTls(TestTls.serverWithSelfSignedCertificate())
                .start()) {
            assertPollFails(
                    "pop3xs:localhost:" + server.port() + "?sslContextParameters=#trust&", "sslContextParameters");
        }
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() throws Exception {
        try (MaildropServer server = MaildropServer.builder()
                .user("joe", SECRET)
                .implicitTls(TestTls.serverOfOtherHost())
                .start()) {
            assertPollFails(
                    "pop3xs:localhost:" + server.port() + "?sslContextParameters=#trust&",
                    "the server's certificate is for another host name than 'localhost'");
        }
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        try (MaildropServer server = MaildropServer.builder()
                .user("joe", SECRET)
                .implicitTls(TestTls.serverWithExpiredCertificate())
                .start()) {
            assertPollFails(
                    "pop3xs:localhost:" + server.port() + "?sslContextParameters=#trust&",
                    "the server's certificate has expired");
        }
    }

    @Test
    void tlsOnAPlainPortIsExplained() throws Exception {
        try (MaildropServer server =
                MaildropServer.builder().user("joe", SECRET).start()) {
            assertPollFails("pop3xs:localhost:" + server.port() + "?", "doesn't speak TLS on this port; use pop3x:");
        }
    }

    @Test
    void aWrongPasswordIsToldAndTriedOnceAPoll() throws Exception {
        try (MaildropServer server =
                MaildropServer.builder().user("joe", "other").start()) {
            assertPollFails("pop3x:localhost:" + server.port() + "?tls=none&", "check username and password");
            assertThat(server.count("AUTH")).isEqualTo(1);
            assertThat(server.count("PASS")).isZero();
        }
    }

    @Test
    void aServerThatSaysNothingTimesOut() throws Exception {
        try (ScriptedServer server = ScriptedServer.script().thenStall().start()) {
            assertPollFails(
                    "pop3x:localhost:" + server.port() + "?tls=none&connectTimeout=200&",
                    "didn't complete the greeting: no answer in time (connectTimeout)");
            server.verify();
        }
    }

    @Test
    void anSmtpServerIsRecognised() throws Exception {
        try (ScriptedServer server = ScriptedServer.script()
                .greet("220 mail.test ESMTP")
                .expectClose()
                .start()) {
            assertPollFails("pop3x:localhost:" + server.port() + "?tls=none&", "SMTP");
            server.verify();
        }
    }

    /** One poll fails so, and leaves no thread behind. */
    private void assertPollFails(String uri, String says) throws Exception {
        try (PolledMaildrop maildrop = new PolledMaildrop(
                context, uri + "username=joe&password=" + SECRET, exchange -> handled.add("an exchange"))) {
            Exception error = maildrop.poll();
            assertThat(error).as("the poll's error").isNotNull();
            assertThat(messages(error)).contains(says).doesNotContain(SECRET);
            assertThat(maildrop.consumer().isPolling()).as("still polling").isFalse();
        }
        assertThat(handled).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .as("threads in the client")
                .noneMatch(thread -> thread != Thread.currentThread()
                        && List.of(thread.getStackTrace()).toString().contains("camelpop3x.client"));
    }

    /** Everything that a log would show. */
    private static String messages(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
