package io.github.camelpop3x;

import io.github.camelpop3x.delivery.ListedMessage;
import io.github.camelpop3x.message.HeaderBlock;
import io.github.camelpop3x.message.MailHeaders;
import io.github.camelpop3x.poll.HeaderFilter;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/** The option filter: a predicate on an exchange that has a message's headers and no body. Stateless. */
final class HeaderPredicate implements HeaderFilter {

    private final Predicate predicate;
    private final Pop3xEndpoint endpoint;

    HeaderPredicate(Predicate predicate, Pop3xEndpoint endpoint) {
        this.predicate = predicate;
        this.endpoint = endpoint;
    }

    @Override
    public boolean selects(ListedMessage message, HeaderBlock header) throws Exception {
        Exchange exchange = endpoint.createExchange();
        MailHeaders.map(header, exchange, endpoint.getHeaderFilterStrategy());
        MessageBinding.identify(exchange.getMessage(), message);
        if (message.entry().size() >= 0) {
            exchange.getMessage().setHeader(Pop3xConstants.SIZE, message.entry().size());
        }
        boolean matches = predicate.matches(exchange);
        Exception failure = exchange.getException();
        if (failure != null) {
            // What a bean throws may be noted there only.
            throw failure;
        }
        return matches;
    }
}
