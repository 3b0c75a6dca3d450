package io.github.camelpop3x.client.auth;

import static io.github.camelpop3x.client.auth.ExchangeDriver.IN_CLEAR;
import static io.github.camelpop3x.client.auth.ExchangeDriver.initial;
import static io.github.camelpop3x.client.auth.ExchangeDriver.respond;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** User names and secrets, and the mechanisms that send them as they are. */
class CredentialsTest {

    @ParameterizedTest
    @ValueSource(strings = {"s3cret\rDELE 1", "s3cret\n", "\0s3cret"})
    void case18_aNameAndAPasswordAreOneLine(String value) {
        assertThatThrownBy(() -> new Credentials("joe", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Option password")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> new Credentials(value, "password"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Option username")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void theyDoNotShowTheirSecret() {
        assertThat(new Credentials("joe", "s3cret")).hasToString("Credentials[joe, ***]");
        assertThat(new CommandMechanism.Command("PASS", "s3cret")).hasToString("PASS ***");
        assertThat(new JdkSaslMechanism.Answers("joe", "s3cret").toString()).doesNotContain("s3cret");
    }

    @Test
    void loginIsAskedForNameAndPasswordInWhateverWords() throws Exception {
        SaslExchange exchange = new LoginMechanism().start(new Credentials("j\u00f6", "p\u00e4ss"), IN_CLEAR);
        assertThat(initial(exchange)).isNull();
        assertThat(respond(exchange, "Username:")).isEqualTo("j\u00f6");
        assertThat(exchange.proofSent()).isFalse();
        assertThat(exchange.complete()).isFalse();
        assertThat(respond(exchange, "")).isEqualTo("p\u00e4ss");
        assertThat(exchange.proofSent()).isTrue();
        assertThat(exchange.complete()).isTrue();
        assertThatThrownBy(() -> respond(exchange, "And your mother's name:")).isInstanceOf(MechanismException.class);
    }

    /** RFC 1939, section 7. */
    @Test
    void apopSaysWhatTheRfcSays() {
        ChannelContext channel = new ChannelContext(
                "dbc.mtview.ca.us", 110, false, null, Set.of(), true, "<1896.697170952@dbc.mtview.ca.us>");
        assertThat(new Apop().commands(new Credentials("mrose", "tanstaaf"), channel))
                .containsExactly(new CommandMechanism.Command("APOP mrose", "c4c9334bac560ecc979e58001b3e22fb"));
    }

    @Test
    void userAndPassAreTwoCommands() {
        assertThat(new UserPass().commands(new Credentials("joe", "s3cret Word"), IN_CLEAR))
                .containsExactly(
                        new CommandMechanism.Command("USER joe", null),
                        new CommandMechanism.Command("PASS", "s3cret Word"));
    }
}
