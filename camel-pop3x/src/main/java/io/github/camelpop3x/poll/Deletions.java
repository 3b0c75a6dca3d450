package io.github.camelpop3x.poll;

import io.github.camelpop3x.client.Pop3Session;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.model.SessionState;
import io.github.camelpop3x.client.model.UpdateOutcome;
import io.github.camelpop3x.delivery.DeliveryEntry;
import io.github.camelpop3x.delivery.DeliveryPlanner;
import io.github.camelpop3x.delivery.ListedMessage;
import io.github.camelpop3x.observe.PollCounters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one session deletes: DELE for what completed or isn't wanted, and QUIT, whose answer alone says that it is gone. One thread. */
final class Deletions {

    private static final Logger LOG = LoggerFactory.getLogger(Deletions.class);

    private final Pop3Session session;
    private final DeliveryBook book;
    private final PollCounters counters;
    private final List<ListedMessage> copies;

    /** What is to be deleted; {@code null} is the entry of what isn't wanted and was never emitted. */
    private record Deletion(ListedMessage message, @Nullable DeliveryEntry completed) {

        MessageEntry entry() {
            return message.entry();
        }
    }

    private final List<Deletion> waiting = new ArrayList<>();

    private int marked;
    private int refused;

    Deletions(Pop3Session session, DeliveryBook book, PollCounters counters, List<ListedMessage> listing) {
        this.session = session;
        this.book = book;
        this.counters = counters;
        this.copies = DeliveryPlanner.copies(listing);
    }

    /** A completed message that is to be deleted. */
    void add(ListedMessage message, DeliveryEntry completed) {
        waiting.add(new Deletion(message, completed));
    }

    /** A message that isn't wanted and was never emitted: the ledger knows nothing of it. */
    void addUnmatched(ListedMessage message) {
        waiting.add(new Deletion(message, null));
    }

    /** How many messages the server has marked in this session. */
    int marked() {
        return marked;
    }

    /** Whether nothing was to be deleted in this session so far. */
    boolean none() {
        return waiting.isEmpty() && marked == 0 && refused == 0;
    }

    /** Sends DELE for those that may go now. One that the server refuses stays completed, for the next poll. */
    void carryOut() throws IOException {
        List<Deletion> now = takeDeletable();
        if (now.isEmpty()) {
            return;
        }
        requireSession();
        Map<MessageEntry, Pop3CommandException> reasons = session.dele(entries(now));
        book.deleting(completed(now, deletion -> !reasons.containsKey(deletion.entry())));
        count(now, reasons);
    }

    /**
     * Sends what is left to be deleted and QUIT, and looks at the answers. What is sent ahead of QUIT counts as being
     * deleted before: once QUIT is out, nobody can tell until the next session.
     */
    void commit() throws IOException {
        if (!session.pipelining()) {
            carryOut();
        }
        List<Deletion> last = takeDeletable();
        requireSession();
        book.deleting(completed(last, deletion -> true));
        book.write();
        Map<MessageEntry, Pop3CommandException> reasons = new HashMap<>();
        UpdateOutcome outcome = session.deleteAndQuit(entries(last), reasons);
        if (!reasons.isEmpty()) {
            book.save(completed(last, deletion -> reasons.containsKey(deletion.entry())));
        }
        count(last, reasons);
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

    private void requireSession() throws Pop3StreamException {
        if (session.state() != SessionState.TRANSACTION) {
            throw new Pop3StreamException("The session with " + book.account()
                    + " was lost while the route ran; what completed is deleted in the next one");
        }
    }

    /** Takes out what may go now. */
    private List<Deletion> takeDeletable() {
        Set<ListedMessage> left = copies.isEmpty() ? Set.of() : waitingForCopies();
        List<Deletion> taken = waiting.stream()
                .filter(deletion -> !left.contains(deletion.message()))
                .toList();
        waiting.removeIf(deletion -> !left.contains(deletion.message()));
        return taken;
    }

    private Set<ListedMessage> waitingForCopies() {
        Set<ListedMessage> left = new HashSet<>();
        waiting.forEach(deletion -> left.add(deletion.message()));
        DeliveryPlanner.deletable(left, copies).forEach(left::remove);
        return left;
    }

    private static List<MessageEntry> entries(List<Deletion> deletions) {
        return deletions.stream().map(Deletion::entry).toList();
    }

    private static List<DeliveryEntry> completed(List<Deletion> deletions, Predicate<Deletion> which) {
        List<DeliveryEntry> entries = new ArrayList<>(deletions.size());
        for (Deletion deletion : deletions) {
            DeliveryEntry completed = deletion.completed();
            if (completed != null && which.test(deletion)) {
                entries.add(completed);
            }
        }
        return entries;
    }

    private void count(List<Deletion> deletions, Map<MessageEntry, Pop3CommandException> reasons) {
        marked += deletions.size() - reasons.size();
        refused += reasons.size();
        if (reasons.isEmpty()) {
            return;
        }
        for (Deletion deletion : deletions) {
            Pop3CommandException reason = reasons.get(deletion.entry());
            if (reason != null) {
                counters.messageRefused();
                LOG.warn(
                        "{} {} but not deleted, it will be in the next poll: {}",
                        deletion.message().key(),
                        deletion.completed() != null ? "was processed" : "isn't wanted",
                        reason.getMessage());
            }
        }
    }
}
