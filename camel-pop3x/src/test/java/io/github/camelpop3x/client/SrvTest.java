package io.github.camelpop3x.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3ConnectException;
import io.github.camelpop3x.client.model.Pop3Exception;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.Pop3TimeoutException;
import io.github.camelpop3x.client.model.ProxySettings;
import io.github.camelpop3x.client.model.SrvMode;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.testserver.DnsServer;
import io.github.camelpop3x.testserver.MaildropServer;
import io.github.camelpop3x.testserver.SilentPort;
import io.github.camelpop3x.testserver.TestProxy;
import io.github.camelpop3x.testserver.TestTls;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The servers of a domain (RFC 6186), and for whom their certificates must be. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class SrvTest {

    private static final String PROVIDER = "java.naming.provider.url";

    private DnsServer dns;

    @BeforeEach
    void start() throws Exception {
        dns = new DnsServer();
        System.setProperty(PROVIDER, dns.url());
    }

    @AfterEach
    void stop() {
        System.clearProperty(PROVIDER);
        dns.close();
    }

    private static Pop3Settings settings(String domain, TlsMode tls, SrvMode srv) {
        return Pop3Settings.of(domain, 110, tls)
                .withSslContext(TestTls.client())
                .withTimeouts(Duration.ofSeconds(4), Duration.ofSeconds(4))
                .withRoute(null, srv);
    }

    private static Pop3Session connect(Pop3Settings settings) throws Pop3Exception {
        return new Pop3Client(settings).connect(Deadline.after(Duration.ofSeconds(20), "pollTimeout"));
    }

    @Test
    void theSchemeDecidesWhichServiceIsMeant() throws Exception {
        try (MaildropServer plain = MaildropServer.builder()
                        .user("joe", "secret")
                        .stls(TestTls.serverOfOtherHost())
                        .start();
                MaildropServer secure = MaildropServer.builder()
                        .user("joe", "secret")
                        .implicitTls(TestTls.serverOfOtherHost())
                        .start()) {
            dns.srv("_pop3._tcp.other.example", "0 1 " + plain.port() + " localhost.");
            dns.srv("_pop3s._tcp.other.example", "0 1 " + secure.port() + " localhost.");
            connect(settings("other.example", TlsMode.REQUIRED, SrvMode.VERIFY_DOMAIN))
                    .close();
            connect(settings("other.example.", TlsMode.IMPLICIT, SrvMode.VERIFY_DOMAIN))
                    .close();
            assertThat(plain.sessions()).isEqualTo(1);
            assertThat(secure.sessions()).isEqualTo(1);
            assertThat(dns.questions()).containsExactly("_pop3._tcp.other.example", "_pop3s._tcp.other.example");
        }
    }

    /** Whoever forges DNS has a certificate for a name of their own. */
    @Test
    void aCertificateForTheTargetIsNotEnoughUnlessDnsIsTrusted() throws Exception {
        try (MaildropServer server = MaildropServer.builder()
                .user("joe", "secret")
                .implicitTls(TestTls.server())
                .start()) {
            dns.srv("_pop3s._tcp.victim.example", "0 1 " + server.port() + " localhost.");
            assertThatThrownBy(() -> connect(settings("victim.example", TlsMode.IMPLICIT, SrvMode.VERIFY_DOMAIN)))
                    .isInstanceOf(Pop3ConnectException.class)
                    .hasMessageContaining("No TLS with victim.example")
                    .hasMessageContaining("another host name than 'victim.example'");
            connect(settings("victim.example", TlsMode.IMPLICIT, SrvMode.VERIFY_TARGET))
                    .close();
        }
    }

    @Test
    void theOthersAreTriedWhereTheFirstDoesNotAnswer() throws Exception {
        try (MaildropServer server =
                        MaildropServer.builder().user("joe", "secret").start();
                SilentPort silent = new SilentPort()) {
            dns.srv(
                    "_pop3._tcp.example.test",
                    "20 1 " + server.port() + " localhost.",
                    "10 1 " + silent.port() + " localhost.",
                    "5 1 1 no.such.host.invalid.");
            long before = System.nanoTime();
            connect(settings("example.test", TlsMode.NONE, SrvMode.VERIFY_DOMAIN))
                    .close();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(3900));
            assertThat(server.sessions()).isEqualTo(1);
        }
    }

    @Test
    void aTargetIsReachedThroughTheProxyToo() throws Exception {
        try (MaildropServer server =
                        MaildropServer.builder().user("joe", "secret").start();
                TestProxy proxy = TestProxy.socks5(null)) {
            dns.srv("_pop3._tcp.example.test", "0 0 " + server.port() + " pop.nowhere.test.");
            ProxySettings through = new ProxySettings(ProxySettings.Type.SOCKS5, "127.0.0.1", proxy.port(), null, null);
            connect(settings("example.test", TlsMode.NONE, SrvMode.OFF).withRoute(through, SrvMode.VERIFY_DOMAIN))
                    .close();
            assertThat(proxy.requests()).containsExactly("pop.nowhere.test:" + server.port());
        }
    }

    @Test
    void aServiceThatIsDecidedlyNotOfferedIsNotLookedForElsewhere() {
        dns.srv("_pop3._tcp.example.test", "0 0 0 .");
        assertThatThrownBy(() -> connect(settings("example.test", TlsMode.REQUIRED, SrvMode.VERIFY_DOMAIN)))
                .isInstanceOf(Pop3ConnectException.class)
                .hasMessageContaining("doesn't offer this service: perhaps pop3xs: is");
        assertThat(dns.questions()).hasSize(1);
    }

    @Test
    void aDomainWithoutRecordsIsAnError() {
        dns.srv("_pop3._tcp.empty.test");
        for (String domain : new String[] {"example.test", "empty.test"}) {
            assertThatThrownBy(() -> connect(settings(domain, TlsMode.REQUIRED, SrvMode.VERIFY_DOMAIN)))
                    .isInstanceOf(Pop3ConnectException.class)
                    .hasMessage("DNS has no servers under _pop3._tcp." + domain
                            + ": name the server itself as host, and leave srv out");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "a/b", "a..b", "\"a\"", "a,b", "localhost:110"})
    void whatIsNoDomainIsNotAskedFor(String host) {
        assertThatThrownBy(() -> connect(settings(host, TlsMode.REQUIRED, SrvMode.VERIFY_DOMAIN)))
                .isInstanceOf(Pop3ConnectException.class)
                .hasMessageContaining("With srv=true the host must be a domain");
        assertThat(dns.questions()).isEmpty();
    }

    @Test
    void aSilentDnsEndsWithConnectTimeout() {
        dns.silent();
        long before = System.nanoTime();
        assertThatThrownBy(() -> connect(settings("example.test", TlsMode.REQUIRED, SrvMode.VERIFY_DOMAIN)
                        .withTimeouts(Duration.ofMillis(600), Duration.ofSeconds(60))))
                .isInstanceOf(Pop3TimeoutException.class)
                .hasMessage("No answer from DNS about _pop3._tcp.example.test in time (connectTimeout)");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(2000));
    }
}
