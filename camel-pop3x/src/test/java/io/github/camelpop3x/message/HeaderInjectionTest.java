package io.github.camelpop3x.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.Attachment;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Camel's advisories on headers that come from outside and steer a route: none of them works with a mail, in whichever
 * format, nor from the header of a part.
 */
class HeaderInjectionTest {

    private static Exchange bind(String mail, MessageFormat format) throws IOException {
        ContentOptions options = new ContentOptions(format, false, 1_000, new MailHeaderFilterStrategy());
        return BoundMessage.bind(mail.getBytes(StandardCharsets.UTF_8), new DefaultCamelContext(), options);
    }

    /** What the attacker sends: in the message's header, folded, and in that of an attachment. */
    private static String mail(String header) {
        return header + ": evil\r\n" + header + " : evil\r\n" + header + ":\r\n evil\r\nSubject: x\r\n"
                + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\ntext\r\n--x\r\n"
                + "Content-Type: application/pdf; name=\"" + header + "\"\r\n" + header
                + ": evil\r\n\r\npdf\r\n--x--\r\n";
    }

    private static void assertHarmless(String header) throws IOException {
        for (MessageFormat format : MessageFormat.values()) {
            Exchange exchange = bind(mail(header), format);
            assertThat(exchange.getMessage().getHeader(header))
                    .as("%s with %s", header, format)
                    .isNull();
            assertThat(exchange.getMessage().getHeaders().values())
                    .as("%s with %s", header, format)
                    .doesNotContain("evil");
            assertThat(exchange.getAllProperties().values()).doesNotContain("evil");
            AttachmentMessage message = exchange.getMessage(AttachmentMessage.class);
            if (format == MessageFormat.MIME) {
                // A name is only a name: the file isn't lost for it.
                Attachment attachment = message.getAttachmentObject(header);
                assertThat(attachment.getHeaderNames()).containsExactly("Content-Type");
            }
        }
    }

    /** CVE-2025-27636: the filter knew two spellings of Camel, header names have any. */
    @ParameterizedTest
    @CsvSource({
        "CAmelExecCommandExecutable",
        "cAmelExecCommandArgs",
        "CAMELHTTPURI",
        "cAmelHttpUri",
        "camelbeanmethodname",
        "CamelBeanMethodName"
    })
    void caseVariantsOfCve2025_27636(String header) throws IOException {
        assertHarmless(header);
        assertHarmless(header.toLowerCase(Locale.ROOT));
        assertHarmless(header.toUpperCase(Locale.ROOT));
    }

    /** CVE-2025-29891: the same through parameters: here those of a part's Content-Type and Content-Disposition. */
    @ParameterizedTest
    @CsvSource({"CAmelExecCommandExecutable", "CamelFileName", "camelhttpuri"})
    void parametersOfCve2025_29891(String name) throws IOException {
        String mail = "Content-Type: multipart/mixed; boundary=x; " + name + "=evil\r\n\r\n--x\r\n"
                + "Content-Type: application/pdf; " + name + "=evil\r\nContent-Disposition: attachment; " + name
                + "=evil; filename*=utf-8''" + name + "\r\n\r\npdf\r\n--x--\r\n";
        Exchange exchange = bind(mail, MessageFormat.MIME);
        assertThat(exchange.getMessage().getHeader(name)).isNull();
        assertThat(exchange.getProperty(name)).isNull();
        Attachment attachment = exchange.getMessage(AttachmentMessage.class).getAttachmentObject(name);
        assertThat(attachment.getHeaderNames()).containsExactlyInAnyOrder("Content-Type", "Content-Disposition");
    }

    /** CVE-2025-30177 (camel-undertow) and CVE-2026-33454 (camel-mail): nothing was filtered on the way in. */
    @ParameterizedTest
    @CsvSource({
        "CamelHttpUri",
        "CamelHttpPath",
        "CamelFileName",
        "CamelSqlQuery",
        "CamelExecCommandExecutable",
        "CamelJmsDestinationName",
        "CamelToEndpoint",
        "CamelPop3xUid",
        "CamelPop3xRaw",
        "CamelCharsetName",
        "org.apache.camel.Exchange",
        "ORG.APACHE.CAMEL.component",
        "mail.smtp.host",
        "MAIL.SMTPS.ssl.trust"
    })
    void plainNamesOfCve2025_30177AndCve2026_33454(String header) throws IOException {
        assertHarmless(header);
    }

    /** Values go on into other protocols: none may end a line there. */
    @ParameterizedTest
    @EnumSource(MessageFormat.class)
    void noValueHasAControlCharacter(MessageFormat format) throws IOException {
        String mail = "Subject: =?utf-8?Q?a=0D=0ABcc:_evil?= =?utf-8?B?DQoAGw==?=\r\n"
                + "X-Bare: a\rCamelHttpUri: evil\r\nX-Nul: a\0b\r\n"
                + "From: =?utf-8?Q?a=0A?= <a@example.org\r\n b>, c\rd@example.org\r\n"
                + "Content-Type: text/plain; charset=\"utf-8\r\n evil\"\r\n\r\ntext\r\n";
        Exchange exchange = bind(mail, format);
        for (Object value : exchange.getMessage().getHeaders().values()) {
            for (Object one : value instanceof List ? (List<?>) value : List.of(value)) {
                assertThat(one.toString().chars()).as("%s", value).noneMatch(c -> c < 32 && c != '\t');
            }
        }
        assertThat(exchange.getMessage().getHeader("Subject", String.class)).startsWith("a  Bcc: evil");
        assertThat(exchange.getMessage().getHeader("CamelHttpUri")).isNull();
    }
}
