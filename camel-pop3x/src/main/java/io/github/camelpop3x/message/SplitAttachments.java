package io.github.camelpop3x.message;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.attachment.Attachment;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.ExpressionAdapter;

/**
 * Splits a mail into its attachments: {@code split(new SplitAttachments())}. Each becomes a message with the headers of
 * the mail, its own safe and unique name in {@code CamelFileName}, its media type in {@code Content-Type}, and its
 * decoded content as a stream that can be read again. Nothing is copied: the content is decoded from the mail while it
 * is read. A mail without attachments gives nothing, and the mail keeps its attachments. Thread-safe.
 */
public final class SplitAttachments extends ExpressionAdapter {

    /** The attachments as a list of messages, in their order. */
    @Override
    public List<Message> evaluate(Exchange exchange) {
        List<Message> parts = new ArrayList<>();
        Map<String, Attachment> attachments =
                exchange.getMessage(AttachmentMessage.class).getAttachmentObjects();
        if (attachments != null) {
            attachments.forEach((name, attachment) -> parts.add(message(name, attachment, exchange)));
        }
        return parts;
    }

    private static Message message(String name, Attachment attachment, Exchange exchange) {
        Message part = new DefaultMessage(exchange.getContext());
        part.getHeaders().putAll(exchange.getMessage().getHeaders());
        part.setHeader(Exchange.FILE_NAME, name);
        part.setHeader(Exchange.CONTENT_TYPE, attachment.getDataHandler().getContentType());
        part.setBody(content(attachment, exchange));
        return part;
    }

    private static Object content(Attachment attachment, Exchange exchange) {
        if (attachment.getDataHandler().getDataSource() instanceof PartSource source) {
            return source.body(exchange);
        }
        try {
            return attachment.getDataHandler().getInputStream();
        } catch (IOException e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }
}
