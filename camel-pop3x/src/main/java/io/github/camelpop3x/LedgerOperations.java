package io.github.camelpop3x;

import io.github.camelpop3x.delivery.DeliveryState;
import io.github.camelpop3x.delivery.LedgerException;
import io.github.camelpop3x.observe.LedgerRow;
import io.github.camelpop3x.operation.Pop3OperationException;
import io.github.camelpop3x.poll.DeliveryBook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/** A producer's operations on the ledgers of its maildrop: the same that JMX and the dev console have. */
final class LedgerOperations {

    private final Pop3xEndpoint endpoint;

    LedgerOperations(Pop3xEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    void process(Call call, Exchange exchange) throws IOException {
        switch (call.operation()) {
            case HELD -> exchange.getMessage().setBody(rows(DeliveryState.HELD));
            case COMPLETED -> exchange.getMessage().setBody(rows(DeliveryState.COMPLETED, DeliveryState.DELETING));
            case RELEASE -> each(call, (book, uid) -> book.operator().decide(uid, true), "isn't held");
            case GIVE_UP -> each(call, (book, uid) -> book.operator().decide(uid, false), "isn't held");
            case FORGET ->
                each(
                        call,
                        (book, uid) -> book.operator().forget(uid),
                        "isn't in the ledger, or its exchange isn't over");
            default -> throw new IllegalStateException("Not an operation on a ledger: " + call.operation());
        }
    }

    /** One for each ledger: the endpoint that polls the maildrop may have another URI, and a ledger of its own. */
    private List<DeliveryBook> books() {
        List<DeliveryBook> distinct = new ArrayList<>();
        for (DeliveryBook book : endpoint.books()) {
            if (distinct.stream().noneMatch(book::sharesLedgerWith)) {
                distinct.add(book);
            }
        }
        return distinct;
    }

    private List<LedgerRow> rows(DeliveryState... states) throws LedgerException {
        List<LedgerRow> rows = new ArrayList<>();
        for (DeliveryBook book : books()) {
            rows.addAll(LedgerRows.of(book, states));
        }
        return rows;
    }

    private boolean anywhere(Decision decision, String uid) throws LedgerException {
        boolean done = false;
        for (DeliveryBook book : books()) {
            done |= decision.about(book, uid);
        }
        // The one that polls may have another book on the same ledger: it looks again at its next poll.
        endpoint.books().forEach(DeliveryBook::lookAgain);
        return done;
    }

    private interface Decision {
        boolean about(DeliveryBook book, String uid) throws LedgerException;
    }

    private void each(Call call, Decision decision, String otherwise) throws IOException {
        List<String> missing = new ArrayList<>();
        for (String uid : call.required().uids()) {
            if (!anywhere(decision, uid)) {
                missing.add(uid);
            }
        }
        if (call.failIfMissing() && !missing.isEmpty()) {
            throw new Pop3OperationException.NotFound(missing, "The message " + otherwise);
        }
    }
}
