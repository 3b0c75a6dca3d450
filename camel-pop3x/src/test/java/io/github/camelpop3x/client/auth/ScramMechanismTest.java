package io.github.camelpop3x.client.auth;

import static io.github.camelpop3x.client.auth.ExchangeDriver.IN_CLEAR;
import static io.github.camelpop3x.client.auth.ExchangeDriver.initial;
import static io.github.camelpop3x.client.auth.ExchangeDriver.offering;
import static io.github.camelpop3x.client.auth.ExchangeDriver.respond;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.testserver.TestTls;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SCRAM by the RFCs' examples, and against servers that don't keep to it. */
class ScramMechanismTest {

    private static final Credentials USER = new Credentials("user", "pencil");

    /** RFC 5802, section 5, and RFC 7677, section 3. */
    enum Example {
        RFC_5802(
                "SCRAM-SHA-1",
                "fyko+d2lbbFgONRv9qkxdawL",
                "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL",
                "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
                "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
                "v=rmF9pqV8S7suAoZWja4dJRkFsKQ="),
        RFC_7677(
                "SCRAM-SHA-256",
                "rOprNGfwEbeRWgbNEkqO",
                "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
                "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                        + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");

        private final String mechanism;
        private final String nonce;
        private final String clientFirst;
        private final String serverFirst;
        private final String clientFinal;
        private final String serverFinal;

        Example(
                String mechanism,
                String nonce,
                String clientFirst,
                String serverFirst,
                String clientFinal,
                String serverFinal) {
            this.mechanism = mechanism;
            this.nonce = nonce;
            this.clientFirst = clientFirst;
            this.serverFirst = serverFirst;
            this.clientFinal = clientFinal;
            this.serverFinal = serverFinal;
        }

        SaslExchange start() throws MechanismException {
            return new ScramMechanism(mechanism, () -> nonce).start(USER, IN_CLEAR);
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatTheRfcSays(Example example) throws Exception {
        SaslExchange exchange = example.start();
        assertThat(initial(exchange)).isEqualTo(example.clientFirst);
        assertThat(exchange.proofSent()).as("a user name proves nothing").isFalse();
        assertThat(respond(exchange, example.serverFirst)).isEqualTo(example.clientFinal);
        assertThat(exchange.proofSent()).isTrue();
        assertThat(exchange.complete()).as("the server hasn't proved anything").isFalse();
        assertThat(respond(exchange, example.serverFinal)).isEmpty();
        assertThat(exchange.complete()).isTrue();
        exchange.dispose();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=rmF9pqV8S7suAoZWja4dJRkFsKA=",
                "v=",
                "",
                "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
                "logged in, trust me"
            })
    void aServerThatCannotProveItselfIsNotBelieved(String serverFinal) throws Exception {
        SaslExchange exchange = Example.RFC_5802.start();
        initial(exchange);
        respond(exchange, Example.RFC_5802.serverFirst);
        assertThatThrownBy(() -> respond(exchange, serverFinal))
                .isInstanceOf(ServerProofException.class)
                .hasMessageContaining("couldn't prove");
        assertThat(exchange.complete()).isFalse();
    }

    @Test
    void aServersErrorIsARefusal() throws Exception {
        SaslExchange exchange = Example.RFC_5802.start();
        initial(exchange);
        respond(exchange, Example.RFC_5802.serverFirst);
        assertThatThrownBy(() -> respond(exchange, "e=invalid-proof"))
                .isInstanceOf(MechanismException.class)
                .isNotInstanceOf(ServerProofException.class)
                .hasMessageContaining("refuses the proof");
        assertThat(exchange.complete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Another client's nonce; no longer than ours; not SCRAM; no salt; no or senseless iterations.
                "r=somebodyElses3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
                "r=fyko+d2lbbFgONRv9qkxdawL,s=QSXCR+Q6sek8bf92,i=4096",
                "",
                "hello",
                "r=fyko+d2lbbFgONRv9qkxdawL3rfc,i=4096",
                "r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=QSXCR+Q6sek8bf92",
                "r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=QSXCR+Q6sek8bf92,i=0",
                "r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=QSXCR+Q6sek8bf92,i=-1",
                "r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=QSXCR+Q6sek8bf92,i=99999999999",
                "m=extension,r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=QSXCR+Q6sek8bf92,i=4096"
            })
    void aMessageThatIsNotScramIsNotAnswered(String serverFirst) throws Exception {
        SaslExchange exchange = Example.RFC_5802.start();
        initial(exchange);
        assertThatThrownBy(() -> respond(exchange, serverFirst)).isInstanceOf(MechanismException.class);
        assertThat(exchange.proofSent()).isFalse();
    }

