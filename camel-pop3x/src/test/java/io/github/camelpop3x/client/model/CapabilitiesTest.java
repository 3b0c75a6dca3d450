package io.github.camelpop3x.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapabilitiesTest {

    @Test
    void theExampleOfRfc2449() {
        Capabilities capabilities = of(
                "TOP",
                "USER",
                "SASL CRAM-MD5 KERBEROS_V4",
                "RESP-CODES",
                "LOGIN-DELAY 900",
                "PIPELINING",
                "EXPIRE 60",
                "UIDL",
                "IMPLEMENTATION Shlemazle-Plotz-v302");

        assertThat(capabilities.top()).isTrue();
        assertThat(capabilities.user()).isTrue();
        assertThat(capabilities.saslMechanisms()).containsExactly("CRAM-MD5", "KERBEROS_V4");
        assertThat(capabilities.responseCodes()).isTrue();
        assertThat(capabilities.loginDelaySeconds()).hasValue(900);
        assertThat(capabilities.pipelining()).isTrue();
        assertThat(capabilities.expireDays()).hasValue(60);
        assertThat(capabilities.uidl()).isTrue();
        assertThat(capabilities.implementation()).hasValue("Shlemazle-Plotz-v302");
        assertThat(capabilities.stls()).isFalse();
        assertThat(capabilities.authResponseCode()).isFalse();
        assertThat(capabilities.utf8()).isFalse();
        assertThat(capabilities.lang()).isFalse();
    }

    @Test
    void noneIsNothing() {
        Capabilities none = Capabilities.NONE;
        assertThat(Stream.of(none.top(), none.user(), none.uidl(), none.stls(), none.pipelining(), none.utf8()))
                .containsOnly(false);
        assertThat(none.saslMechanisms()).isEmpty();
        assertThat(none.loginDelaySeconds()).isEmpty();
        assertThat(none.expireDays()).isEmpty();
        assertThat(none.implementation()).isEmpty();
        assertThat(none.codeOf("[IN-USE] no")).isNull();
    }

    @ParameterizedTest(name = "[{0}]")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "PIPELINING",
                "pipelining",
                "Pipelining",
                " PIPELINING",
                "PIPELINING ",
                "PIPELINING yes",
                "PIPELINING\tx"
            })
    void case07_aNameIsFoundInAnyCaseAndBetweenBlanks(String line) {
        assertThat(of("", line, " ", "").pipelining()).isTrue();
    }

    @ParameterizedTest(name = "[{0}]")
    @CsvSource({"XPIPELINING", "PIPELININGX", "X PIPELINING", "PIPELINING=1"})
    void anotherNameIsAnotherCapability(String line) {
        assertThat(of(line).pipelining()).isFalse();
    }

    @Test
    void namesDoNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(of("pipelining").pipelining()).isTrue();
            assertThat(of("uidl").uidl()).isTrue();
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest(name = "[{0}] is {1}")
    @CsvSource({
        "EXPIRE 0, 0",
        "EXPIRE 30, 30",
        "EXPIRE 30 USER, 30",
        "EXPIRE NEVER,",
        "EXPIRE,",
        "EXPIRE -1,",
        "EXPIRE 99999999999,",
    })
    void case38_expireIsDaysOrNothing(String line, Integer days) {
        assertThat(of(line).expireDays()).isEqualTo(days == null ? OptionalInt.empty() : OptionalInt.of(days));
    }

    @ParameterizedTest(name = "[{0}] is {1}")
    @CsvSource({
        "LOGIN-DELAY 0, 0",
        "LOGIN-DELAY 900, 900",
        "LOGIN-DELAY 900 USER, 900",
        "LOGIN-DELAY,",
        "LOGIN-DELAY x,"
    })
    void loginDelayIsSecondsOrNothing(String line, Integer seconds) {
        assertThat(of(line).loginDelaySeconds())
                .isEqualTo(seconds == null ? OptionalInt.empty() : OptionalInt.of(seconds));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"RESP-CODES", "AUTH-RESP-CODE"})
    void case16_aCodeCountsWhereTheServerAnnouncesCodes(String announcement) {
        assertThat(of(announcement).codeOf("[IN-USE] no")).isEqualTo(ResponseCode.IN_USE);
        assertThat(of("TOP").codeOf("[IN-USE] no")).isNull();
    }

    @Test
    void mechanismsComeInTheServersOrderInUpperCase() {
        assertThat(of("SASL xoauth2 Plain LOGIN").saslMechanisms()).containsExactly("XOAUTH2", "PLAIN", "LOGIN");
        assertThat(of("SASL").saslMechanisms()).isEmpty();
    }

    private static Capabilities of(String... lines) {
        return Capabilities.parse(List.of(lines));
    }
}
