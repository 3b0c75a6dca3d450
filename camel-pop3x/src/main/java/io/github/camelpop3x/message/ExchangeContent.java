package io.github.camelpop3x.message;

import io.github.camelpop3x.message.mime.MimeLimits;
import io.github.camelpop3x.message.mime.MimePart;
import io.github.camelpop3x.message.mime.MimeStructure;
import io.github.camelpop3x.message.mime.MimeStructureException;
import io.github.camelpop3x.message.mime.PartText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an exchange of a message. What the message is like never decides whether it becomes one: what has no structure
 * that could be told comes as it is, with a header that says why.
 */
public final class ExchangeContent {

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeContent.class);

    private static final String ENTITY_PREFIX = "content-";

    private ExchangeContent() {}

    /**
     * Puts a message onto an exchange, which holds the spool from now on until it is done. The caller's own hold stays
     * his.
     *
     * @throws IOException the spool can't be read
     */
    public static void bind(Spool spool, Exchange exchange, ContentOptions options) throws IOException {
        HeaderBlock headers = spool.headers();
        MailHeaders.map(headers, exchange, options.filter());
        if (options.format() == MessageFormat.HEADERS) {
            exchange.getMessage().setBody(null);
            return;
        }
        if (options.format() == MessageFormat.MIME) {
            String error = bindMime(spool, exchange, options);
            if (error == null) {
                return;
            }
            exchange.getMessage().setHeader(ContentHeaders.MIME_ERROR, error);
        }
        exchange.getMessage().setBody(SpooledMessage.of(spool, exchange));
    }

    /** Returns why it can't be done, {@code null} if it was. */
    private static @Nullable String bindMime(Spool spool, Exchange exchange, ContentOptions options)
            throws IOException {
        MimeStructure structure;
        try {
            structure = MimeStructure.read(spool, MimeLimits.DEFAULT, options.preferHtml());
        } catch (MimeStructureException e) {
            return e.getMessage();
        } catch (RuntimeException e) {
            LOG.warn("A message's structure can't be read; it is emitted as it is", e);
            return e.toString();
        }
        Message message = exchange.getMessage();
        String written = message.getHeader("Content-Type", String.class);
        removeEntityHeaders(message);
        if (written != null) {
            message.setHeader(ContentHeaders.CONTENT_TYPE, written);
        }
        SpoolHold.of(spool, exchange);
        Object body = body(spool, structure.text(), exchange, options);
        message.setBody(body);
        exchange.setProperty(ContentHeaders.RAW, new RawMessage(spool, body));
        MimePart alternative = structure.alternative();
        if (alternative != null) {
            exchange.setProperty(
                    ContentHeaders.ALTERNATIVE,
                    text(spool, alternative, exchange, options).value());
        }
        MailAttachments.map(structure, spool, exchange, options.filter());
        if (structure.isSigned()) {
            message.setHeader(ContentHeaders.SIGNED, true);
        }
        if (structure.isEncrypted()) {
            message.setHeader(ContentHeaders.ENCRYPTED, true);
        }
        DeliveryReport.map(structure, spool, message);
        return null;
    }

    private static void removeEntityHeaders(Message message) {
        List<String> entity = new ArrayList<>(4);
        for (String name : message.getHeaders().keySet()) {
            if (isOfTransport(name)) {
                entity.add(name);
            }
        }
        entity.forEach(message::removeHeader);
    }

    /** They say how the message was transported, and would be taken for the body's by whatever the route goes on to. */
    private static boolean isOfTransport(String name) {
        return name.regionMatches(true, 0, ENTITY_PREFIX, 0, ENTITY_PREFIX.length())
                || name.equalsIgnoreCase("mime-version")
                || name.equalsIgnoreCase("transfer-encoding");
    }

    /** A text: a String, or a stream of octets in a charset. */
    private record Text(Object value, @Nullable String charset) {}

    private static Object body(Spool spool, @Nullable MimePart part, Exchange exchange, ContentOptions options)
            throws IOException {
        if (part == null) {
            return "";
        }
        Text text = text(spool, part, exchange, options);
        String charset = text.charset();
        if (charset != null) {
            exchange.setProperty(Exchange.CHARSET_NAME, charset);
        }
        exchange.getMessage()
                .setHeader(
                        Exchange.CONTENT_TYPE, part.mediaType() + "; charset=" + (charset == null ? "UTF-8" : charset));
        return text.value();
    }

    private static Text text(Spool spool, MimePart part, Exchange exchange, ContentOptions options) throws IOException {
        PartText text = PartText.read(spool, part, options.maxTextSize());
        String string = text.string();
        return string == null
                ? new Text(
                        SpooledMessage.of(spool, text::open, exchange),
                        text.charset().name())
                : new Text(string, null);
    }
}
