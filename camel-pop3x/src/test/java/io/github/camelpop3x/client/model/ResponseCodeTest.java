package io.github.camelpop3x.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseCodeTest {

    @ParameterizedTest(name = "[{0}] is {1}")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "[IN-USE] Do you have another POP session running?,IN_USE",
                "[IN-USE],IN_USE",
                "[IN-USE]no blank,IN_USE",
                "[in-use] lower case,IN_USE",
                "[LOGIN-DELAY] minimum time between mail checks,LOGIN_DELAY",
                "[SYS/TEMP] disk problem,SYS_TEMP",
                "[sys/temp] disk problem,SYS_TEMP",
                "[SYS/TEMP/DISK] unknown detail,SYS_TEMP",
                "[SYS/PERM] no such maildrop,SYS_PERM",
                "[AUTH] wrong password,AUTH",
                "[AUTH/EXPIRED] unknown detail,AUTH",
                "[IN-USE] and [AUTH] later,IN_USE",
            })
    void aKnownCodeAtTheStart(String text, ResponseCode code) {
        assertThat(ResponseCode.of(text)).isEqualTo(code);
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(
            strings = {
                "",
                "IN-USE",
                "[IN-USE",
                "IN-USE]",
                "[]",
                "[ IN-USE ]",
                "[IN-USE2] x",
                "[AUTHORIZATION] x",
                "[SYS] x",
                "[SYS/TEMPORARY] x",
                "text [IN-USE]",
                "[UTF8] x",
                "[aW4tdXNlCg==] base64 in Exchange's greeting",
            })
    void case03_anythingElseIsNone(String text) {
        assertThat(ResponseCode.of(text)).isNull();
    }

    @Test
    void codesDoNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(ResponseCode.of("[in-use]")).isEqualTo(ResponseCode.IN_USE);
            assertThat(ResponseCode.of("[login-delay]")).isEqualTo(ResponseCode.LOGIN_DELAY);
        } finally {
            Locale.setDefault(before);
        }
    }
}
