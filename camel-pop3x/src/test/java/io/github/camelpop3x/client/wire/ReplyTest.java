package io.github.camelpop3x.client.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.model.Pop3ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {

    @ParameterizedTest(name = "[{0}] is {1} [{2}]")
    @CsvSource(
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "+OK,OK,\"\"",
                "+OK ,OK,\"\"",
                "+OK 2 320,OK,2 320",
                "+OK  2 320,OK, 2 320",
                "+OK\ttabbed,OK,tabbed",
                "+ok lower,OK,lower",
                "+Ok mixed,OK,mixed",
                "-ERR,ERR,\"\"",
                "-ERR no,ERR,no",
                "-err no,ERR,no",
                "-ERR [IN-USE] no,ERR,[IN-USE] no",
                "+,CONTINUE,\"\"",
                "+ ,CONTINUE,\"\"",
                "+ dGVzdA==,CONTINUE,dGVzdA==",
            })
    void case07_theIndicatorInAnyCaseAndWhatFollowsOneBlank(String line, Reply.Status status, String text)
            throws Exception {
        assertThat(Reply.parse(line)).isEqualTo(new Reply(status, text));
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(
            strings = {"", " ", "OK", " +OK", "+O", "+OKAY", "-ER", "-ERROR", "+-OK", "++", "ERR", ".", "hello", "\0"})
    void anythingElseIsNotPop3(String line) {
        assertThatThrownBy(() -> Reply.parse(line)).isExactlyInstanceOf(Pop3ProtocolException.class);
    }

    @ParameterizedTest(name = "[{0}] comes from {1}")
    @CsvSource({
        "220 mail.example ESMTP, SMTP",
        "220-mail.example ESMTP, SMTP",
        "* OK IMAP4rev1 ready, IMAP",
        "* BYE too many, IMAP",
        "HTTP/1.1 400 Bad Request, HTTP",
        "SSH-2.0-OpenSSH_9.2, SSH",
    })
    void case04_anotherProtocolIsNamed(String line, String protocol) {
        assertThatThrownBy(() -> Reply.parse(line))
                .isInstanceOf(Pop3ProtocolException.class)
                .hasMessageContaining("this is an " + protocol)
                .hasMessageContaining("check the port")
                .hasMessageContaining(line);
    }

    @Test
    void case03_aCodeIsLeftInTheText() throws Exception {
        assertThat(Reply.parse("+OK [aGVsbG8=] Microsoft Exchange").text()).isEqualTo("[aGVsbG8=] Microsoft Exchange");
    }

    @Test
    void theTextHasOneCharForEachOctetAndIsShownAsUtf8() throws Exception {
        String octets = new String("-ERR Größe".getBytes(UTF_8), ISO_8859_1);
        Reply reply = Reply.parse(octets);
        assertThat(reply.text()).hasSize(7);
        assertThat(reply.shownText()).isEqualTo("Größe");
    }

    @Test
    void whatIsNotUtf8IsShownOctetByOctet() throws Exception {
        assertThat(Reply.parse("-ERR Gr\u00f6\u00dfe").shownText()).isEqualTo("Größe");
    }

    @Test
    void controlCharactersAreNotShown() throws Exception {
        Reply reply = Reply.parse("-ERR a\rb\0c\u001b[31md\u007fe");
        assertThat(reply.shownText()).isEqualTo("a?b?c?[31md?e");
    }

    @Test
    void whatATerminalOrALogViewerWouldObeyIsNotShown() throws Exception {
        String octets = new String("-ERR a\u0085b\u202ec\u2028d".getBytes(UTF_8), ISO_8859_1);
        assertThat(Reply.parse(octets).shownText()).isEqualTo("a?b?c?d");
        assertThat(Reply.parse("-ERR \u009b31m\u00e9").shownText()).isEqualTo("?31mé");
    }

    @Test
    void aLongTextIsShownInPart() throws Exception {
        assertThat(Reply.parse("-ERR " + "x".repeat(5000)).shownText())
                .startsWith("xxx")
                .hasSizeLessThan(600);
        assertThatThrownBy(() -> Reply.parse("x".repeat(5000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(700));
    }
}
