package io.github.camelpop3x.poll;

import io.github.camelpop3x.delivery.DeliveryRules;
import io.github.camelpop3x.message.SpoolSettings;
import io.github.camelpop3x.select.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a poll is to do.
 *
 * @param rules what becomes of messages
 * @param selection which messages are retrieved
 * @param filter which of them by their header sections; {@code null} for all
 * @param timeout bound for what the poll does on the wire; routes don't count
 * @param spool where retrieved messages are kept
 * @param prefetchMessages the most messages that are retrieved ahead of the route
 * @param prefetchOctets the most octets that are; one message may be larger
 * @param concurrency how many exchanges the route takes at the same time
 * @param commitEvery after how many deletions the session is ended and another one begun; 0 for never
 * @param onUidlReset what to do when every unique-id changed at once
 * @param contentKeys whether messages of a server without unique-ids are identified by their content
 * @param lease how long the right to work on the account lasts without being renewed
 * @param listingInterval how long an unchanged STAT stands for a listing; zero for never
 * @param headersOnly whether only the header sections of messages are retrieved
 */
public record PollOptions(
        DeliveryRules rules,
        Selection selection,
        @Nullable HeaderFilter filter,
        Duration timeout,
        SpoolSettings spool,
        int prefetchMessages,
        long prefetchOctets,
        int concurrency,
        int commitEvery,
        UidlReset onUidlReset,
        boolean contentKeys,
        Duration lease,
        Duration listingInterval,
        boolean headersOnly) {

    /** Whether header sections must be known before anything is retrieved. */
    boolean needsHeaders() {
        return filter != null || selection.age().any();
    }

    /** The options that need header sections, for an error. */
    String whyTop() {
        List<String> names = new ArrayList<>();
        if (filter != null) {
            names.add("filter");
        }
        if (!selection.age().min().isZero()) {
            names.add("minAge");
        }
        if (!selection.age().max().isZero()) {
            names.add("maxAge");
        }
        return (names.size() == 1 ? "option " : "options ") + String.join(" and ", names);
    }
}
