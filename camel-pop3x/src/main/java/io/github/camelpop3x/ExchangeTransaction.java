package io.github.camelpop3x;

import io.github.camelpop3x.operation.MaildropTransaction;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session that all calls of one exchange for one maildrop share. Handed over with the exchange: it ends where that
 * ends. Copies of the exchange, as {@code split} makes them, use it too while it lasts.
 */
final class ExchangeTransaction extends SynchronizationAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeTransaction.class);

    private static final String PROPERTY = "CamelPop3xTransaction.";

    private final String account;
    private final MaildropTransaction maildrop;

    private ExchangeTransaction(String account, MaildropTransaction maildrop) {
        this.account = account;
        this.maildrop = maildrop;
    }

    /** The exchange's for an account; a new one where it has none, or one that is over. */
    static MaildropTransaction of(Exchange exchange, String account, Supplier<MaildropTransaction> made) {
        MaildropTransaction current = exchange.getProperty(PROPERTY + account, MaildropTransaction.class);
        if (current != null && !current.over()) {
            return current;
        }
        MaildropTransaction next = made.get();
        exchange.setProperty(PROPERTY + account, next);
        exchange.getExchangeExtension().addOnCompletion(new ExchangeTransaction(account, next));
        return next;
    }

    @Override
    public void onComplete(Exchange exchange) {
        if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
            maildrop.drop();
            return;
        }
        try {
            maildrop.commit();
        } catch (IOException | RuntimeException e) {
            LOG.error(
                    "{}: the exchange {} completed, but not its session: {}",
                    account,
                    exchange.getExchangeId(),
                    e.getMessage(),
                    e);
        }
    }

    @Override
    public void onFailure(Exchange exchange) {
        maildrop.drop();
    }
}
