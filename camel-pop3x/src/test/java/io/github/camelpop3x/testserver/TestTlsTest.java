package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class TestTlsTest {

    @Test
    void aClientThatTrustsTheCaAcceptsTheGoodServer() throws Exception {
        try (ScriptedServer server = ScriptedServer.script()
                        .implicitTls(TestTls.server())
                        .greet("+OK hi")
                        .start();
                RawClient client = RawClient.connect(server.port())) {
            client.startTls(TestTls.client());

            assertThat(client.line()).isEqualTo("+OK hi");
            client.close();
            server.verify();
        }
    }

    @Test
    void theServerSeesWhoTheClientIs() throws Exception {
        try (ScriptedServer server = ScriptedServer.script()
                        .implicitTls(TestTls.server())
                        .greet("+OK hi")
                        .start();
                RawClient client = RawClient.connect(server.port())) {
            client.startTls(TestTls.clientWithCertificate());
            client.line();
            client.close();
            server.verify();

            assertThat(server.transcript()).contains("CN=joe");
        }
    }

    @Test
    void everyBadServerIsRefusedForItsOwnReason() throws Exception {
        assertRefused(TestTls.serverOfOtherHost(), "localhost");
        assertRefused(TestTls.serverWithExpiredCertificate(), "validity check failed");
        assertRefused(TestTls.serverWithSelfSignedCertificate(), "unable to find valid certification path");
    }

    @Test
    void theStoresOpenWithThePassword() throws Exception {
        KeyStore trust = KeyStore.getInstance(TestTls.trustStore().toFile(), password());
        KeyStore joe = KeyStore.getInstance(TestTls.clientKeyStore().toFile(), password());

        assertThat(trust.isCertificateEntry("ca")).isTrue();
        assertThat(((X509Certificate) joe.getCertificate("joe"))
                        .getSubjectX500Principal()
                        .getName())
                .isEqualTo("CN=joe");
        assertThat(joe.getKey("joe", password())).isNotNull();
    }

    @Test
    void thePemFilesBelongTogether() throws Exception {
        CertificateFactory certificates = CertificateFactory.getInstance("X.509");
        X509Certificate ca;
        X509Certificate cert;
        try (InputStream caPem = Files.newInputStream(TestTls.caPem());
                InputStream certPem = Files.newInputStream(TestTls.certPem())) {
            ca = (X509Certificate) certificates.generateCertificate(caPem);
            cert = (X509Certificate) certificates.generateCertificate(certPem);
        }
        String pem = Files.readString(TestTls.keyPem(), US_ASCII);
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "");
        PrivateKey key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));

        cert.verify(ca.getPublicKey());
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        byte[] signed = signature.sign();
        signature.initVerify(cert);
        assertThat(signature.verify(signed)).isTrue();
        assertThat(pem).startsWith("-----BEGIN PRIVATE KEY-----\n");
    }

    private static void assertRefused(SSLContext bad, String reason) throws Exception {
        try (ScriptedServer server =
                        ScriptedServer.script().implicitTls(bad).expectClose().start();
                RawClient client = RawClient.connect(server.port())) {
            assertThatThrownBy(() -> client.startTls(TestTls.client()))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining(reason);
            client.close();
            server.verify();
        }
    }

    private static char[] password() {
        return TestTls.password().toCharArray();
    }
}
