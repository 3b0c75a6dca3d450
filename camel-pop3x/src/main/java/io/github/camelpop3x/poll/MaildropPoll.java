package io.github.camelpop3x.poll;

import io.github.camelpop3x.client.MaildropListing;
import io.github.camelpop3x.client.Pop3Client;
import io.github.camelpop3x.client.Pop3Session;
import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.MaildropStatus;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3Exception;
import io.github.camelpop3x.client.model.SessionState;
import io.github.camelpop3x.delivery.DeliveryEntry;
import io.github.camelpop3x.delivery.LedgerException;
import io.github.camelpop3x.delivery.ListedMessage;
import io.github.camelpop3x.delivery.MessageKey;
import io.github.camelpop3x.delivery.PlannedMessage;
import io.github.camelpop3x.observe.PollCounters;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One poll of one maildrop: connect, list, plan, then in turns retrieve, route and delete, and QUIT.
 *
 * <p>Routes run outside the wire: what they get was retrieved in full before. What completes while the session stands is
 * deleted in it, the rest in the next one. QUIT is only sent on a session that is in step, behind the last DELEs.
 *
 * <p>Used once, by one thread.
 */
public final class MaildropPoll {

    private static final Logger LOG = LoggerFactory.getLogger(MaildropPoll.class);

    /** Some servers close a session after a minute of silence (wire case 37). */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(25);

    /** Takes what was retrieved. */
    public interface Route {

        /**
         * Hands messages to the route until there are no more or it must stop.
         *
         * @param messages those that are taken are removed
         * @param first the index of the first one in this poll's batch
         * @param total how many the batch has, as far as it is known
         * @param last whether no more follow after these
         */
        void process(Queue<RetrievedMessage> messages, int first, int total, boolean last);

        /** Waits until every exchange that was handed over is back, if exchanges run beside this thread. */
        void await();

        /** Whether it takes more. */
        boolean accepts();
    }

    /** Where a poll is. */
    enum Step {
        /** Connecting, listing or retrieving. */
        RETRIEVING,
        /** The route has what was retrieved; nothing happens on the wire. */
        ROUTING,
        /** DELE and QUIT. */
        DELETING
    }

    private final Pop3Client client;
    private final Credentials credentials;
    private final DeliveryBook book;
    private final PollOptions options;
    private final PollCounters counters;
    private final SelectionMemory memory;
    private final Route route;
    private final GroupSize group;

    private Deadline deadline;
    private int emitted;
    /** Too large, where that is an error. */
    private List<ListedMessage> oversized = List.of();

    private volatile Step step = Step.RETRIEVING;
    private @Nullable Pop3Session session;
    private Deadline quiet = Deadline.after(KEEP_ALIVE, "keep-alive");

    /**
     * A poll to be run.
     *
     * @param memory what the polls of this maildrop before it found out by TOP
     */
    public MaildropPoll(
            Pop3Client client,
            Credentials credentials,
            DeliveryBook book,
            PollOptions options,
            PollCounters counters,
            SelectionMemory memory,
            Route route) {
        this.client = client;
        this.credentials = credentials;
        this.book = book;
        this.options = options;
        this.counters = counters;
        this.memory = memory;
        this.route = route;
        this.group = book.groupSize(options.concurrency());
        this.deadline = Deadline.after(options.timeout(), "pollTimeout");
    }

    /**
     * Runs the poll.
     *
     * @return how many messages were handed to the route
     * @throws Pop3Exception something with the server went wrong; messages that were retrieved before went to the route
     *     all the same, and what completed is remembered
     * @throws LeaseTakenException another node, or another poll of this one, works on the maildrop
     * @throws LedgerException the ledger can't be read or written
     * @throws OversizedMessageException all is done but for messages that are too large, with {@code oversize=fail}
     */
    public int run() throws IOException {
        if (!book.beginPoll()) {
            throw new LeaseTakenException("another poll", book.account());
        }
        try {
            requireLease();
            return runSessions();
        } finally {
            book.endPoll();
        }
    }

