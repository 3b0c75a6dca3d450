package io.github.camelpop3x;

import io.github.camelpop3x.delivery.DeliveryEntry;
import io.github.camelpop3x.delivery.DeliveryState;
import io.github.camelpop3x.delivery.LedgerException;
import io.github.camelpop3x.observe.LedgerRow;
import io.github.camelpop3x.poll.DeliveryBook;
import java.util.ArrayList;
import java.util.List;

/** What the ledger has, as operators see it. */
final class LedgerRows {

    private LedgerRows() {}

    static List<LedgerRow> of(DeliveryBook book, DeliveryState... states) throws LedgerException {
        List<LedgerRow> rows = new ArrayList<>();
        for (DeliveryState state : states) {
            book.operator().entries(state).forEach(entry -> rows.add(row(entry)));
        }
        return rows;
    }

    private static LedgerRow row(DeliveryEntry entry) {
        return new LedgerRow(
                entry.key().local(),
                entry.state().name(),
                entry.attempts(),
                entry.changed().toString(),
                entry.lastError());
    }
}
