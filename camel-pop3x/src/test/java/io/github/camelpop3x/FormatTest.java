package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.message.RawMessage;
import io.github.camelpop3x.testserver.Effect;
import jakarta.mail.internet.MimeMessage;
import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.attachment.Attachment;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a route gets with each {@code format}; what becomes of single structures is in the corpus. */
class FormatTest extends MaildropRouteTest {

    /** Larger than what is kept in memory, so that it is in a file. */
    private static final String LARGE_CONTENT = "0123456789abcdef".repeat(20_000);

    private static final String TWO_FORMS = "Content-Type: multipart/alternative; boundary=x\r\n\r\n"
            + "--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nplain\r\n"
            + "--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>html</p>\r\n--x--\r\n";

    private static String withAttachment(String content) {
        return "Subject: x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nthe text\r\n"
                + "--x\r\nContent-Type: application/pdf; name=\"a.pdf\"\r\nContent-ID: <id@x>\r\n"
                + "Content-Disposition: attachment\r\n\r\n" + content + "\r\n--x--\r\n";
    }

    private interface Look {
        void at(Exchange exchange) throws Exception;
    }

    /** Polls until the route has got the mail, and throws what it threw. */
    private void look(String options, String mail, Look look) throws Exception {
        deliver("uid1", mail);
        context.start();
        List<Exchange> seen = new CopyOnWriteArrayList<>();
        List<Throwable> failed = new CopyOnWriteArrayList<>();
        try (PolledMaildrop maildrop = new PolledMaildrop(context, server, options + "&delete=true", exchange -> {
            seen.add(exchange);
            try {
                look.at(exchange);
            } catch (Exception | AssertionError e) {
                failed.add(e);
            }
        })) {
            assertThat(maildrop.poll()).isNull();
        }
        assertThat(failed).isEmpty();
        assertThat(seen).hasSize(1);
    }

