package io.github.camelpop3x.client.auth;

import static io.github.camelpop3x.client.auth.ExchangeDriver.IN_CLEAR;
import static io.github.camelpop3x.client.auth.ExchangeDriver.initial;
import static io.github.camelpop3x.client.auth.ExchangeDriver.respond;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mechanisms that the JDK does for us, by the RFCs' examples. */
class JdkSaslMechanismTest {

    // RFC 2195, section 2.
    private static final Credentials TIM = new Credentials("tim", "tanstaaftanstaaf");
    private static final String CRAM_CHALLENGE = "<1896.697170952@postoffice.reston.mci.net>";
    private static final String CRAM_RESPONSE = "tim b913a602c7eda7a495b4e6e7334d3890";

    // RFC 2831, section 4, the example of IMAP.
    private static final Credentials CHRIS = new Credentials("chris", "secret");
    private static final String DIGEST_NONCE = "OA6MG9tEQGm2hh";
    private static final String DIGEST_CNONCE = "OA6MHXh6VqTrRk";
    private static final String DIGEST_URI = "imap/elwood.innosoft.com";
    private static final String DIGEST_RESPONSE = "d388dad90d4bbd760a152321f2143af7";
    private static final String DIGEST_RSPAUTH = "ea40f60335c427b5527b84dbabcdfffd";
    private static final String DIGEST_CHALLENGE = "realm=\"elwood.innosoft.com\",nonce=\"" + DIGEST_NONCE
            + "\",qop=\"auth\",algorithm=md5-sess,charset=utf-8";

    private static final Pattern DIRECTIVE = Pattern.compile("([a-z]+)=(?:\"([^\"]*)\"|([^,\"]+))");

    @Test
    void cramMd5SaysWhatTheRfcSays() throws Exception {
        SaslExchange exchange = JdkSaslMechanism.cramMd5().start(TIM, IN_CLEAR);
        assertThat(initial(exchange)).as("the server speaks first").isNull();
        assertThat(exchange.proofSent()).isFalse();
        assertThat(respond(exchange, CRAM_CHALLENGE)).isEqualTo(CRAM_RESPONSE);
        assertThat(exchange.proofSent()).isTrue();
        assertThat(exchange.complete()).isTrue();
        assertThatThrownBy(() -> respond(exchange, CRAM_CHALLENGE)).isInstanceOf(MechanismException.class);
        exchange.dispose();
        exchange.dispose();
    }

    /** The formula by which the next test judges the client, itself judged by the RFC's example. */
    @Test
    void theTestsDigestIsTheRfcs() throws Exception {
        assertThat(digest(CHRIS, DIGEST_CNONCE, DIGEST_URI, "AUTHENTICATE:")).isEqualTo(DIGEST_RESPONSE);
        assertThat(digest(CHRIS, DIGEST_CNONCE, DIGEST_URI, ":")).isEqualTo(DIGEST_RSPAUTH);
    }

