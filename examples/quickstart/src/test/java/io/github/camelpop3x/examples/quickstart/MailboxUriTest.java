package io.github.camelpop3x.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxUriTest {

    @Test
    void leavesTheMessagesWhereTheUriDoesNotSayToDelete() throws QuickstartException {
        MailboxUri mailbox = MailboxUri.parse("pop3xs:mail.example.com?username=erika&password=hunter2");

        assertThat(mailbox.deletes()).isFalse();
        assertThat(mailbox.forCamel())
                .isEqualTo("pop3xs:mail.example.com?username=erika&password=hunter2&delete=false");
    }

    @Test
    void deletesWhereTheUriSaysSo() throws QuickstartException {
        String uri = "pop3xs:mail.example.com?username=erika&password=hunter2&delete=true";

        MailboxUri mailbox = MailboxUri.parse(uri);

        assertThat(mailbox.deletes()).isTrue();
        assertThat(mailbox.forCamel()).isEqualTo(uri);
    }

    @Test
    void isNotMisledByAPasswordThatLooksLikeAnOption() throws QuickstartException {
        MailboxUri mailbox = MailboxUri.parse("pop3xs:mail.example.com?username=erika&password=RAW(a?b&delete=true)");

        assertThat(mailbox.deletes()).isFalse();
        assertThat(mailbox.forCamel()).endsWith("RAW(a?b&delete=true)&delete=false");
    }

    @Test
    void showsNoValueEvenOfAMisspeltOption() throws QuickstartException {
        MailboxUri mailbox = MailboxUri.parse("pop3xs:mail.example.com?username=erika&passwort=RAW(hunter&2)");

        assertThat(mailbox).hasToString("pop3xs:mail.example.com?username=erika&passwort=xxxxxx&delete=false");
        assertThat(mailbox.redact("erika: unknown option passwort=hunter&2, in passwort=RAW(hunter&2)&delete=false"))
                .isEqualTo("erika: unknown option passwort=xxxxxx, in passwort=RAW(xxxxxx)&delete=false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "imaps:mail.example.com?username=erika&password=hunter2",
                "pop3xs:mail.example.com",
                "pop3xs:erika:hunter2@mail.example.com?delete=false",
                "pop3xs:mail.example.com?username=erika&password=a&hunter2",
                "pop3xs:mail.example.com?username=erika&password=a&hunter2=b",
            })
    void refusesAnythingElseWithoutRepeatingIt(String uri) {
        assertThatThrownBy(() -> MailboxUri.parse(uri))
                .isInstanceOf(QuickstartException.class)
                .hasMessageContaining("pop3x.uri")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }
}
