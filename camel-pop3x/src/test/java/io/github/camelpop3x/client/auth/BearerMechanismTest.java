package io.github.camelpop3x.client.auth;

import static io.github.camelpop3x.client.auth.ExchangeDriver.initial;
import static io.github.camelpop3x.client.auth.ExchangeDriver.respond;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Access tokens, by the examples of RFC 7628 and of XOAUTH2's documentation. */
class BearerMechanismTest {

    // RFC 7628, section 4.1.
    private static final String RFC_TOKEN = "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==";
    private static final String RFC_RESPONSE =
            "bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQz"
                    + "AWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB";

    // Google's description of XOAUTH2.
    private static final String DOC_TOKEN = "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg";
    private static final String DOC_RESPONSE =
            "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRj"
                    + "Mk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ==";

    private static final ChannelContext IMAP =
            new ChannelContext("server.example.com", 143, false, null, Set.of(), false, null);

    private static Credentials user(String name, String token) {
        return Credentials.withTokens(name, () -> token);
    }

    @Test
    void oauthBearerSaysWhatTheRfcSays() throws Exception {
        SaslExchange exchange = BearerMechanism.oauthBearer().start(user("user@example.com", RFC_TOKEN), IMAP);
        assertThat(Base64.getEncoder().encodeToString(exchange.initialResponse()))
                .isEqualTo(RFC_RESPONSE);
        assertThat(exchange.complete()).isTrue();
        assertThat(exchange.proofSent()).isTrue();
    }

    @Test
    void xoauth2SaysWhatItsDocumentationSays() throws Exception {
        SaslExchange exchange = BearerMechanism.xoauth2().start(user("someuser@example.com", DOC_TOKEN), IMAP);
        assertThat(Base64.getEncoder().encodeToString(exchange.initialResponse()))
                .isEqualTo(DOC_RESPONSE);
        assertThat(exchange.complete()).isTrue();
    }

    /** Wire case 14, by RFC 7628, section 4.3 and by what Google sends. */
    @Test
    void case14_aRefusalIsAcknowledgedAndUnderstood() throws Exception {
        SaslExchange standard = BearerMechanism.oauthBearer().start(user("joe", RFC_TOKEN), IMAP);
        initial(standard);
        assertThat(respond(standard, "{\"status\":\"invalid_token\",\"scope\":\"example_scope\"}"))
                .isEqualTo("\u0001");
        assertThat(standard.refusal()).isEqualTo("status invalid_token, scope example_scope");
        assertThat(standard.complete()).as("refused").isFalse();
        assertThatThrownBy(() -> respond(standard, "{}")).isInstanceOf(MechanismException.class);

        SaslExchange old = BearerMechanism.xoauth2().start(user("joe", DOC_TOKEN), IMAP);
        initial(old);
        assertThat(respond(old, "{\"status\":\"401\",\"schemes\":\"bearer mac\",\"scope\":\"mail\"}"))
                .isEmpty();
        assertThat(old.refusal()).isEqualTo("status 401, schemes bearer mac, scope mail");
        assertThat(old.complete()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"status\":400} | status 400",
                "{ \"error\" : \"invalid_request\", \"other\":\"x\"} | error invalid_request",
                "{\"message\":\"a \\\"b\\\" c\"} | message a \\\"b\\\" c",
                "[] | no reason that can be read",
                "{\"status\":\"1\",\"status\":\"2\"} | status 1",
            })
    void reasonsAreReadFromWhateverServersSend(String json, String shown) {
        assertThat(BearerRefusal.shown(json.getBytes(UTF_8))).isEqualTo(shown);
    }

    @Test
    void aReasonIsShortAndHarmless() {
        assertThat(BearerRefusal.shown("{\"status\":\"a\nb\u0000c\u001b[31m\"}".getBytes(US_ASCII)))
                .isEqualTo("status a?b?c?[31m");
        String endless = "{\"status\":\"" + "\\\\".repeat(100_000);
        assertThat(BearerRefusal.shown(endless.getBytes(US_ASCII)).length()).isLessThan(1_000);
        assertThat(BearerRefusal.shown("\"status\":[".repeat(20_000).getBytes(US_ASCII)))
                .isEqualTo("no reason that can be read");
    }

    @Test
    void aNameCannotEndItselfEarly() throws Exception {
        assertThat(initial(BearerMechanism.oauthBearer().start(user("a,b=c", "token"), IMAP)))
                .startsWith("n,a=a=2Cb=3Dc,\u0001host=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\0b"})
    void case18_aTokenIsOneLine(String token) {
        assertThatThrownBy(() -> user("joe", token).fetched())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("accessToken")
                .hasMessageNotContaining(token);
        assertThatThrownBy(() -> BearerMechanism.xoauth2().start(user("joe", token), IMAP))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTokenIsFetchedOnceForEachLogin() throws Exception {
        int[] asked = {0};
        Credentials credentials = Credentials.withTokens("joe", () -> "token-" + ++asked[0]);
        Credentials first = credentials.fetched();
        assertThat(initial(BearerMechanism.xoauth2().start(first, IMAP))).contains("token-1");
        assertThat(initial(BearerMechanism.oauthBearer().start(first, IMAP))).contains("token-1");
        assertThat(initial(BearerMechanism.xoauth2().start(credentials.fetched(), IMAP)))
                .contains("token-2");
        assertThatThrownBy(() -> Credentials.withTokens("joe", () -> {
                            throw new IOException("the token service is down");
                        })
                        .fetched())
                .hasMessage("the token service is down");
        assertThatThrownBy(() -> user("joe", "").fetched()).hasMessage("accessToken is empty");
    }
}
