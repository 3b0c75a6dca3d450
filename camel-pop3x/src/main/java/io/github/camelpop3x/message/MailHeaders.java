package io.github.camelpop3x.message;

import java.io.IOException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.HeaderFilterStrategy;

/** Puts a mail's own header fields onto a Camel message. */
public final class MailHeaders {

    private MailHeaders() {}

    /**
     * Copies each field that the filter lets in: one value as String, several as a list in their order.
     *
     * @throws IOException the spool can't be read
     */
    public static void map(Spool spool, Exchange exchange, HeaderFilterStrategy filter) throws IOException {
        map(HeaderBlock.read(spool.open()), exchange, filter);
    }

    /** Copies each field of a header section that the filter lets in. */
    public static void map(HeaderBlock header, Exchange exchange, HeaderFilterStrategy filter) {
        Message message = exchange.getMessage();
        header.fields().forEach((name, values) -> {
            Object value = values.size() == 1 ? values.get(0) : List.copyOf(values);
            if (!filter.applyFilterToExternalHeaders(name, value, exchange)) {
                message.setHeader(name, value);
            }
        });
    }
}
