package io.github.camelpop3x.examples.invoices;

import io.github.camelpop3x.Pop3xConstants;
import io.github.camelpop3x.message.SplitAttachments;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.JsonLibrary;

/**
 * The route: each mail with 'invoice' in its subject has its attachments filed under {@code <sender>/<year>-<month>/},
 * then a line of JSON with its text appended to {@code invoices.jsonl}, and is deleted from the server when both went
 * well. Other mails are neither retrieved nor deleted.
 */
final class InvoiceRoutes extends RouteBuilder {

    /** Where the attachments of a mail go, below the folder. */
    private static final String PLACE = "place";

    private final String maildrop;
    private final String folder;

    /**
     * @param maildrop the {@code pop3x:} or {@code pop3xs:} URI, with credentials
     * @param folder where attachments and texts go
     */
    InvoiceRoutes(String maildrop, String folder) {
        this.maildrop = maildrop;
        this.folder = folder;
    }

    @Override
    public void configure() {
        from(maildrop + "&filter=${header.Subject} ~~ 'invoice'")
                .process(exchange -> exchange.setProperty(PLACE, place(exchange)))
                .split(new SplitAttachments())
                .to("file:" + folder + "?fileName=${exchangeProperty.place}${header.CamelFileName}")
                .end()
                .setBody(InvoiceRoutes::line)
                .marshal()
                .json(JsonLibrary.Jackson)
                .to("file:" + folder + "?fileName=invoices.jsonl&fileExist=Append&appendChars=\\n");
    }

    /**
     * The folder of a mail and what its files' names begin with: the same whenever the mail comes again, so that nothing
     * is there twice, and another one for each mail, so that nothing is lost to a file of the same name. The sender wrote
     * his address and date himself: of the address only harmless characters are taken.
     */
    private static String place(Exchange exchange) {
        Message mail = exchange.getMessage();
        List<?> from = mail.getHeader(Pop3xConstants.FROM, List.of(), List.class);
        String sender = from.isEmpty() ? "unknown" : from.get(0).toString().toLowerCase(Locale.ROOT);
        Long date = mail.getHeader(Pop3xConstants.MESSAGE_TIMESTAMP, Long.class);
        String month = date == null
                ? "undated"
                : YearMonth.from(Instant.ofEpochMilli(date).atZone(ZoneOffset.UTC))
                        .toString();
        String uid = URLEncoder.encode(mail.getHeader(Pop3xConstants.UID, String.class), StandardCharsets.UTF_8);
        return "from-" + sender.replaceAll("[^a-z0-9@.-]", "_") + "/" + month + "/" + uid + "-";
    }

    /** A mail as a line: its key, by which a line that is there twice is found, its text and its files. */
    private static Map<String, Object> line(Exchange exchange) {
        Message mail = exchange.getMessage();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("key", mail.getHeader(Pop3xConstants.MESSAGE_KEY));
        line.put("from", mail.getHeader("From"));
        line.put("subject", mail.getHeader("Subject"));
        line.put("type", mail.getHeader(Exchange.CONTENT_TYPE));
        line.put("text", mail.getBody(String.class));
        line.put("files", files(exchange));
        return line;
    }

    private static List<String> files(Exchange exchange) {
        AttachmentMessage mail = exchange.getMessage(AttachmentMessage.class);
        List<String> files = new ArrayList<>();
        if (mail.hasAttachments()) {
            mail.getAttachmentNames().forEach(name -> files.add(exchange.getProperty(PLACE) + name));
        }
        return files;
    }
}
