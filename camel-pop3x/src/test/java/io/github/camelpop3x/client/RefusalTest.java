package io.github.camelpop3x.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.camelpop3x.client.model.Capabilities;
import io.github.camelpop3x.client.model.Pop3AuthenticationException;
import io.github.camelpop3x.client.model.Pop3BusyException;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.ResponseCode;
import io.github.camelpop3x.client.wire.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

    private static final Capabilities CODES = Capabilities.parse(List.of("RESP-CODES", "AUTH-RESP-CODE"));

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "unable to lock maildrop",
                "maildrop already locked",
                "Mailbox is locked by another POP3 session",
                "Can't open mailbox joe: mailbox is locked by a POP session",
                "/var/spool/mail/.joe.pop lock busy!  Is another session active?",
                "mailbox in use",
                "Mailbox is already open",
                "already logged in",
                "login allowed only every 15 minutes",
                "Please wait a few minutes before checking your mail again",
                "You are checking too often",
                "Too many connections, try again later",
                "too frequent logins",
                "Temporary authentication failure.",
                "Temporarily unavailable",
                "Service unavailable",
                "Server busy",
                "Authentication timed out",
                "BUSY",
            })
    void case16_wordsThatMeanLaterWhereNoCodesAreAnnounced(String text) {
        Pop3CommandException refusal = refusal(text, Capabilities.NONE);
        assertThat(refusal).isInstanceOf(Pop3BusyException.class).hasMessageContaining("try later");
        assertThat(refusal.getMessage()).contains(text);
        assertThat(refusal.code()).isNull();
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(
            strings = {
                "",
                "no",
                "Authentication failed.",
                "invalid username or password",
                "Incorrect password, please wait before you try again",
                "Your account is locked",
                "The user joe is disabled",
                "account joe temporarily blocked",
                "[LOGIN-DELAY] no",
                "Protocol error. Connection is closed. 10",
            })
    void wordsThatMeanWrongCredentialsWhereNoCodesAreAnnounced(String text) {
        Pop3CommandException refusal = refusal(text, Capabilities.NONE);
        assertThat(refusal.code()).isNull();
        assertThat(refusal)
                .isInstanceOf(Pop3AuthenticationException.class)
                .hasMessageContaining("check username and password")
                .hasMessageContaining(text.isEmpty() ? "no reason given" : text);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "[IN-USE] wrong password, IN_USE",
        "[in-use] no, IN_USE",
        "[LOGIN-DELAY] no, LOGIN_DELAY",
        "[SYS/TEMP] wrong password, SYS_TEMP",
    })
    void case16_aCodeThatMeansLaterCountsMoreThanWords(String text, ResponseCode code) {
        Pop3CommandException refusal = refusal(text, CODES);
        assertThat(refusal).isInstanceOf(Pop3BusyException.class);
        assertThat(refusal.code()).isEqualTo(code);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"[AUTH] mailbox is locked, try again later", "[AUTH] no", "[auth/expired] temporary"})
    void anAuthCodeMeansWrongCredentialsWhateverTheWords(String text) {
        Pop3CommandException refusal = refusal(text, CODES);
        assertThat(refusal).isInstanceOf(Pop3AuthenticationException.class);
        assertThat(refusal.code()).isEqualTo(ResponseCode.AUTH);
    }

    @Test
    void aPermanentFaultOfTheServerIsNeither() {
        Pop3CommandException refusal = refusal("[SYS/PERM] your maildrop is corrupt, try again later", CODES);
        assertThat(refusal).isExactlyInstanceOf(Pop3CommandException.class);
        assertThat(refusal.code()).isEqualTo(ResponseCode.SYS_PERM);
        assertThat(refusal.getMessage()).contains("your maildrop is corrupt");
    }

    @Test
    void anUnknownCodeLeavesItToTheWords() {
        assertThat(refusal("[XYZ] mailbox in use", CODES)).isInstanceOf(Pop3BusyException.class);
        assertThat(refusal("[XYZ] no", CODES)).isInstanceOf(Pop3AuthenticationException.class);
    }

    @Test
    void theRefusalKnowsTheCommandAndTheServersWords() {
        Pop3CommandException refusal = refusal("no", CODES);
        assertThat(refusal.command()).isEqualTo("PASS ***");
        assertThat(refusal.serverText()).isEqualTo("no");
    }

    @ParameterizedTest(name = "{0}: come again after {1} s")
    @CsvSource({
        "login allowed only every 15 minutes, 900",
        "please wait 1 minute, 60",
        "try again later in 30 seconds, 30",
        "busy: 5min, 300",
        "mailbox in use, 0",
        "mailbox in use since 2026, 0",
    })
    void case19_theServerMaySayWhenToComeAgain(String text, long seconds) {
        assertThat(refusal(text, Capabilities.NONE))
                .asInstanceOf(type(Pop3BusyException.class))
                .returns(Duration.ofSeconds(seconds), Pop3BusyException::retryAfter);
    }

    @Test
    void theCapabilityLoginDelayCountsWhereTheTextSaysNothing() {
        Capabilities capabilities = Capabilities.parse(List.of("RESP-CODES", "LOGIN-DELAY 900"));
        assertThat(refusal("[LOGIN-DELAY] too soon", capabilities))
                .asInstanceOf(type(Pop3BusyException.class))
                .returns(Duration.ofMinutes(15), Pop3BusyException::retryAfter);
        assertThat(refusal("[IN-USE] no", capabilities))
                .asInstanceOf(type(Pop3BusyException.class))
                .returns(Duration.ZERO, Pop3BusyException::retryAfter);
    }

    @ParameterizedTest(name = "STAT: {0}")
    @CsvSource({
        "login allowed only every 15 minutes, true",
        "[IN-USE] no, true",
        "[LOGIN-DELAY] no, true",
        "[SYS/TEMP] no, false",
        "message is locked, false",
        "no such message, false",
    })
    void case19_aCommandMayBeRefusedForTheLogin(String text, boolean busy) {
        Pop3CommandException refusal = Refusal.of("STAT", new Reply(Reply.Status.ERR, text), CODES);
        assertThat(refusal instanceof Pop3BusyException).isEqualTo(busy);
        assertThat(refusal).isNotInstanceOf(Pop3AuthenticationException.class);
    }

    private static Pop3CommandException refusal(String text, Capabilities capabilities) {
        return Refusal.ofLogin("PASS ***", new Reply(Reply.Status.ERR, text), capabilities);
    }
}
