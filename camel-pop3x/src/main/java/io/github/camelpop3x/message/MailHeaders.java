package io.github.camelpop3x.message;

import io.github.camelpop3x.message.mime.MailAddresses;
import io.github.camelpop3x.message.mime.MailDate;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.HeaderFilterStrategy;

/** Puts a mail's own header fields onto a Camel message. */
public final class MailHeaders {

    private static final Map<String, String> ADDRESSES = Map.of(
            "From", ContentHeaders.FROM,
            "Reply-To", ContentHeaders.REPLY_TO,
            "To", ContentHeaders.TO,
            "Cc", ContentHeaders.CC);

    private MailHeaders() {}

    /**
     * Copies each field that the filter lets in: one value as String, several as a list in their order. Beside them come
     * the addresses in them and the time of sending.
     */
    public static void map(HeaderBlock headers, Exchange exchange, HeaderFilterStrategy filter) {
        Message message = exchange.getMessage();
        headers.fields().forEach((name, values) -> {
            Object value = value(values);
            if (!filter.applyFilterToExternalHeaders(name, value, exchange)) {
                message.setHeader(name, value);
            }
        });
        ADDRESSES.forEach((field, header) -> {
            List<String> addresses = MailAddresses.of(headers.written(field));
            if (!addresses.isEmpty()) {
                message.setHeader(header, addresses);
            }
        });
        headers.first("Date")
                .flatMap(MailDate::parse)
                .ifPresent(date -> message.setHeader(Exchange.MESSAGE_TIMESTAMP, date.toEpochMilli()));
    }

    static Object value(List<String> values) {
        return values.size() == 1 ? values.get(0) : List.copyOf(values);
    }
}
