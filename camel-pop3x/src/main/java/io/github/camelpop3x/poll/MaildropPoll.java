package io.github.camelpop3x.poll;

import io.github.camelpop3x.client.Pop3Client;
import io.github.camelpop3x.client.Pop3Session;
import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3Exception;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.model.SessionState;
import io.github.camelpop3x.client.model.UpdateOutcome;
import io.github.camelpop3x.delivery.DeliveryPlan;
import io.github.camelpop3x.delivery.DeliveryPlanner;
import io.github.camelpop3x.delivery.ListedMessage;
import io.github.camelpop3x.delivery.MessageKey;
import io.github.camelpop3x.message.SpoolSettings;
import io.github.camelpop3x.observe.PollCounters;
import io.github.camelpop3x.select.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One poll of one maildrop: connect, list, plan, then in turns retrieve, route and delete, and QUIT.
 *
 * <p>Routes run outside the wire: what they get was retrieved in full before. What completes while the session stands is
 * deleted in it, the rest in the next one. QUIT is only sent on a session that is in step to the last reply.
 *
 * <p>Used once, by one thread.
 */
public final class MaildropPoll {

    private static final Logger LOG = LoggerFactory.getLogger(MaildropPoll.class);

    /** Some servers close a session after a minute of silence (wire case 37). */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(25);

    /**
     * What a poll is to do.
     *
     * @param delete whether messages are deleted once their exchange completed
     * @param selection which messages are retrieved
     * @param timeout bound for the session, not for the routes
     * @param spool where retrieved messages are kept
     */
    public record Options(boolean delete, Selection selection, Duration timeout, SpoolSettings spool) {}

    /** Takes what was retrieved. */
    public interface Route {

        /**
         * Hands messages to the route, one after the other, until there are no more or it must stop.
         *
         * @param messages those that are taken are removed
         * @param first the index of the first one in this poll's batch
         * @param total how many the batch has, as far as it is known
         * @param last whether no more follow after these
         */
        void process(Queue<RetrievedMessage> messages, int first, int total, boolean last);

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
    private final Options options;
    private final PollCounters counters;
    private final Route route;

    private List<ListedMessage> listing = List.of();
    private final Set<ListedMessage> completed = new LinkedHashSet<>();
    private int marked;
    private volatile Step step = Step.RETRIEVING;
    private @Nullable Pop3Session session;
    private Deadline quiet = Deadline.after(KEEP_ALIVE, "keep-alive");

    /** A poll to be run. */
    public MaildropPoll(
            Pop3Client client,
            Credentials credentials,
            DeliveryBook book,
            Options options,
            PollCounters counters,
            Route route) {
        this.client = client;
        this.credentials = credentials;
        this.book = book;
        this.options = options;
        this.counters = counters;
        this.route = route;
    }

    /**
     * Runs the poll.
     *
     * @return how many messages were handed to the route
     * @throws Pop3Exception something with the server went wrong; messages that were retrieved before went to the route
     *     all the same, and what completed is remembered
     */
    public int run() throws Pop3Exception {
        Deadline deadline = Deadline.after(options.timeout(), "pollTimeout");
        try (Pop3Session open = client.open(credentials, deadline)) {
            session = open;
            book.heed(open.capabilities());
            listing = keyed(open.listing());
            DeliveryPlan plan = book.plan(listing, options.delete());
            delete(open, plan.delete());
            int emitted = emit(open, options.selection().of(plan.emit()));
            step = Step.DELETING;
            settle(open.quit());
            return emitted;
        }
    }

    private List<ListedMessage> keyed(List<MessageEntry> entries) throws Pop3CommandException {
        try {
            return ListedMessage.of(book.account(), entries);
        } catch (IllegalArgumentException e) {
            throw new Pop3CommandException(
                    "UIDL", "without unique-ids there is no telling which message was processed already", null);
        }
    }