    private int runSessions() throws IOException {
        try {
            boolean more;
            do {
                try (Pop3Session open = client.open(credentials, deadline)) {
                    session = open;
                    book.heed(open.capabilities());
                    more = runSession(open);
                } finally {
                    book.dropDeleting();
                }
            } while (more && route.accepts());
            if (!oversized.isEmpty()) {
                throw new OversizedMessageException(
                        book.account(), oversized, options.selection().size().octets());
            }
            return emitted;
        } finally {
            book.release();
        }
    }

    /** Two nodes that share a ledger take turns. */
    private void requireLease() throws IOException {
        if (!book.acquire(options.lease())) {
            throw new LeaseTakenException("another node", book.account());
        }
    }

    /** Returns whether there is work left for another session. */
    private boolean runSession(Pop3Session open) throws IOException {
        step = Step.RETRIEVING;
        QuietMaildrop quiet = memory.quiet();
        if (!book.unchanged()) {
            quiet.forget();
        }
        long ledgerChanges = book.ledgerChanges();
        if (quiet.isAsItWas(open::stat, ledgerChanges, options.listingInterval())) {
            return commitNothing(open);
        }
        book.observe();
        MaildropListing said = open.maildropListing();
        if (quiet.isListedAsItWas(said, ledgerChanges)) {
            return commitNothing(open);
        }
        KeyedListing keyed = KeyedListing.of(said, open, book.account(), options.contentKeys());
        Deletions deletions = new Deletions(open, book, counters, keyed.messages());
        Reconciliation reconciled = new Reconciliation(open, book, options, memory);
        reconciled.run(keyed, deletions);
        step = Step.DELETING;
        deletions.carryOut();
        HeaderSelection selection = select(open, reconciled.candidates(), deletions);
        boolean more = emit(open, selection.selected(), deletions);
        if (keyed.complete() && deletions.none() && !reconciled.waits() && selection.foundNothing() && isQuiet()) {
            quiet.remember(options.listingInterval().isZero() ? null : status(open), said, ledgerChanges);
        }
        step = Step.DELETING;
        deletions.commit();
        return more;
    }

    /** There was nothing to be done. */
    private boolean commitNothing(Pop3Session open) throws IOException {
        new Deletions(open, book, counters, List.of()).commit();
        return false;
    }

    /** Only where nothing but another message can give the next poll something to do: no time that has to pass, either. */
    private boolean isQuiet() {
        return emitted == 0
                && book.unchanged()
                && oversized.isEmpty()
                && !options.selection().age().any();
    }

    private @Nullable MaildropStatus status(Pop3Session open) throws Pop3Exception {
        try {
            return open.stat();
        } catch (Pop3CommandException e) {
            LOG.debug("{}: each poll lists, as STAT can't be used: {}", book.account(), e.getMessage());
            return null;
        }
    }

    /** Chooses what is retrieved, by TOP where that takes more than the listing. */
    private HeaderSelection select(Pop3Session open, List<PlannedMessage> candidates, Deletions deletions)
            throws IOException {
        step = Step.RETRIEVING;
        HeaderSelection selection = new HeaderSelection(candidates, options, memory, book, emitted, route::accepts);
        selection.run(open);
        book.hold(selection.held());
        oversized = selection.failing();
        step = Step.DELETING;
        selection.unmatched().forEach(deletions::addUnmatched);
        deletions.carryOut();
        return selection;
    }

