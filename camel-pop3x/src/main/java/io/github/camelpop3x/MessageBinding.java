package io.github.camelpop3x;

import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.delivery.ListedMessage;
import io.github.camelpop3x.delivery.PlannedMessage;
import io.github.camelpop3x.message.ContentOptions;
import io.github.camelpop3x.message.ExchangeContent;
import io.github.camelpop3x.message.MessageFormat;
import io.github.camelpop3x.message.Spool;
import io.github.camelpop3x.poll.RetrievedMessage;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Makes exchanges of messages, the same for consumers and producers. */
final class MessageBinding {

    private MessageBinding() {}

    /** Binds a message of a poll and lets go of its spool, which the exchange holds from then on. */
    static void bind(Pop3xEndpoint endpoint, RetrievedMessage retrieved, Exchange exchange) throws IOException {
        Spool spool = retrieved.spool();
        try {
            PlannedMessage planned = retrieved.planned();
            MessageEntry entry = planned.listed().entry();
            Message message = exchange.getMessage();
            ContentOptions content = endpoint.contentOptions();
            boolean oversize = retrieved.headersOnly() && content.format() != MessageFormat.HEADERS;
            bindContent(oversize ? content.as(MessageFormat.HEADERS) : content, entry, spool, exchange);
            if (oversize) {
                message.setHeader(Pop3xConstants.OVERSIZE, true);
            }
            identify(message, planned.listed());
            message.setHeader(Pop3xConstants.ATTEMPT, planned.attempt());
            if (planned.inDoubt()) {
                message.setHeader(Pop3xConstants.IN_DOUBT, true);
            }
        } finally {
            spool.release();
        }
    }

    /** Says which message of the maildrop it is. */
    static void identify(Message message, ListedMessage listed) {
        message.setHeader(Pop3xConstants.UID, listed.key().uid());
        message.setHeader(Pop3xConstants.NUMBER, listed.entry().number());
        message.setHeader(Pop3xConstants.MESSAGE_KEY, listed.key().toString());
    }

    /** Binds a message; the caller's hold on the spool stays his. */
    static void bind(ContentOptions content, MessageEntry entry, Spool spool, Exchange exchange) throws IOException {
        bindContent(content, entry, spool, exchange);
        Message message = exchange.getMessage();
        message.setHeader(Pop3xConstants.UID, entry.uid());
        message.setHeader(Pop3xConstants.NUMBER, entry.number());
    }

    private static void bindContent(ContentOptions content, MessageEntry entry, Spool spool, Exchange exchange)
            throws IOException {
        ExchangeContent.bind(spool, exchange, content);
        exchange.getMessage()
                .setHeader(
                        Pop3xConstants.SIZE, content.format() == MessageFormat.HEADERS ? entry.size() : spool.length());
    }
}
