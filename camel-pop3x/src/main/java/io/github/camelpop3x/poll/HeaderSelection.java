package io.github.camelpop3x.poll;

import io.github.camelpop3x.client.Pop3Session;
import io.github.camelpop3x.client.RetrievalHandler;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3Exception;
import io.github.camelpop3x.delivery.DeliveryEntry;
import io.github.camelpop3x.delivery.DeliveryState;
import io.github.camelpop3x.delivery.ListedMessage;
import io.github.camelpop3x.delivery.PlannedMessage;
import io.github.camelpop3x.message.HeaderBlock;
import io.github.camelpop3x.select.HeaderFacts;
import io.github.camelpop3x.select.Selection;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses what one session retrieves. Where age or a filter matters it asks for header sections by TOP, of messages that
 * it knows nothing of yet, and judges each as it comes: one is in memory at a time. It stops asking once there are
 * enough; what was asked for ahead by then is remembered.
 *
 * <p>Messages are judged in the order in which they are to be retrieved, each after those before it, so that the same
 * ones are chosen whatever is remembered. Used once, by one thread.
 */
final class HeaderSelection implements RetrievalHandler {

    private static final Logger LOG = LoggerFactory.getLogger(HeaderSelection.class);

    private final List<PlannedMessage> candidates;
    private final PollOptions options;
    private final SelectionMemory memory;
    private final DeliveryBook book;
    private final int already;
    private final BooleanSupplier accepts;
    private final Instant now = Instant.now();

    private final List<SelectedMessage> selected = new ArrayList<>();
    private final List<ListedMessage> unmatched = new ArrayList<>();
    private final List<ListedMessage> skipped = new ArrayList<>();
    private final List<ListedMessage> failing = new ArrayList<>();
    private final List<DeliveryEntry> held = new ArrayList<>();

    /** Which of the candidates is to be judged next. */
    private int next;

    private List<PlannedMessage> asked = List.of();
    private int answered;
    private HeaderSection section = new HeaderSection();
    private boolean topOffered;
    private @Nullable Pop3CommandException unsupported;

    /**
     * A choice to be made.
     *
     * @param candidates what could be emitted, in the order of the listing
     * @param already how many messages this poll had before
     * @param accepts whether there is a route that would take them
     */
    HeaderSelection(
            List<PlannedMessage> candidates,
            PollOptions options,
            SelectionMemory memory,
            DeliveryBook book,
            int already,
            BooleanSupplier accepts) {
        this.candidates = options.selection().ordered(candidates);
        this.options = options;
        this.memory = memory;
        this.book = book;
        this.already = already;
        this.accepts = accepts;
    }

    /**
     * Makes the choice.
     *
     * @throws Pop3Exception the stream is lost, or the server doesn't know TOP; what is remembered stays so
     */
    void run(Pop3Session session) throws Pop3Exception {
        if (!accepts.getAsBoolean()) {
            return;
        }
        topOffered = session.capabilities().top();
        advance();
        if (wantsMore() && next < candidates.size()) {
            asked = candidates.subList(next, candidates.size()).stream()
                    .filter(this::undecided)
                    .toList();
            session.top(asked.stream().map(message -> message.listed().entry()).toList(), 0, this);
        }
        if (unsupported != null) {
            throw new Pop3CommandException(
                    "TOP",
                    "it doesn't offer TOP (RFC 1939, section 7), which " + options.whyTop()
                            + " can't do without; it said: " + unsupported.serverText(),
                    null);
        }
        if (!skipped.isEmpty()) {
            LOG.warn(
                    "{}: {} message(s) are larger than maxMessageSize={} and stay on the server; the first is {} with"
                            + " {} octets",
                    book.account(),
                    skipped.size(),
                    rules().size().octets(),
                    skipped.get(0).key(),
                    skipped.get(0).entry().size());
        }
    }

    private Selection rules() {
        return options.selection();
    }

    private boolean enough() {
        return rules().enough(already + selected.size());
    }

    private boolean undecided(PlannedMessage message) {
        return options.needsHeaders() && !message.released() && memory.facts(message.listed()) == null;
    }

    /** Judges until a message comes whose header section isn't known. */
    private void advance() {
        while (next < candidates.size() && !enough() && !undecided(candidates.get(next))) {
            judge(candidates.get(next++));
        }
    }

