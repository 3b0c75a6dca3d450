package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.attachment.AttachmentMessage;
import org.junit.jupiter.api.Test;

/** What the producer fetches comes in the format of its endpoint. */
class ProducerFormatTest extends MaildropRouteTest {

    private static final String MAIL = "Subject: x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
            + "--x\r\n\r\nthe text\r\n"
            + "--x\r\nContent-Type: text/csv; name=a.csv\r\n\r\nfirst\r\nsecond\r\n--x--\r\n";

    private Exchange call(String options) {
        deliver("uid1", MAIL);
        context.start();
        Exchange exchange = template()
                .request(
                        "pop3x:localhost:" + server.port() + "?username=joe&password=secret&tls=none" + options,
                        request -> request.getMessage().setHeader(Pop3xConstants.UID, "uid1"));
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    private static String attached(Message message) throws Exception {
        AttachmentMessage mail = message.getExchange().getMessage(AttachmentMessage.class);
        try (InputStream content = mail.getAttachment("a.csv").getInputStream()) {
            return new String(content.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void retrGivesTextAndAttachments() throws Exception {
        Message message = call("&operation=retr").getMessage();
        assertThat(message.getBody()).isEqualTo("the text");
        assertThat(attached(message)).isEqualTo("first\r\nsecond");
    }

    @Test
    void retrGivesTheOctetsWithRaw() {
        Message message = call("&operation=retr&format=raw").getMessage();
        assertThat(message.getBody(String.class)).isEqualTo(MAIL);
    }

    @Test
    void topGivesWhatIsThereOfAMessageThatIsCut() throws Exception {
        Message message = call("&operation=top&lines=7").getMessage();
        assertThat(message.getBody()).isEqualTo("the text");
        assertThat(attached(message)).isEqualTo("first\r\n");
        assertThat(message.getHeader(Pop3xConstants.MIME_ERROR)).isNull();
    }

    @Test
    void topWithoutLinesShowsNothingOfAMultipart() {
        Message message = call("&operation=top").getMessage();
        assertThat(message.getBody(String.class)).isEqualTo(MAIL.substring(0, MAIL.indexOf("--x")));
        assertThat(message.getHeader(Pop3xConstants.MIME_ERROR)).isNotNull();
        assertThat(message.getHeader("Subject")).isEqualTo("x");
    }

    @Test
    void topWithoutLinesGivesNoBodyWithHeaders() {
        Message message = call("&operation=top&format=headers&delete=false").getMessage();
        assertThat(message.getBody()).isNull();
        assertThat(message.getHeader("Subject")).isEqualTo("x");
    }

    @Test
    void drainGivesMessagesWithTheirText() throws Exception {
        Exchange exchange = call("&operation=drain&delete=false");
        List<?> messages = exchange.getMessage().getBody(List.class);
        assertThat(messages).hasSize(1);
        Message message = (Message) messages.get(0);
        assertThat(message.getBody()).isEqualTo("the text");
        assertThat(attached(message)).isEqualTo("first\r\nsecond");
    }
}
