package io.github.camelpop3x.poll;

import io.github.camelpop3x.client.MaildropListing;
import io.github.camelpop3x.client.model.MaildropStatus;
import io.github.camelpop3x.client.model.Pop3Exception;
import io.github.camelpop3x.delivery.DeliveryLedger;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Remembers that a maildrop held nothing to be done, and what the server said of it then. As long as it says the same,
 * a poll needn't look at a hundred thousand messages to find the same nothing.
 *
 * <p>The same answer to STAT costs next to nothing, but STAT doesn't see that one message went and another of exactly
 * the same size came in between two polls. So it is believed for a while only. The same answers to UIDL and LIST, octet
 * by octet, mean the same messages, and with the same ledger the same plan: they are always believed, where the ledger
 * can tell that it is the same. For one thread at a time.
 */
final class QuietMaildrop {

    /** A way to ask for STAT. */
    interface StatusSource {
        MaildropStatus ask() throws Pop3Exception;
    }

    private @Nullable MaildropStatus status;
    private long since;

    private @Nullable MaildropListing listing;
    private long ledgerChanges;

    /**
     * Whether STAT says what it said, and the ledger isn't known to hold something else.
     *
     * @param believed how long it may stand for a listing; zero for never
     */
    boolean isAsItWas(StatusSource now, long changes, Duration believed) throws Pop3Exception {
        MaildropStatus before = status;
        if (before == null || changes != ledgerChanges || System.nanoTime() - since >= believed.toNanos()) {
            return false;
        }
        boolean same = before.equals(now.ask());
        if (!same) {
            forget();
        }
        return same;
    }

    /** Whether UIDL and LIST say what they said, and the ledger holds what it held. STAT is believed anew then. */
    boolean isListedAsItWas(MaildropListing now, long changes) {
        boolean same = changes != DeliveryLedger.UNKNOWN && changes == ledgerChanges && Objects.equals(listing, now);
        if (same) {
            since = System.nanoTime();
        } else {
            forget();
        }
        return same;
    }

    /**
     * It holds nothing to be done.
     *
     * @param said what STAT says of it; {@code null} where STAT can't be used
     * @param seen how it is listed
     * @param changes the count of the ledger's changes before it was listed
     */
    void remember(@Nullable MaildropStatus said, MaildropListing seen, long changes) {
        status = said;
        since = System.nanoTime();
        // Without unique-ids other messages may be listed in the same way.
        listing = seen.hasUids() && changes != DeliveryLedger.UNKNOWN ? seen : null;
        ledgerChanges = changes;
    }

    void forget() {
        status = null;
        listing = null;
    }
}
