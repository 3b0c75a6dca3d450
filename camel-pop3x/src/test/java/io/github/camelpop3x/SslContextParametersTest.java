package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.testserver.TestTls;
import io.github.camelpop3x.testserver.TlsProbe;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.CipherSuitesParameters;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextClientParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.SecureSocketProtocolsParameters;
import org.apache.camel.support.jsse.TrustAllTrustManager;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What SSLContextParameters say is done, as far as it is no step back. */
class SslContextParametersTest {

    private static final String ONE_CIPHER = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";

    private final SSLContextParameters parameters = new SSLContextParameters();
    private DefaultCamelContext context;
    private TlsProbe probe;

    @BeforeEach
    void start() throws Exception {
        probe = TlsProbe.start();
        context = new DefaultCamelContext();
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store(TestTls.trustStore()));
        parameters.setTrustManagers(trust);
        context.getRegistry().bind("tls", parameters);
    }

    @AfterEach
    void stop() {
        context.stop();
        probe.close();
    }

    private static KeyStoreParameters store(Path file) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + file);
        store.setPassword(TestTls.password());
        store.setType("PKCS12");
        return store;
    }

    private String poll(String options) throws Exception {
        context.start();
        String uri = "pop3xs:localhost:" + probe.port() + "?username=joe&password=secret" + options;
        try (PolledMaildrop maildrop = new PolledMaildrop(context, uri, exchange -> {})) {
            return String.valueOf(maildrop.poll().getMessage());
        }
    }

    @Test
    void protocolsAreHonoured() throws Exception {
        SecureSocketProtocolsParameters protocols = new SecureSocketProtocolsParameters();
        protocols.setSecureSocketProtocol(List.of("TLSv1.2"));
        parameters.setSecureSocketProtocols(protocols);
        poll("&sslContextParameters=#tls");
        assertThat(probe.handshake().protocol()).isEqualTo("TLSv1.2");
    }

    @Test
    void cipherSuitesAreHonoured() throws Exception {
        CipherSuitesParameters suites = new CipherSuitesParameters();
        suites.setCipherSuite(List.of(ONE_CIPHER));
        parameters.setCipherSuites(suites);
        poll("&sslContextParameters=#tls");
        assertThat(probe.handshake().cipherSuite()).isEqualTo(ONE_CIPHER);
    }

    @Test
    void theServersNameIsHonouredAndTheHostIsVerifiedAllTheSame() throws Exception {
        SSLContextClientParameters client = new SSLContextClientParameters();
        client.addAllSniHostNames(List.of("tenant.example"));
        parameters.setClientParameters(client);
        poll("&sslContextParameters=#tls");
        assertThat(probe.handshake().names()).isEqualTo("tenant.example");
        try (TlsProbe other = new TlsProbe(InetAddress.getByName("127.0.0.1"), TestTls.serverOfOtherHost())) {
            probe.close();
            probe = other;
            assertThat(poll("&sslContextParameters=#tls")).contains("another host name than 'localhost'");
        }
    }

    @Test
    void aClientsCertificateIsShown() throws Exception {
        KeyManagersParameters keys = new KeyManagersParameters();
        keys.setKeyStore(store(TestTls.clientKeyStore()));
        keys.setKeyPassword(TestTls.password());
        parameters.setKeyManagers(keys);
        poll("&sslContextParameters=#tls");
        assertThat(probe.handshake().client()).isEqualTo("CN=joe");
    }

    @Test
    void camelsGlobalOnesAreUsedWhereTheComponentSaysSo() throws Exception {
        context.setSSLContextParameters(parameters);
        context.getComponent("pop3xs", Pop3xComponent.class).setUseGlobalSslContextParameters(true);
        poll("");
        assertThat(probe.handshake().protocol()).startsWith("TLSv1.");
    }

    @Test
    void camelsGlobalOnesAreNotUsedByThemselves() throws Exception {
        context.setSSLContextParameters(parameters);
        assertThat(poll("")).contains("isn't signed by anybody who is trusted here");
    }

    @Test
    void theEndpointsOwnOnesComeBeforeTheGlobalOnes() throws Exception {
        context.setSSLContextParameters(new SSLContextParameters());
        context.getComponent("pop3xs", Pop3xComponent.class).setUseGlobalSslContextParameters(true);
        poll("&sslContextParameters=#tls");
        assertThat(probe.handshake().protocol()).startsWith("TLSv1.");
    }

    @Test
    void trustingEveryCertificateLeavesTheHostNameVerified() throws Exception {
        TrustManagersParameters everybody = new TrustManagersParameters();
        everybody.setTrustManager(TrustAllTrustManager.INSTANCE);
        parameters.setTrustManagers(everybody);
        poll("&sslContextParameters=#tls");
        assertThat(probe.handshake().protocol()).startsWith("TLSv1.");
        try (TlsProbe other = new TlsProbe(InetAddress.getByName("127.0.0.1"), TestTls.serverOfOtherHost())) {
            probe.close();
            probe = other;
            assertThat(poll("&sslContextParameters=#tls")).contains("another host name than 'localhost'");
        }
    }

    @Test
    void protocolsOlderThanTls12AreAnErrorAndNotReplaced() throws Exception {
        SecureSocketProtocolsParameters protocols = new SecureSocketProtocolsParameters();
        protocols.setSecureSocketProtocol(List.of("TLSv1.1"));
        parameters.setSecureSocketProtocols(protocols);
        assertThat(poll("&sslContextParameters=#tls"))
                .contains("sslContextParameters allows neither TLSv1.2 nor TLSv1.3");
    }
}
