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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one session deletes: DELE for what completed or isn't wanted, and QUIT, whose answer alone says that it is gone. One thread. */
final class Deletions {

    private static final Logger LOG = LoggerFactory.getLogger(Deletions.class);

    private final Pop3Session session;
    private final DeliveryBook book;
    private final PollCounters counters;
    private final List<ListedMessage> copies;

    /** With the entries of those that completed. */
    private final Map<ListedMessage, Optional<DeliveryEntry>> waiting = new LinkedHashMap<>();

    private int marked;

    Deletions(Pop3Session session, DeliveryBook book, PollCounters counters, List<ListedMessage> listing) {
        this.session = session;
        this.book = book;
        this.counters = counters;
        this.copies = DeliveryPlanner.copies(listing);
    }

    /** A completed message that is to be deleted. */
    void add(ListedMessage message, DeliveryEntry completed) {
        waiting.put(message, Optional.of(completed));
    }

    /** A message that isn't wanted and was never emitted: the ledger knows nothing of it. */
    void addUnmatched(ListedMessage message) {
        waiting.put(message, Optional.empty());
    }

    /** How many messages the server has marked in this session. */
    int marked() {
        return marked;
    }

    /** Sends DELE for those that may go now. One that the server refuses stays completed, for the next poll. */
    void carryOut() throws IOException {
        List<ListedMessage> messages = DeliveryPlanner.deletable(waiting.keySet(), copies);
        if (messages.isEmpty()) {
            return;
        }
        if (session.state() != SessionState.TRANSACTION) {
            throw new Pop3StreamException("The session with " + book.account()
                    + " was lost while the route ran; what completed is deleted in the next one");
        }
        Map<MessageEntry, Pop3CommandException> refused =
                session.dele(messages.stream().map(ListedMessage::entry).toList());
        List<DeliveryEntry> deleting = new ArrayList<>();
        for (ListedMessage message : messages) {
            Optional<DeliveryEntry> entry = Objects.requireNonNull(waiting.remove(message));
            Pop3CommandException reason = refused.get(message.entry());
            if (reason == null) {
                marked++;
                entry.ifPresent(deleting::add);
            } else {
                counters.messageRefused();
                LOG.warn(
                        "{} {} but not deleted, it will be in the next poll: {}",
                        message.key(),
                        entry.isPresent() ? "was processed" : "isn't wanted",
                        reason.getMessage());
            }
        }
        book.deleting(deleting);
    }

    /** Sends QUIT and looks at the answer. */
    void commit() throws IOException {
        book.write();
        UpdateOutcome outcome = session.quit();
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