    private int emit(Pop3Session open, List<ListedMessage> selected) throws Pop3Exception {
        Map<MessageKey, ListedMessage> byKey = new HashMap<>();
        selected.forEach(message -> byKey.put(message.key(), message));
        List<ListedMessage> waiting = selected;
        int emitted = 0;
        while (!waiting.isEmpty() && route.accepts()) {
            Prefetch prefetch = new Prefetch(waiting, options.spool(), counters);
            Pop3Exception lost = retrieve(open, prefetch);
            waiting = waiting.subList(prefetch.settled(), waiting.size());
            int ready = prefetch.retrieved().size();
            boolean last = waiting.isEmpty() || lost != null;
            process(prefetch.retrieved(), emitted, emitted + ready + (last ? 0 : waiting.size()), last);
            emitted += ready;
            if (lost != null) {
                throw lost;
            }
            deleteCompleted(open, byKey);
        }
        return emitted;
    }

    /** What came before the stream was lost is whole, and goes to the route. */
    private @Nullable Pop3Exception retrieve(Pop3Session open, Prefetch prefetch) {
        step = Step.RETRIEVING;
        try {
            open.retr(prefetch.wanted(), prefetch);
            return null;
        } catch (Pop3Exception e) {
            prefetch.abandon();
            return e;
        }
    }

    private void process(Queue<RetrievedMessage> messages, int first, int total, boolean last) {
        quiet = Deadline.after(KEEP_ALIVE, "keep-alive");
        step = Step.ROUTING;
        try {
            route.process(messages, first, total, last);
        } finally {
            messages.forEach(message -> message.spool().release());
        }
    }

    /** Where it is; may be asked by any thread. */
    Step step() {
        return step;
    }

    /** To be called between exchanges: a session that has been quiet for long says NOOP. */
    public void keepAlive() {
        if (session == null || session.state() != SessionState.TRANSACTION || !quiet.passed()) {
            return;
        }
        quiet = Deadline.after(KEEP_ALIVE, "keep-alive");
        try {
            session.noop();
        } catch (Pop3Exception e) {
            // The routes go on with what is here; the next command of this session tells the poll.
            LOG.debug("{}: {}", book.account(), e.getMessage());
        }
    }

    private void deleteCompleted(Pop3Session open, Map<MessageKey, ListedMessage> byKey) throws Pop3Exception {
        for (MessageKey key : book.takeCompleted()) {
            ListedMessage message = byKey.get(key);
            if (message != null && options.delete()) {
                completed.add(message);
            }
        }
        if (!completed.isEmpty()) {
            delete(open, DeliveryPlanner.deletable(completed, listing));
        }
    }

    private void delete(Pop3Session open, List<ListedMessage> messages) throws Pop3Exception {
        if (messages.isEmpty()) {
            return;
        }
        step = Step.DELETING;
        if (open.state() != SessionState.TRANSACTION) {
            throw new Pop3StreamException("The session with " + book.account()
                    + " was lost while the route ran; what completed is deleted in" + " the next one");
        }
        List<MessageEntry> entries = new ArrayList<>(messages.size());
        messages.forEach(message -> entries.add(message.entry()));
        Map<MessageEntry, Pop3CommandException> refused = open.dele(entries);
        refused.forEach((entry, reason) -> {
            counters.messageRefused();
            LOG.warn(
                    "{}: message {} was processed but not deleted, it will be in the next poll: {}",
                    book.account(),
                    entry.uid(),
                    reason.getMessage());
        });
        List<ListedMessage> accepted = messages.stream()
                .filter(message -> !refused.containsKey(message.entry()))
                .toList();
        book.deleting(accepted);
        completed.removeAll(messages);
        marked += accepted.size();
    }

    /** Only QUIT's answer says that something was deleted. */
    private void settle(UpdateOutcome outcome) throws Pop3Exception {
        if (outcome.committed()) {
            counters.messagesDeleted(marked);
            return;
        }
        String what = marked + " deletion(s) of " + book.account() + " are not confirmed and will be repeated in the"
                + " next poll; no message is emitted again. QUIT was ";
        if (outcome.result() == UpdateOutcome.Result.REFUSED) {
            throw new Pop3CommandException("QUIT", what + "refused: " + outcome.detail(), null);
        }
        throw new Pop3StreamException(what + "not answered: " + outcome.detail());
    }
}
