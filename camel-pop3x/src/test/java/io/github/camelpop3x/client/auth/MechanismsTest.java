package io.github.camelpop3x.client.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.testserver.TestTls;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which mechanisms are tried with which server, in which order. */
class MechanismsTest {

    private static final Credentials PASSWORD = new Credentials("joe", "secret");
    private static final Credentials TOKEN = Credentials.withTokens("joe", () -> "token");
    private static final Credentials NOTHING = Credentials.withoutSecret("joe");

    private static final String EVERYTHING = "PLAIN LOGIN CRAM-MD5 DIGEST-MD5 GSSAPI EXTERNAL XOAUTH2 OAUTHBEARER"
            + " SCRAM-SHA-1 SCRAM-SHA-1-PLUS SCRAM-SHA-256 SCRAM-SHA-256-PLUS SCRAM-SHA-512 SCRAM-SHA-512-PLUS"
            + " ANONYMOUS SOMETHING-NEW";

    private static X509Certificate certificate;

    @BeforeAll
    static void certificate() throws Exception {
        certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(TestTls.certPem())));
    }

    /** What a server offers in one line: SASL mechanisms, and in small letters tls, user and apop. */
    private static ChannelContext server(String offer) {
        Set<String> words = Set.of(offer.replace("EVERYTHING", EVERYTHING).split(" ", -1));
        Set<String> sasl = words.stream()
                .filter(word -> !word.isEmpty() && word.equals(word.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
        return new ChannelContext(
                "localhost",
                110,
                words.contains("tls"),
                words.contains("tls") ? certificate : null,
                sasl,
                words.contains("user") || sasl.isEmpty(),
                words.contains("apop") ? "<1@x>" : null);
    }

    private static Credentials credentials(String which) {
        return switch (which) {
            case "password" -> PASSWORD;
            case "token" -> TOKEN;
            default -> NOTHING;
        };
    }

    private static String candidates(String wanted, Credentials credentials, String offer) throws MechanismException {
        return Mechanisms.candidates(wanted, credentials, server(offer)).stream()
                .map(Mechanism::name)
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest(name = "{0}, {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                // Strongest first; bound to TLS only where there is TLS; DIGEST-MD5 not at all.
                "password | tls user apop EVERYTHING | SCRAM-SHA-512-PLUS SCRAM-SHA-256-PLUS SCRAM-SHA-1-PLUS"
                        + " SCRAM-SHA-512 SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 APOP PLAIN LOGIN USER",
                "password | user apop EVERYTHING | SCRAM-SHA-512 SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 APOP PLAIN LOGIN"
                        + " USER",
                "password | user PLAIN LOGIN | PLAIN LOGIN USER",
                "password | tls PLAIN | PLAIN",
                "password | tls PLAIN XOAUTH2 OAUTHBEARER | PLAIN",
                "password | apop PLAIN | APOP PLAIN",
                // A server without CAPA, or without SASL in it.
                "password | user | USER",
                "password | '' | USER",
                "password | apop | APOP USER",
                // With a token, only what is made for tokens.
                "token | tls user apop EVERYTHING | OAUTHBEARER XOAUTH2",
                "token | user apop EVERYTHING | OAUTHBEARER XOAUTH2",
                "token | tls XOAUTH2 PLAIN | XOAUTH2",
                // Without either, who the client is must be known otherwise.
                "nothing | tls user apop EVERYTHING | EXTERNAL GSSAPI",
                "nothing | user apop EVERYTHING | GSSAPI",
            })
    void automaticChoice(String which, String offer, String tried) throws Exception {
        assertThat(candidates("auto", credentials(which), offer)).isEqualTo(tried);
        assertThat(candidates("AUTO", credentials(which), offer)).isEqualTo(tried);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "password | GSSAPI | it offers GSSAPI, perhaps more under TLS",
                "password | tls XOAUTH2 SOMETHING-NEW | it offers XOAUTH2",
                "password | SOMETHING-NEW | it offers none that is known here",
                "token | tls user PLAIN | it offers PLAIN, USER",
                "token | '' | it offers USER",
                "nothing | user PLAIN | it offers PLAIN, USER",
            })
    void nothingInCommonIsSaid(String which, String offer, String says) {
        assertThatThrownBy(() -> candidates("auto", credentials(which), offer))
                .isInstanceOf(MechanismException.class)
                .hasMessageContaining(says);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "DIGEST-MD5 | EVERYTHING",
                "digest-md5 | EVERYTHING",
                "USER | PLAIN",
                "PLAIN | ''",
                "XOAUTH2 | ''",
                "EXTERNAL | tls",
                "GSSAPI | GSSAPI",
                "APOP | apop PLAIN",
                "SCRAM-SHA-1-PLUS | tls EVERYTHING",
            })
    void aNamedOneIsTheOnlyOne(String name, String offer) throws Exception {
        assertThat(candidates(name, PASSWORD, offer)).isEqualTo(name.toUpperCase(Locale.ROOT));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "PLAIN | tls LOGIN | The server doesn't offer authMechanism=PLAIN; it offers LOGIN",
                "APOP | user PLAIN | The server doesn't offer authMechanism=APOP; it offers PLAIN, USER",
                "EXTERNAL | EVERYTHING | authMechanism=EXTERNAL needs TLS",
                "SCRAM-SHA-256-PLUS | EVERYTHING | authMechanism=SCRAM-SHA-256-PLUS needs TLS",
            })
    void aNamedOneThatCannotBeIsNotReplaced(String name, String offer, String says) {
        assertThatThrownBy(() -> candidates(name, PASSWORD, offer))
                .isInstanceOf(MechanismException.class)
                .hasMessageContaining(says);
    }

    @Test
    void noSecretInClearComesBeforeOneThatIsNot() {
        List<Boolean> clear = Mechanisms.names().stream()
                .map(name -> Mechanisms.named(name).orElseThrow().sendsSecretInClear())
                .toList();
        assertThat(clear).isSorted();
        assertThat(Mechanisms.names().subList(clear.indexOf(true), clear.size()))
                .containsExactly("OAUTHBEARER", "XOAUTH2", "PLAIN", "LOGIN", "USER");
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "auto | nothing | Option password is missing, or accessToken",
                "PLAIN | nothing | Option password is missing: authMechanism=PLAIN needs it",
                "scram-sha-256 | token | Option password is missing: authMechanism=scram-sha-256",
                "XOAUTH2 | password | Option accessToken or accessTokenProvider is missing",
                "SCRAM | password | authMechanism must be auto or one of SCRAM-SHA-512-PLUS, SCRAM-SHA-256-PLUS",
            })
    void optionsThatDoNotFitTogetherAreNamed(String wanted, String which, String says) {
        assertThatThrownBy(() -> Mechanisms.check(wanted, credentials(which)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(says);
    }

    @Test
    void optionsThatFitTogetherPass() {
        Mechanisms.check("auto", PASSWORD);
        Mechanisms.check("auto", TOKEN);
        Mechanisms.check("external", NOTHING);
        Mechanisms.check("GSSAPI", NOTHING);
    }
}