    private static String text(Attachment attachment) throws Exception {
        try (InputStream in = attachment.getDataHandler().getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void mimeIsTheDefault() throws Exception {
        assertThat(context.getEndpoint("pop3x:localhost?username=joe&password=x", Pop3xEndpoint.class)
                        .getConfiguration()
                        .getFormat())
                .hasToString("MIME");
    }

    @Test
    void textIsTheBodyAndWhatIsAttachedAreAttachments() throws Exception {
        look("&format=mime", withAttachment("pdf"), exchange -> {
            Message message = exchange.getMessage();
            assertThat(message.getBody()).isEqualTo("the text");
            assertThat(message.getHeader(Exchange.CONTENT_TYPE)).isEqualTo("text/plain; charset=UTF-8");
            assertThat(message.getHeader(Pop3xConstants.CONTENT_TYPE)).isEqualTo("multipart/mixed; boundary=x");
            Map<String, Attachment> attachments =
                    exchange.getMessage(AttachmentMessage.class).getAttachmentObjects();
            assertThat(attachments).containsOnlyKeys("a.pdf");
            Attachment attachment = attachments.get("a.pdf");
            assertThat(text(attachment)).isEqualTo("pdf");
            assertThat(text(attachment)).isEqualTo("pdf");
            assertThat(attachment.getDataHandler().getContentType()).isEqualTo("application/pdf");
            assertThat(attachment.getHeader("content-id")).isEqualTo("<id@x>");
        });
        assertThat(server.uids("joe")).isEmpty();
    }

    @Test
    void htmlIsTheBodyWhereItIsPreferred() throws Exception {
        look("&format=mime&preferHtml=true", TWO_FORMS, exchange -> {
            assertThat(exchange.getMessage().getBody()).isEqualTo("<p>html</p>");
            assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("text/html; charset=UTF-8");
            assertThat(exchange.getProperty(Pop3xConstants.ALTERNATIVE)).isEqualTo("plain");
        });
    }

    @Test
    void aTextBeyondTheBoundIsAStreamThatCanBeReadAgain() throws Exception {
        String mail = "Content-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
                + "=F0=D2=C9=D7=C5=D4=\r\n";
        look("&format=mime&maxTextSize=5", mail, exchange -> {
            Message message = exchange.getMessage();
            assertThat(message.getBody()).isInstanceOf(StreamCache.class);
            assertThat(((StreamCache) message.getBody()).length()).isEqualTo(6);
            assertThat(message.getBody(String.class)).isEqualTo("Привет");
            ((StreamCache) message.getBody()).reset();
            assertThat(message.getBody(String.class)).isEqualTo("Привет");
            assertThat(exchange.getProperty(Exchange.CHARSET_NAME)).isEqualTo("KOI8-R");
            assertThat(message.getHeader(Exchange.CONTENT_TYPE)).isEqualTo("text/plain; charset=KOI8-R");
        });
    }

    @Test
    void theOctetsAreReachableBesideTheText() throws Exception {
        String mail = withAttachment("pdf");
        File[] file = new File[1];
        look("&format=mime", mail, exchange -> {
            RawMessage raw = exchange.getProperty(Pop3xConstants.RAW, RawMessage.class);
            assertThat(raw.length()).isEqualTo(mail.length());
            assertThat(exchange.getProperty(Pop3xConstants.RAW, String.class)).isEqualTo(mail);
            assertThat(exchange.getProperty(Pop3xConstants.RAW, byte[].class)).hasSize(mail.length());
            assertThat(exchange.getProperty(Pop3xConstants.RAW, InputStream.class))
                    .hasContent(mail);
            assertThat(exchange.getProperty(Pop3xConstants.RAW, MimeMessage.class)
                            .getSubject())
                    .isEqualTo("x");
            assertThat(exchange.getMessage().getBody(MimeMessage.class).getSubject())
                    .isEqualTo("x");
            file[0] = exchange.getProperty(Pop3xConstants.RAW, File.class);
            assertThat(file[0]).hasContent(mail);
            exchange.getMessage().setBody("another");
            assertThat(exchange.getMessage().getBody(MimeMessage.class)).isNull();
        });
        assertThat(file[0]).doesNotExist();
    }

    @Test
    void rawOctetsConvert() throws Exception {
        String mail = withAttachment("pdf");
        File[] file = new File[1];
        look("&format=raw", mail, exchange -> {
            Message message = exchange.getMessage();
            assertThat(message.getBody(String.class)).isEqualTo(mail);
            ((StreamCache) message.getBody()).reset();
            assertThat(message.getBody(byte[].class)).hasSize(mail.length());
            assertThat(message.getBody(MimeMessage.class).getSubject()).isEqualTo("x");
            file[0] = message.getBody(File.class);
            assertThat(Files.size(file[0].toPath())).isEqualTo(mail.length());
            assertThat(exchange.getMessage(AttachmentMessage.class).hasAttachments())
                    .isFalse();
        });
        assertThat(file[0]).doesNotExist();
    }

    @Test
    void whatHasNoStructureIsEmittedAsItIs() throws Exception {
        String mail = "Subject: x\r\nContent-Type: multipart/mixed\r\n\r\nno boundary\r\n";
        look("&format=mime", mail, exchange -> {
            assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(mail);
            assertThat(exchange.getMessage().getHeader(Pop3xConstants.MIME_ERROR))
                    .isEqualTo("a multipart without a boundary");
            assertThat(exchange.getMessage().getHeader("Subject")).isEqualTo("x");
        });
        assertThat(server.uids("joe")).isEmpty();
    }

    @Test
    void attachmentsAreReadableInACopyOfTheExchangeWhenItIsLongDone() throws Exception {
        deliver("uid1", withAttachment(LARGE_CONTENT));
        CountDownLatch released = new CountDownLatch(1);
        List<String> read = new CopyOnWriteArrayList<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("&format=mime")).wireTap("direct:tap").to("seda:queue");
                from("direct:tap").process(e -> {
                    assertThat(released.await(20, TimeUnit.SECONDS)).isTrue();
                    read.add(text(e.getMessage(AttachmentMessage.class).getAttachmentObject("a.pdf")));
                    read.add(String.valueOf(
                            e.getProperty(Pop3xConstants.RAW, String.class).length()));
                });
                from("seda:queue")
                        .process(e -> read.add(
                                text(e.getMessage(AttachmentMessage.class).getAttachmentObject("a.pdf"))));
            }
        });
        context.start();
        awaitMaildrop();
        released.countDown();
        Awaitility.await().untilAsserted(() -> assertThat(read)
                .isEqualTo(List.of(
                        LARGE_CONTENT,
                        LARGE_CONTENT,
                        String.valueOf(withAttachment(LARGE_CONTENT).length()))));
    }

    @Test
    void headersAloneAreFetchedWithTop() throws Exception {
        String mail = withAttachment(LARGE_CONTENT);
        look("&format=headers", mail, exchange -> {
            assertThat(exchange.getMessage().getBody()).isNull();
            assertThat(exchange.getMessage().getHeader("Subject")).isEqualTo("x");
            assertThat(exchange.getMessage().getHeader(Pop3xConstants.SIZE)).isEqualTo((long) mail.length());
        });
        assertThat(server.count("RETR")).isZero();
        assertThat(server.commands()).contains("TOP 1 0");
        assertThat(server.uids("joe")).isEmpty();
    }

    @Test
    void headersAloneDeleteOnlyWhereThatIsSaid() {
        assertThatThrownBy(() -> context.getEndpoint("pop3x:localhost?username=joe&password=x&format=headers"))
                .rootCause()
                .hasMessage("format=headers retrieves no message in full: say delete=false with it, or delete=true if"
                        + " messages are to be deleted whose headers alone were seen");
        assertThat(context.getEndpoint("pop3x:localhost?username=joe&password=x&format=headers&delete=false"))
                .isNotNull();
    }

    @Test
    void headersAloneAreComparedBeforeAMessageIsDeletedAgain() throws Exception {
        deliver("uid1", "Subject: x\r\n\r\nbody\r\n");
        server.faults((session, verb, nth, command) ->
                session == 1 && verb.equals("QUIT") ? Optional.of(Effect.cutBefore()) : Optional.empty());
        context.start();
        List<String> seen = new CopyOnWriteArrayList<>();
        try (PolledMaildrop maildrop = new PolledMaildrop(
                context,
                server,
                "&format=headers&delete=true",
                e -> seen.add(e.getMessage().getHeader("Subject", String.class)))) {
            assertThat(maildrop.poll()).isNotNull();
            assertThat(server.uids("joe")).containsExactly("uid1");
            maildrop.pollUntilQuiet(5);
        }
        assertThat(seen).containsExactly("x");
        assertThat(server.count("RETR")).isZero();
        assertThat(server.uids("joe")).isEmpty();
    }
}
