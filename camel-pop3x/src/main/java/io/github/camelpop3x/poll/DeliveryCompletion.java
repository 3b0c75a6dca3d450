package io.github.camelpop3x.poll;

import io.github.camelpop3x.delivery.MessageKey;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Tells the book how an exchange ended. Handed over with it (to {@code seda:}, say), so that it is the end of the work
 * that counts and not the end of the first route.
 */
public final class DeliveryCompletion extends SynchronizationAdapter {

    private final DeliveryBook book;
    private final MessageKey key;

    /** The completion of one message's exchange. */
    public DeliveryCompletion(DeliveryBook book, MessageKey key) {
        this.book = book;
        this.key = key;
    }

    @Override
    public void onComplete(Exchange exchange) {
        // markRollbackOnly() ends an exchange without an exception: Camel reports it as complete.
        if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
            book.failed(key, "rolled back");
        } else {
            book.completed(key);
        }
    }

    @Override
    public void onFailure(Exchange exchange) {
        Exception cause = exchange.getException();
        book.failed(key, cause == null ? "rolled back" : cause.toString());
    }
}
