package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.message.SplitAttachments;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mail's attachments as exchanges. */
class SplitAttachmentsTest extends MaildropRouteTest {

    /** Larger than what is kept in memory, so that the mail is in a file. */
    private static final String LARGE = "0123456789abcdef".repeat(20_000);

    private static final String MAIL = "Subject: two of a name\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
            + "--x\r\n\r\nthe text\r\n"
            + "--x\r\nContent-Type: application/pdf; name=\"../a.pdf\"\r\n\r\n" + LARGE + "\r\n"
            + "--x\r\nContent-Type: text/csv; charset=utf-8; name=\"a.pdf\"\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\ncHJpY2UK\r\n--x--\r\n";

    private static int attachments(Exchange exchange) {
        AttachmentMessage message = exchange.getMessage(AttachmentMessage.class);
        return message.hasAttachments() ? message.getAttachments().size() : 0;
    }

    @Test
    void eachAttachmentIsAnExchangeWithTheMailsHeadersAndItsOwnName() throws Exception {
        deliver("uid1", MAIL);
        List<Message> parts = new CopyOnWriteArrayList<>();
        List<String> contents = new CopyOnWriteArrayList<>();
        List<Integer> left = new CopyOnWriteArrayList<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("&format=mime"))
                        .split(new SplitAttachments())
                        .process(exchange -> {
                            parts.add(exchange.getMessage().copy());
                            contents.add(exchange.getMessage().getBody(String.class));
                            left.add(attachments(exchange));
                        })
                        .end()
                        .process(exchange -> left.add(attachments(exchange)));
            }
        });
        context.start();
        awaitMaildrop();
        assertThat(parts).extracting(part -> part.getHeader(Exchange.FILE_NAME)).containsExactly("a.pdf", "a-2.pdf");
        assertThat(parts)
                .extracting(part -> part.getHeader(Exchange.CONTENT_TYPE))
                .containsExactly("application/pdf", "text/csv; charset=utf-8");
        assertThat(parts).extracting(part -> part.getHeader("Subject")).containsOnly("two of a name");
        assertThat(contents).containsExactly(LARGE, "price\n");
        assertThat(left).as("attachments of the parts, then of the mail").containsExactly(0, 0, 2);
    }

    @Test
    void aContentIsReadAgainWhenAStepIsRepeated(@TempDir Path folder) throws Exception {
        deliver("uid1", MAIL);
        AtomicInteger attempts = new AtomicInteger();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("&format=mime"))
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0))
                        .split(new SplitAttachments())
                        .to("direct:store");
                from("direct:store").errorHandler(noErrorHandler()).process(exchange -> {
                    assertThat(exchange.getMessage().getBody()).isInstanceOf(StreamCache.class);
                    if (attempts.incrementAndGet() % 2 == 1) {
                        assertThat(exchange.getMessage().getBody(byte[].class)).isNotEmpty();
                        throw new IllegalStateException("the first time");
                    }
                    exchange.getContext().createProducerTemplate().send("file:" + folder, exchange);
                });
            }
        });
        context.start();
        awaitMaildrop();
        assertThat(folder.resolve("a.pdf")).hasContent(LARGE);
        assertThat(folder.resolve("a-2.pdf")).hasContent("price\n");
    }

    @Test
    void aMailWithoutAttachmentsGivesNothing() throws Exception {
        deliver(1);
        AtomicInteger parts = new AtomicInteger();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("&format=mime")).split(new SplitAttachments()).process(exchange -> parts.incrementAndGet());
            }
        });
        context.start();
        awaitMaildrop();
        assertThat(parts).hasValue(0);
    }
}
