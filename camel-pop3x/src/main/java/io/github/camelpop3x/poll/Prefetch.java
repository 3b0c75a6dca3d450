package io.github.camelpop3x.poll;

import io.github.camelpop3x.client.RetrievalHandler;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.delivery.PlannedMessage;
import io.github.camelpop3x.message.Spool;
import io.github.camelpop3x.message.SpoolFullException;
import io.github.camelpop3x.observe.PollCounters;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages that are retrieved ahead of the route, so that no socket waits while a route is slow. Bounded by number, by
 * octets and by time: the first exchange must not wait for a thousand others. For one thread.
 */
final class Prefetch implements RetrievalHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Prefetch.class);

    private static final Duration MAX_TIME = Duration.ofMillis(500);

    private final PollOptions options;
    private final DeliveryBook book;
    private final PollCounters counters;
    private final List<SelectedMessage> wanted;
    private final Queue<RetrievedMessage> retrieved = new ArrayDeque<>();
    private final Deadline enough = Deadline.after(MAX_TIME, "prefetch");

    private int settled;
    private long octets;
    private @Nullable Spool current;

    /** A prefetch of as many of the first messages as fit the bounds; at least one. */
    Prefetch(List<SelectedMessage> waiting, PollOptions options, DeliveryBook book, PollCounters counters) {
        this.options = options;
        this.book = book;
        this.counters = counters;
        this.wanted = fitting(waiting);
    }

    private List<SelectedMessage> fitting(List<SelectedMessage> waiting) {
        int count = 0;
        long size = 0;
        long inFiles = 0;
        int most = options.commitEvery() > 0
                ? Math.min(options.prefetchMessages(), options.commitEvery())
                : options.prefetchMessages();
        while (count < Math.min(waiting.size(), most)) {
            SelectedMessage message = waiting.get(count);
            size += message.octets();
            inFiles += options.spool().inFile(message.octets());
            boolean otherKind = message.headersOnly() != waiting.get(0).headersOnly();
            if (count > 0
                    && (size > options.prefetchOctets()
                            || otherKind
                            || !options.spool().fits(inFiles))) {
                break;
            }
            count++;
        }
        return waiting.subList(0, count);
    }

    /** What is to be asked for. */
    List<MessageEntry> wanted() {
        List<MessageEntry> entries = new ArrayList<>(wanted.size());
        wanted.forEach(message -> entries.add(message.planned().listed().entry()));
        return entries;
    }

    /** Whether only the header sections are: it is all of these messages or none. */
    boolean headersOnly() {
        return wanted.get(0).headersOnly();
    }

    /** How many of the first messages need not be asked for again in this poll. */
    int settled() {
        return settled;
    }

    /** What came in full, in order. */
    Queue<RetrievedMessage> retrieved() {
        return retrieved;
    }

    @Override
    public boolean wantsMore() {
        return settled == 0 || (octets < options.prefetchOctets() && !enough.passed());
    }

    @Override
    public OutputStream begin(MessageEntry message) {
        current = new Spool(options.spool(), headersOnly() ? 0 : message.size());
        return current;
    }

    @Override
    public void retrieved(MessageEntry message) throws IOException {
        Spool spool = taken();
        spool.finish();
        octets += spool.length();
        SelectedMessage selected = wanted.get(settled++);
        retrieved.add(new RetrievedMessage(selected.planned(), spool, selected.headersOnly()));
        counters.messageRetrieved();
    }

    @Override
    public void refused(MessageEntry message, Pop3CommandException reason) {
        counters.messageRefused();
        PlannedMessage refused = wanted.get(settled++).planned();
        book.refused(refused, String.valueOf(reason.getMessage()));
        LOG.warn("Message {} stays on the server: {}", refused.key(), reason.getMessage());
    }

    @Override
    public void spoiled(MessageEntry message, IOException reason) {
        abandon();
        SelectedMessage spoiled = wanted.get(settled++);
        if (reason instanceof SpoolFullException full && full.isTooLarge()) {
            SpoolRoom.refuse(spoiled, full, book, counters);
        } else {
            book.lookAgain();
            LOG.warn("Message {} can't be spooled and stays on the server", spoiled.key(), reason);
        }
    }

    /** Drops what was cut short. */
    void abandon() {
        if (current != null) {
            taken().release();
        }
    }

    private Spool taken() {
        Spool spool = current;
        if (spool == null) {
            throw new IllegalStateException("No message was begun");
        }
        current = null;
        return spool;
    }
}
