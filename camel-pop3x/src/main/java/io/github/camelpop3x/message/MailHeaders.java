package io.github.camelpop3x.message;

import io.github.camelpop3x.message.mime.MailAddresses;
import io.github.camelpop3x.message.mime.MailDate;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.HeaderFilterStrategy;

/** Puts a mail's own header fields onto a Camel message. */
public final class MailHeaders {

    private MailHeaders() {}

    /**
     * Copies each field that the filter lets in: one value as String, several as a list in their order. Beside them come
     * the addresses in them and the time of sending.
     */
    public static void map(HeaderBlock headers, Exchange exchange, HeaderFilterStrategy filter) {
        Message message = exchange.getMessage();
        headers.forEach((name, value) -> {
            if (!filter.applyFilterToExternalHeaders(name, value, exchange)) {
                message.setHeader(name, value);
            }
        });
        mapAddresses(headers, "From", message, ContentHeaders.FROM);
        mapAddresses(headers, "Reply-To", message, ContentHeaders.REPLY_TO);
        mapAddresses(headers, "To", message, ContentHeaders.TO);
        mapAddresses(headers, "Cc", message, ContentHeaders.CC);
        String date = headers.first("Date");
        Instant sent = date == null ? null : MailDate.parse(date);
        if (sent != null) {
            message.setHeader(Exchange.MESSAGE_TIMESTAMP, sent.toEpochMilli());
        }
    }

    private static void mapAddresses(HeaderBlock headers, String field, Message message, String header) {
        List<String> addresses = MailAddresses.of(headers.written(field));
        if (!addresses.isEmpty()) {
            message.setHeader(header, addresses);
        }
    }
}