    /** Returns whether it stopped only to commit. */
    private boolean emit(Pop3Session open, List<SelectedMessage> selected, Deletions deletions) throws IOException {
        Map<MessageKey, ListedMessage> byKey = new HashMap<>(selected.size() * 2);
        selected.forEach(message -> byKey.put(message.key(), message.planned().listed()));
        try (SpoolRoom room = new SpoolRoom(options.spool(), book)) {
            List<SelectedMessage> waiting = selected;
            while (!waiting.isEmpty() && accepts()) {
                waiting = room.from(waiting);
                if (waiting.isEmpty()) {
                    break;
                }
                Prefetch prefetch = new Prefetch(waiting, options, book, counters);
                Pop3Exception lost = retrieve(open, prefetch);
                waiting = waiting.subList(prefetch.settled(), waiting.size());
                process(prefetch.retrieved(), waiting.size(), waiting.isEmpty() || lost != null);
                if (lost != null) {
                    throw lost;
                }
                addCompleted(byKey, deletions);
                if (waiting.isEmpty()) {
                    // The last ones are deleted with the commit.
                    return false;
                }
                deletions.carryOut();
                if (options.commitEvery() > 0 && deletions.marked() >= options.commitEvery()) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Not so much at once that exchanges which were handed over (to a queue, say) pile up without bound. */
    private boolean accepts() {
        return route.accepts() && book.inFlight() < options.prefetchMessages() + options.concurrency();
    }

    /** What came before the stream was lost is whole, and goes to the route. */
    private @Nullable Pop3Exception retrieve(Pop3Session open, Prefetch prefetch) {
        step = Step.RETRIEVING;
        open.deadline(deadline);
        try {
            if (prefetch.headersOnly()) {
                open.top(prefetch.wanted(), 0, prefetch);
            } else {
                open.retr(prefetch.wanted(), prefetch);
            }
            return null;
        } catch (Pop3Exception e) {
            prefetch.abandon();
            return e;
        }
    }

    private void process(Queue<RetrievedMessage> messages, int later, boolean last) throws IOException {
        quiet = Deadline.after(KEEP_ALIVE, "keep-alive");
        step = Step.ROUTING;
        long began = System.nanoTime();
        try {
            while (!messages.isEmpty() && route.accepts()) {
                processGroup(messages, later, last);
            }
        } finally {
            route.await();
            messages.forEach(message -> message.spool().release());
            deadline = deadline.later(System.nanoTime() - began);
        }
    }

    private void processGroup(Queue<RetrievedMessage> messages, int later, boolean last) throws IOException {
        Queue<RetrievedMessage> next = new ArrayDeque<>();
        while (next.size() < group.size() && !messages.isEmpty()) {
            next.add(messages.remove());
        }
        int size = next.size();
        try {
            if (!book.keep(options.lease())) {
                throw new LeaseTakenException("another node", book.account());
            }
            book.emitting(next);
            long began = System.nanoTime();
            int total = emitted + size + messages.size() + (last ? 0 : later);
            route.process(next, emitted, total, last && messages.isEmpty());
            group.took(size - next.size(), System.nanoTime() - began);
        } finally {
            emitted += size - next.size();
            next.forEach(message -> message.spool().release());
        }
        if (!next.isEmpty()) {
            book.withdrawn(next.stream().map(RetrievedMessage::planned).toList());
        }
    }

    /** Where it is; may be asked by any thread. */
    Step step() {
        return step;
    }

    /** To be called between exchanges: a session that has been quiet for long says NOOP. */
    public void keepAlive() {
        Pop3Session open = session;
        if (open == null || open.state() != SessionState.TRANSACTION || !quiet.passed()) {
            return;
        }
        quiet = Deadline.after(KEEP_ALIVE, "keep-alive");
        try {
            open.noop();
        } catch (Pop3Exception e) {
            // The routes go on with what is here; the next command of this session tells the poll.
            LOG.debug("{}: {}", book.account(), e.getMessage());
        }
    }

    private void addCompleted(Map<MessageKey, ListedMessage> byKey, Deletions deletions) throws IOException {
        boolean now = options.rules().delete() && options.rules().keepFor().isZero();
        for (DeliveryEntry entry : book.takeCompleted()) {
            ListedMessage message = byKey.get(entry.key());
            if (message != null && now) {
                deletions.add(message, entry);
            }
        }
        step = Step.DELETING;
        if (session != null) {
            session.deadline(deadline);
        }
    }
}
