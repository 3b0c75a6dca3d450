package io.github.camelpop3x;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelpop3x.testserver.DnsServer;
import io.github.camelpop3x.testserver.Effect;
import io.github.camelpop3x.testserver.Fault;
import io.github.camelpop3x.testserver.MaildropServer;
import io.github.camelpop3x.testserver.TestProxy;
import io.github.camelpop3x.testserver.TestTls;
import io.github.camelpop3x.testserver.TlsProbe;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way to the server as the URI says it: proxies, domains, addresses. */
class NetworkOptionsTest {

    private static final String SECRET = "pr0xy-Secret";

    private final List<String> bodies = new ArrayList<>();
    private DefaultCamelContext context;
    private MaildropServer server;

    @BeforeEach
    void start() throws Exception {
        server = MaildropServer.builder()
                .user("joe", "secret")
                .stls(TestTls.serverOfOtherHost())
                .start();
        server.deliver("joe", "uid1", "Subject: x\r\n\r\nbody\r\n".getBytes(US_ASCII));
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

    @AfterEach
    void stop() {
        context.stop();
        server.close();
    }

    private Exception poll(String uri) throws Exception {
        try (PolledMaildrop maildrop = new PolledMaildrop(
                context,
                uri + "&username=joe&password=secret&sslContextParameters=#trust",
                exchange -> bodies.add(exchange.getMessage().getBody(String.class)))) {
            return maildrop.poll();
        }
    }

    private static String trace(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5", "http"})
    void aMaildropIsDrainedThroughAProxy(String type) throws Exception {
        try (TestProxy proxy =
                type.equals("http") ? TestProxy.http("proxyjoe:" + SECRET) : TestProxy.socks5("proxyjoe:" + SECRET)) {
            String uri = "pop3x:other.example:" + server.port() + "?proxyType=" + type
                    + "&proxyHost=127.0.0.1&proxyPort=" + proxy.port() + "&proxyUsername=proxyjoe&proxyPassword=";
            assertThat(poll(uri + SECRET)).isNull();
            assertThat(bodies).containsExactly("Subject: x\r\n\r\nbody\r\n");
            assertThat(server.uids("joe")).isEmpty();
            assertThat(proxy.requests()).containsExactly("other.example:" + server.port());

            assertThat(trace(poll(uri + "wr0ng-Secret")))
                    .contains("check proxyUsername and proxyPassword")
                    .doesNotContain("wr0ng-Secret");
        }
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "proxyHost=p.test&proxyPort=1080 | Option proxyType is missing",
                "proxyPassword=pr0xy-Secret | Option proxyType is missing",
                "proxyType=http&proxyPort=8080 | Option proxyHost is missing",
                "proxyType=http&proxyHost=p.test | proxyPort must be from 1 to 65535 but is 0",
                "proxyType=http&proxyHost=p.test&proxyPort=8080&proxyPassword=pr0xy-Secret | proxyUsername and",
                "proxyType=http&proxyHost=p.test&proxyPort=8080&proxyUsername=a:b&proxyPassword=pr0xy-Secret | a colon",
                "proxyType=socks5&proxyHost=p.test&proxyPort=1&proxyUsername=a&proxyPassword=pr0xy%0aSecret | control",
                "proxyType=ftp&proxyHost=p.test&proxyPort=21 | proxyType",
                "srv=true&srvVerify=nobody | srvVerify",
            })
    void aWrongWayToTheServerFailsAtOnce(String options, String says) {
        assertThatThrownBy(() -> context.getEndpoint("pop3x:mail.test?username=joe&password=secret&" + options)
                        .start())
                .satisfies(error -> assertThat(trace(error)).contains(says).doesNotContain(SECRET));
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void theServersOfADomainAreLookedUp() throws Exception {
        try (DnsServer dns = new DnsServer()) {
            System.setProperty("java.naming.provider.url", dns.url());
            dns.srv("_pop3._tcp.other.example", "0 0 " + server.port() + " localhost.");
            assertThat(poll("pop3x:other.example?srv=true")).isNull();
            assertThat(bodies).hasSize(1);
            dns.srv("_pop3._tcp.third.example", "0 0 " + server.port() + " localhost.");
            assertThat(poll("pop3x:third.example?srv=true"))
                    .hasMessageContaining("No TLS with third.example")
                    .hasMessageContaining("another host name than 'third.example'");
            assertThat(poll("pop3x:third.example?srv=true&srvVerify=target"))
                    .hasMessageContaining("another host name than 'localhost'");
        } finally {
            System.clearProperty("java.naming.provider.url");
        }
    }

    @Test
    void anAddressOfIpv6IsWrittenInBrackets() throws Exception {
        InetAddress six = InetAddress.getByName("::1");
        assumeTrue(six.isReachable(1000), "::1 isn't there");
        try (TlsProbe probe = new TlsProbe(six, TestTls.server())) {
            assertThat(poll("pop3xs:[::1]:" + probe.port() + "?delay=60000")).hasMessageContaining("refused");
            probe.handshake();
        }
    }

    @Test
    void case35AMessageCutByAConnectionWithoutCloseNotifyIsNoExchange() throws Exception {
        try (MaildropServer secure = MaildropServer.builder()
                .user("joe", "secret")
                .implicitTls(TestTls.server())
                .start()) {
            secure.deliver("joe", "uid1", "Subject: x\r\n\r\nline one\r\nline two\r\n".getBytes(US_ASCII));
            secure.faults(new Fault(1, "RETR", 1, Effect.cutInReply(30)));
            assertThat(poll("pop3xs:localhost:" + secure.port() + "?delay=60000"))
                    .isNotNull();
            assertThat(bodies).isEmpty();
            assertThat(secure.uids("joe")).containsExactly("uid1");
            assertThat(secure.count("QUIT")).isZero();
        }
    }
}