    @Test
    void iterationsThatWouldTakeHoursAreNotDone() throws Exception {
        SaslExchange exchange = Example.RFC_5802.start();
        initial(exchange);
        assertThatThrownBy(() -> respond(exchange, "r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=QSXCR+Q6sek8bf92,i=2147483647"))
                .hasMessageContaining("2147483647 iterations");
    }

    @Test
    void eachLoginHasANonceOfItsOwn() throws Exception {
        ScramMechanism mechanism = new ScramMechanism("SCRAM-SHA-512");
        assertThat(initial(mechanism.start(USER, IN_CLEAR))).isNotEqualTo(initial(mechanism.start(USER, IN_CLEAR)));
    }

    @Test
    void namesArePreparedAndEscaped() throws Exception {
        // RFC 4013, section 3: the soft hyphen vanishes, U+2168 becomes IX.
        Credentials odd = new Credentials("I\u00ADX,=\u2168", "pencil");
        assertThat(initial(new ScramMechanism("SCRAM-SHA-1", () -> "nonce").start(odd, IN_CLEAR)))
                .isEqualTo("n,,n=IX=2C=3DIX,r=nonce");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0007", "\u00AD", "\u06271"})
    void whatSaslprepProhibitsIsNotSent(String password) {
        assertThatThrownBy(() -> new ScramMechanism("SCRAM-SHA-1").start(new Credentials("joe", password), IN_CLEAR))
                .isInstanceOf(MechanismException.class)
                .hasMessageContaining("the password has characters that SASLprep")
                .hasMessageNotContaining(password)
                .hasNoCause();
    }

    @Test
    void plusIsBoundToTheServersCertificate() throws Exception {
        X509Certificate certificate = certificate();
        ChannelContext tls = under(certificate, "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS");
        SaslExchange exchange = new ScramMechanism("SCRAM-SHA-256-PLUS", () -> "nonce").start(USER, tls);

        assertThat(initial(exchange)).isEqualTo("p=tls-server-end-point,,n=user,r=nonce");
        String clientFinal = respond(exchange, "r=nonce1,s=QSXCR+Q6sek8bf92,i=4096");

        byte[] binding = Base64.getDecoder().decode(clientFinal.substring(2, clientFinal.indexOf(",r=")));
        byte[] header = "p=tls-server-end-point,,".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        // RFC 5929, section 4.1: the hash of the certificate's signature; which that is, depends on the JDK's keytool.
        String signed = certificate.getSigAlgName().substring(0, "SHA256".length());
        byte[] hash = MessageDigest.getInstance(signed.replace("SHA", "SHA-")).digest(certificate.getEncoded());
        assertThat(binding).startsWith(header).endsWith(hash).hasSize(header.length + hash.length);
    }

    @Test
    void anOfferThatSomebodyMayHaveRemovedIsMissedAloud() throws Exception {
        ScramMechanism plain = new ScramMechanism("SCRAM-SHA-256", () -> "nonce");
        assertThat(initial(plain.start(USER, under(certificate(), "SCRAM-SHA-256"))))
                .as("we could bind, and you seem not to")
                .startsWith("y,,");
        assertThat(initial(plain.start(USER, under(certificate(), "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"))))
                .as("both could, but it was refused or another one was named")
                .startsWith("n,,");
        assertThat(initial(plain.start(USER, offering("SCRAM-SHA-256"))))
                .as("we can't bind")
                .startsWith("n,,");
    }

    private static ChannelContext under(X509Certificate certificate, String... sasl) {
        return new ChannelContext("localhost", 995, certificate != null, certificate, Set.of(sasl), false, null);
    }

    private static X509Certificate certificate() throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(TestTls.certPem())));
    }
}