    private void judge(PlannedMessage message) {
        if (message.released()) {
            selected.add(new SelectedMessage(message, options.headersOnly()));
            return;
        }
        ListedMessage listed = message.listed();
        long size = listed.entry().size();
        HeaderFacts facts = options.needsHeaders() ? memory.facts(listed) : null;
        switch (rules().verdict(facts, size, now)) {
            case EMIT -> selected.add(new SelectedMessage(message, options.headersOnly()));
            case EMIT_HEADERS -> selected.add(new SelectedMessage(message, true));
            case HOLD ->
                hold(
                        message,
                        size + " octets are more than maxMessageSize="
                                + rules().size().octets());
            case FAIL -> failing.add(listed);
            case SKIP -> {
                if (memory.firstReport(listed)) {
                    skipped.add(listed);
                }
            }
            case UNMATCHED -> {
                // One that was emitted before is for an operator to give up.
                if (rules().deleteUnmatched() && message.before() == null) {
                    unmatched.add(listed);
                    // Once it is gone, its unique-id may be another message's.
                    memory.forget(message.key());
                }
            }
            case WAIT -> {
                // Stays as it is.
            }
        }
    }

    private void hold(PlannedMessage message, String reason) {
        DeliveryEntry entry = message.before();
        held.add(
                entry == null
                        ? new DeliveryEntry(message.key(), DeliveryState.HELD, 0, now, null, reason)
                        : entry.to(DeliveryState.HELD, now, reason));
    }

    // --- the answers to TOP ----------------------------------------------------------------------------------------

    @Override
    public boolean wantsMore() {
        return !enough() && unsupported == null && accepts.getAsBoolean();
    }

    @Override
    public OutputStream begin(MessageEntry entry) {
        section = new HeaderSection();
        return section;
    }

    @Override
    public void retrieved(MessageEntry entry) {
        memory.topAnswered();
        PlannedMessage message = asked.get(answered++);
        HeaderFacts facts = factsOf(message, section.read());
        if (facts == null) {
            passOver(message);
        } else {
            memory.remember(message.listed(), facts);
        }
        advance();
    }

    /** Returns {@code null} where the filter threw; the message is held then. */
    private @Nullable HeaderFacts factsOf(PlannedMessage message, HeaderBlock header) {
        Instant sent = SentTime.of(header, now);
        HeaderFilter filter = options.filter();
        try {
            return new HeaderFacts(sent, filter == null || filter.selects(message.listed(), header));
        } catch (Exception | StackOverflowError e) {
            // A regular expression runs out of stack on what a sender may choose.
            LOG.warn("{} is held: the filter can't decide about it", message.key(), e);
            hold(message, "filter: " + e);
            return null;
        }
    }

    @Override
    public void refused(MessageEntry entry, Pop3CommandException reason) {
        PlannedMessage message = asked.get(answered++);
        if (topOffered || memory.topKnown()) {
            LOG.warn("Message {} stays on the server: {}", message.key(), reason.getMessage());
            book.refused(message, String.valueOf(reason.getMessage()));
            passOver(message);
            advance();
        } else if (unsupported == null) {
            unsupported = reason;
        }
    }

    @Override
    public void spoiled(MessageEntry entry, IOException reason) {
        // Never: what takes the header section is in memory.
        passOver(asked.get(answered++));
    }

    /** Goes on behind a message that can't be judged, if it is its turn. */
    private void passOver(PlannedMessage message) {
        if (next < candidates.size() && candidates.get(next) == message) {
            next++;
        }
    }

    // --- the choice ------------------------------------------------------------------------------------------------

    /** What is to be retrieved, in order. */
    List<SelectedMessage> selected() {
        return selected;
    }

    /** Whether every candidate was judged, and none is to be retrieved. */
    boolean foundNothing() {
        return next == candidates.size() && selected.isEmpty();
    }

    /** What is to be deleted without having been retrieved. */
    List<ListedMessage> unmatched() {
        return unmatched;
    }

    /** What makes the poll fail in the end. */
    List<ListedMessage> failing() {
        return failing;
    }

    /** What is to be held from now on. */
    List<DeliveryEntry> held() {
        return held;
    }
}
