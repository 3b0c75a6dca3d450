package io.github.camelpop3x.message.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailAddressesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "joe@example.org | joe@example.org",
                "\"Joe, the <one>\" <joe@example.org> | joe@example.org",
                "joe@example.org (Joe <no@example.org>) | joe@example.org",
                "Joe <joe(a comment)@example.org> | joe@example.org",
                "<@a.example,@b.example:joe@example.org> | joe@example.org",
                "joe@example.org <jim@example.org> jack@example.org | jim@example.org",
                "<joe@example.org> <jim@example.org> | jim@example.org",
                "<joe@example.org>: jim@example.org | joe@example.org",
                "a group: joe@example.org, <jim@example.org>; | joe@example.org jim@example.org",
                "joe@[IPv6:2001:db8::1] | joe@[IPv6:2001:db8::1]",
                "\"joe x\"@example.org | \"joe x\"@example.org",
                "joe x@example.org, @example.org, joe@, <>, joe | ",
                "joe@example.org>, jim@example.org | joe@example.org jim@example.org",
                "<joe@example.org | joe@example.org",
                "Joe <joe@example.org, jim@example.org> | "
            })
    void plainAddresses(String field, String addresses) {
        List<String> expected = addresses == null ? List.of() : List.of(addresses.split(" (?=[^ \"]+@)"));
        assertThat(MailAddresses.of(List.of(field))).isEqualTo(expected);
    }

    @Test
    void ofAllFieldsUpToABound() {
        assertThat(MailAddresses.of(List.of())).isEmpty();
        assertThat(MailAddresses.of(List.of("a@b", "c@d, e@f"))).containsExactly("a@b", "c@d", "e@f");
        assertThat(MailAddresses.of(List.of(String.join(",", Collections.nCopies(1_001, "a@b")))))
                .hasSize(1_000);
    }
}
