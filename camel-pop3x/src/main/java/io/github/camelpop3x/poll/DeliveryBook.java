package io.github.camelpop3x.poll;

import io.github.camelpop3x.client.model.Capabilities;
import io.github.camelpop3x.delivery.DeliveryEntry;
import io.github.camelpop3x.delivery.DeliveryLedger;
import io.github.camelpop3x.delivery.DeliveryState;
import io.github.camelpop3x.delivery.LedgerException;
import io.github.camelpop3x.delivery.ListedMessage;
import io.github.camelpop3x.delivery.MessageKey;
import io.github.camelpop3x.delivery.PlannedMessage;
import io.github.camelpop3x.observe.PollCounters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bookkeeping of one maildrop: what is in flight, and what the ledger is told about it. Outlives polls, as exchanges
 * may.
 *
 * <p>Thread-safe: the poll runs on one thread, completions come on any. A message leaves the ones in flight only after
 * the ledger has its outcome, so that no poll in between can emit it again. Outcomes are written at once when the last
 * writing is a while ago, and otherwise together with those that follow within {@link #GATHER}: a fast route costs one
 * transaction for many messages, a slow one a transaction each.
 */
public final class DeliveryBook {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryBook.class);

    /** How long an outcome may wait for others. What the ledger doesn't have when the process dies is in doubt. */
    private static final Duration GATHER = Duration.ofMillis(10);

    private final String account;
    private final DeliveryLedger ledger;
    private final PollCounters counters;

    private final Map<MessageKey, DeliveryEntry> inFlight = new ConcurrentHashMap<>();

    /** Outcomes that the ledger doesn't have yet. Guards itself, for no longer than it takes to add or remove some. */
    private final List<DeliveryEntry> unwritten = new ArrayList<>();

    /** Held while outcomes are written; guards the two lists below. */
    private final ReentrantLock writing = new ReentrantLock();

    private final List<DeliveryEntry> deleting = new ArrayList<>();
    private List<DeliveryEntry> completedSinceAsked = new ArrayList<>();

    private final Lease lease;

    /** What is shown to operators; the ledger decides. */
    private final AtomicInteger held = new AtomicInteger();

    private volatile long lastWritten = System.nanoTime() - GATHER.toNanos();

    /** What the polls before have learned of the route's pace. */
    private volatile @Nullable GroupSize groupSize;

    private final ExpiryNotice expiry = new ExpiryNotice();

    /** Whether a poll is under way: a route's, or one that was asked for a single message. */
    private final AtomicBoolean polled = new AtomicBoolean();

    /** Whether something was written or is to be since {@link #observe}. */
    private volatile boolean changed = true;

    /** The book of one account. */
    public DeliveryBook(String account, DeliveryLedger ledger, PollCounters counters) {
        this.account = account;
        this.ledger = ledger;
        this.counters = counters;
        this.lease = new Lease(ledger, account);
    }

    /** Whose maildrop it is. */
    public String account() {
        return account;
    }

    /** One poll at a time: two that planned from the same listing would emit a message twice. Returns whether it may. */
    boolean beginPoll() {
        return !polled.getAndSet(true);
    }

    void endPoll() {
        polled.set(false);
    }

    /** From now on changes are noticed. */
    void observe() {
        changed = false;
    }

    /** Whether nothing was written since then, nothing is to be, and no exchange is under way. */
    boolean unchanged() {
        synchronized (unwritten) {
            return !changed && inFlight.isEmpty() && unwritten.isEmpty();
        }
    }

    /** Something is left to be done, or was decided elsewhere: the next poll lists. */
    public void lookAgain() {
        changed = true;
    }

    /** What the server says it can do, after the login. */
    void heed(Capabilities capabilities) {
        expiry.heed(account, capabilities);
    }

    /** How many exchanges aren't over, or over and not written yet. */
    public int inFlight() {
        return inFlight.size();
    }

    /**
     * The messages of exchanges that aren't over, after every outcome so far was written. To be taken before the ledger
     * is loaded: one that ends meanwhile is in what was loaded as if it were under way, and must be taken for that.
     */
    Set<MessageKey> settleAndGetInFlight() throws LedgerException {
        write();
        return Set.copyOf(inFlight.keySet());
    }

    /** Takes or keeps the right to work on the account. */
    boolean acquire(Duration duration) throws LedgerException {
        return lease.acquire(duration);
    }

    /** Whether nobody else can have worked on the account since it was acquired. */
    boolean keep(Duration duration) throws LedgerException {
        return lease.keep(duration);
    }

    /**
     * Keeps the right to work on the account where it was acquired and not released.
     *
     * @return whether it was lost
     */
    public boolean renew(Duration duration) throws LedgerException {
        return lease.renew(duration);
    }

    /** Gives the right back, unless exchanges are still in flight; what was to be written is by then. */
    public void release() throws LedgerException {
        write();
        lease.release(inFlight::isEmpty);
    }

    /** How many messages are announced at a time. Polls share it, as one runs at a time. */
    GroupSize groupSize(int least) {
        GroupSize known = groupSize;
        if (known == null) {
            known = new GroupSize(least);
            groupSize = known;
        }
        return known;
    }

    /** What the ledger knows, after everything that is to be written was. */
    Map<MessageKey, DeliveryEntry> load(List<ListedMessage> listing) throws LedgerException {
        takeCompleted();
        List<MessageKey> listed = new ArrayList<>(listing.size());
        listing.forEach(message -> listed.add(message.key()));
        Map<MessageKey, DeliveryEntry> known = ledger.load(account, listed);
        held.set((int) known.values().stream()
                .filter(entry -> entry.state() == DeliveryState.HELD)
                .count());
        return known;
    }

    /** From now on they wait for an operator. */
    void hold(Collection<DeliveryEntry> entries) throws LedgerException {
        if (!entries.isEmpty()) {
            save(entries);
            held.addAndGet(entries.size());
        }
    }

    void forget(List<MessageKey> keys) throws LedgerException {
        if (!keys.isEmpty()) {
            changed = true;
            ledger.forget(keys);
        }
    }

    void save(Collection<DeliveryEntry> entries) throws LedgerException {
        changed = true;
        ledger.save(entries);
    }

    /** Before exchanges are handed to the route: from now on they are in doubt until their outcome is written. */
    void emitting(Collection<RetrievedMessage> messages) throws LedgerException {
        changed = true;
        Instant now = now();
        List<DeliveryEntry> entries = new ArrayList<>(messages.size());
        for (RetrievedMessage message : messages) {
            PlannedMessage planned = message.planned();
            String fingerprint = message.fingerprint();
            entries.add(
                    new DeliveryEntry(planned.key(), DeliveryState.EMITTED, planned.attempt(), now, fingerprint, null));
        }
        write(entries);
        entries.forEach(entry -> inFlight.put(entry.key(), entry));
    }

    /** An exchange that was announced isn't handed over after all. */
    void withdrawn(Collection<PlannedMessage> messages) throws LedgerException {
        changed = true;
        List<DeliveryEntry> known = new ArrayList<>();
        List<MessageKey> unknown = new ArrayList<>();
        for (PlannedMessage message : messages) {
            DeliveryEntry entry = message.before();
            if (entry == null) {
                unknown.add(message.key());
            } else {
                known.add(entry);
            }
        }
        ledger.save(known);
        forget(unknown);
        messages.forEach(message -> inFlight.remove(message.key()));
    }

    /** The exchange completed without failure and without rollback. */
    public void completed(MessageKey key) {
        counters.messageCompleted();
        outcome(key, DeliveryState.COMPLETED, null);
    }

    /** The exchange failed or was rolled back. */
    public void failed(MessageKey key, String reason) {
        counters.messageFailed();
        outcome(key, DeliveryState.FAILED, reason);
    }

    /** The server refuses to give the message, which counts as an attempt. */
    void refused(PlannedMessage message, String reason) {
        changed = true;
        add(new DeliveryEntry(message.key(), DeliveryState.FAILED, message.attempt(), now(), null, reason));
    }

    private void add(DeliveryEntry outcome) {
        synchronized (unwritten) {
            unwritten.add(outcome);
        }
    }

    private static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }

    private void outcome(MessageKey key, DeliveryState state, @Nullable String error) {
        changed = true;
        DeliveryEntry emitted = inFlight.get(key);
        if (emitted == null) {
            LOG.warn("An exchange of {} ended that wasn't in flight", key);
            return;
        }
        add(emitted.to(state, now(), error));
        if (System.nanoTime() - lastWritten >= GATHER.toNanos()) {
            try {
                write();
            } catch (LedgerException e) {
                // It stays in flight and is written by the next poll, which reports it if it still can't be.
                LOG.warn("{}: {}", account, e.getMessage());
            }
        }
    }

    /**
     * The server has marked completed messages as deleted, or is about to. Written together with what is announced next,
     * and before QUIT by {@link #write}: until QUIT a session that ends leaves them on the server, and as completed they
     * are deleted again.
     */
    void deleting(Collection<DeliveryEntry> completed) {
        if (completed.isEmpty()) {
            return;
        }
        changed = true;
        Instant now = now();
        writing.lock();
        try {
            completed.forEach(entry -> deleting.add(entry.to(DeliveryState.DELETING, now, null)));
        } finally {
            writing.unlock();
        }
    }

    /** The session is over. Where it ended without QUIT the server has unmarked them: they are completed, as before. */
    void dropDeleting() {
        writing.lock();
        try {
            deleting.clear();
        } finally {
            writing.unlock();
        }
    }

    /** Writes what is to be written. */
    void write() throws LedgerException {
        write(List.of());
    }

    private void write(List<DeliveryEntry> further) throws LedgerException {
        writing.lock();
        try {
            List<DeliveryEntry> outcomes;
            synchronized (unwritten) {
                outcomes = List.copyOf(unwritten);
            }
            List<DeliveryEntry> all = new ArrayList<>(deleting.size() + outcomes.size() + further.size());
            all.addAll(deleting);
            all.addAll(outcomes);
            all.addAll(further);
            if (!all.isEmpty()) {
                ledger.save(all);
                lastWritten = System.nanoTime();
            }
            deleting.clear();
            synchronized (unwritten) {
                unwritten.subList(0, outcomes.size()).clear();
            }
            for (DeliveryEntry outcome : outcomes) {
                if (outcome.done()) {
                    completedSinceAsked.add(outcome);
                }
                inFlight.remove(outcome.key());
            }
        } finally {
            writing.unlock();
        }
    }

    /** What has completed and is written since this was last asked, in the order of completion. */
    List<DeliveryEntry> takeCompleted() throws LedgerException {
        writing.lock();
        try {
            write();
            List<DeliveryEntry> completed = completedSinceAsked;
            completedSinceAsked = new ArrayList<>();
            return completed;
        } finally {
            writing.unlock();
        }
    }

    /** What operators see of it and decide. */
    public OperatorDecisions operator() {
        return new OperatorDecisions(account, ledger, held, this::lookAgain);
    }

    /** Whether another book writes into the same ledger. */
    public boolean sharesLedgerWith(DeliveryBook other) {
        return ledger == other.ledger;
    }

    /** As {@link DeliveryLedger#changes}. */
    long ledgerChanges() {
        return ledger.changes(account);
    }

    /** How many messages are held, as the last poll saw it. */
    public int held() {
        return held.get();
    }
}
