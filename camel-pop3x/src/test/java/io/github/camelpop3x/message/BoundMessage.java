package io.github.camelpop3x.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.Attachment;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.support.DefaultExchange;

/** A message on an exchange, and how that reads in words. */
final class BoundMessage {

    static final ContentOptions MIME =
            new ContentOptions(MessageFormat.MIME, false, 100_000, new MailHeaderFilterStrategy());

    private static final int SHOWN_LINES = 6;
    private static final int SHOWN_CHARACTERS = 100;

    private static final SpoolSettings IN_MEMORY =
            new SpoolSettings(64 * 1024 * 1024, null, null, new SpoolBudget(SpoolBudget.UNLIMITED));

    private BoundMessage() {}

    static Exchange bind(byte[] octets, CamelContext context, ContentOptions options) throws IOException {
        return bind(octets, context, options, IN_MEMORY);
    }

    static Exchange bind(byte[] octets, CamelContext context, ContentOptions options, SpoolSettings settings)
            throws IOException {
        Exchange exchange = new DefaultExchange(context);
        Spool spool = new Spool(settings, octets.length);
        spool.write(octets, 0, octets.length);
        spool.finish();
        ExchangeContent.bind(spool, exchange, options);
        spool.release();
        return exchange;
    }

    /** What a route would see, a line each. */
    static String described(Exchange exchange) throws IOException {
        StringBuilder said = new StringBuilder();
        value(said, "body", exchange.getMessage().getBody());
        Object alternative = exchange.getProperty(ContentHeaders.ALTERNATIVE);
        if (alternative != null) {
            value(said, "alternative", alternative);
        }
        Object charset = exchange.getProperty(Exchange.CHARSET_NAME);
        if (charset != null) {
            said.append("charset of the exchange: ").append(charset).append('\n');
        }
        Map<String, Attachment> attachments =
                exchange.getMessage(AttachmentMessage.class).getAttachmentObjects();
        if (attachments != null) {
            int shown = 0;
            for (Map.Entry<String, Attachment> attachment : attachments.entrySet()) {
                if (shown++ == 20) {
                    said.append("attachments in all: ")
                            .append(attachments.size())
                            .append('\n');
                    break;
                }
                attachment(said, attachment.getKey(), attachment.getValue());
            }
        }
        Map<String, Object> headers = new TreeMap<>(exchange.getMessage().getHeaders());
        if (headers.size() > 100) {
            said.append("headers in all: ").append(headers.size()).append('\n');
        } else {
            headers.forEach((name, value) -> said.append("header ")
                    .append(name)
                    .append(": ")
                    .append(shortened(escaped(value.toString())))
                    .append('\n'));
        }
        return said.toString();
    }

    private static void value(StringBuilder said, String what, Object value) throws IOException {
        byte[] octets;
        if (value instanceof String) {
            octets = ((String) value).getBytes(StandardCharsets.UTF_8);
            said.append(what)
                    .append(": text of ")
                    .append(((String) value).length())
                    .append(" characters");
        } else {
            octets = ((InputStream) value).readAllBytes();
            said.append(what).append(": stream of ").append(octets.length).append(" octets");
        }
        said.append(", sha256 ").append(digest(octets)).append('\n');
        String text =
                new String(octets, value instanceof String ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        List<String> lines = text.lines().toList();
        lines.stream().limit(SHOWN_LINES).forEach(line -> said.append("  |")
                .append(shortened(escaped(line)))
                .append('\n'));
    }

    private static void attachment(StringBuilder said, String name, Attachment attachment) throws IOException {
        PartSource source = (PartSource) attachment.getDataHandler().getDataSource();
        byte[] octets;
        try (InputStream in = source.getInputStream()) {
            octets = in.readAllBytes();
        }
        if (source.size() != octets.length || !source.getName().equals(name)) {
            throw new AssertionError(name + " has " + octets.length + " octets and says otherwise");
        }
        said.append("attachment ")
                .append(escaped(name))
                .append(" | ")
                .append(attachment.getDataHandler().getContentType());
        said.append(" | ")
                .append(octets.length)
                .append(" octets | sha256 ")
                .append(digest(octets))
                .append('\n');
        for (String field : attachment.getHeaderNames()) {
            String value = attachment.getHeader(field);
            said.append("  ")
                    .append(field)
                    .append(": ")
                    .append(shortened(escaped(value)))
                    .append('\n');
        }
    }

    private static String shortened(String line) {
        int length = line.codePointCount(0, line.length());
        return length <= SHOWN_CHARACTERS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, SHOWN_CHARACTERS)) + "... (" + length + ")";
    }

    /** Controls and marks would hide themselves in the file. */
    private static String escaped(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE) {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    static String digest(byte[] octets) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(octets);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