    @Test
    void digestMd5AnswersAndWantsTheServersProof() throws Exception {
        SaslExchange exchange = JdkSaslMechanism.digestMd5().start(CHRIS, IN_CLEAR);
        assertThat(initial(exchange)).isNull();
        Map<String, String> said = directives(respond(exchange, DIGEST_CHALLENGE));
        assertThat(said)
                .containsEntry("username", "chris")
                .containsEntry("realm", "elwood.innosoft.com")
                .containsEntry("nonce", DIGEST_NONCE)
                .containsEntry("nc", "00000001")
                .containsEntry("qop", "auth")
                .containsEntry("digest-uri", "pop/server.example.com")
                .containsEntry(
                        "response", digest(CHRIS, said.get("cnonce"), "pop/server.example.com", "AUTHENTICATE:"));
        assertThat(exchange.complete()).as("the server hasn't proved anything").isFalse();
        assertThat(respond(exchange, "rspauth=" + digest(CHRIS, said.get("cnonce"), "pop/server.example.com", ":")))
                .isEmpty();
        assertThat(exchange.complete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rspauth=" + DIGEST_RSPAUTH, "rspauth=", "", "welcome"})
    void digestMd5DoesNotBelieveAServerWithoutProof(String proof) throws Exception {
        SaslExchange exchange = JdkSaslMechanism.digestMd5().start(CHRIS, IN_CLEAR);
        respond(exchange, DIGEST_CHALLENGE);
        assertThatThrownBy(() -> respond(exchange, proof)).isInstanceOf(ServerProofException.class);
        assertThat(exchange.complete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "realm=\"x\"", "nonce=\"n\",qop=\"auth-conf\",algorithm=md5-sess", "welcome"})
    void digestMd5DoesNotAnswerNonsenseNorLaysALayer(String challenge) throws Exception {
        SaslExchange exchange = JdkSaslMechanism.digestMd5().start(CHRIS, IN_CLEAR);
        assertThatThrownBy(() -> respond(exchange, challenge))
                .isInstanceOf(MechanismException.class)
                .isNotInstanceOf(ServerProofException.class);
        assertThat(exchange.proofSent()).isFalse();
    }

    /** RFC 4616, section 4; SASLprep as in RFC 4013, section 3. */
    @Test
    void plainSaysWhatTheRfcSays() throws Exception {
        assertThat(initial(JdkSaslMechanism.plain().start(TIM, IN_CLEAR))).isEqualTo("\0tim\0tanstaaftanstaaf");
        Credentials odd = new Credentials("I\u00ADX", "J\u00e4ger\u2168\u00a0\u65e5");
        SaslExchange exchange = JdkSaslMechanism.plain().start(odd, IN_CLEAR);
        assertThat(initial(exchange)).isEqualTo("\0IX\0J\u00e4gerIX \u65e5");
        assertThat(exchange.proofSent()).isTrue();
        assertThat(exchange.complete()).isTrue();
    }

    @Test
    void externalSaysWhoTheMaildropIs() throws Exception {
        SaslMechanism external = JdkSaslMechanism.external();
        assertThat(initial(external.start(Credentials.withoutSecret("joe"), IN_CLEAR)))
                .isEqualTo("joe");
        SaslExchange nobody = external.start(Credentials.withoutSecret(""), IN_CLEAR);
        assertThat(initial(nobody)).as("whoever the certificate is for").isEmpty();
        assertThat(nobody.complete()).isTrue();
    }

    @Test
    void gssapiWithoutATicketSaysSo() {
        assertThatThrownBy(() -> new GssapiMechanism().start(Credentials.withoutSecret("joe"), IN_CLEAR))
                .isInstanceOf(MechanismException.class)
                .hasMessageContaining("there is no Kerberos ticket");
    }

    private static Map<String, String> directives(String response) {
        Map<String, String> found = new TreeMap<>();
        Matcher matcher = DIRECTIVE.matcher(response.replace("digest-uri", "digesturi"));
        while (matcher.find()) {
            found.put(
                    matcher.group(1).replace("digesturi", "digest-uri"),
                    matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
        }
        return found;
    }

    private static String digest(Credentials user, String cnonce, String uri, String verb) throws Exception {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        ByteArrayOutputStream a1 = new ByteArrayOutputStream();
        a1.write(md5.digest((user.username() + ":elwood.innosoft.com:" + user.password()).getBytes(UTF_8)));
        a1.write((":" + DIGEST_NONCE + ":" + cnonce).getBytes(UTF_8));
        String ha1 = HexFormat.of().formatHex(md5.digest(a1.toByteArray()));
        String ha2 = HexFormat.of().formatHex(md5.digest((verb + uri).getBytes(UTF_8)));
        String all = ha1 + ":" + DIGEST_NONCE + ":00000001:" + cnonce + ":auth:" + ha2;
        return HexFormat.of().formatHex(md5.digest(all.getBytes(UTF_8)));
    }
}
