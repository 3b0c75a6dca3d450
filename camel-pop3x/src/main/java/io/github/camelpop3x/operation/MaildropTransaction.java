package io.github.camelpop3x.operation;

import io.github.camelpop3x.client.Pop3Session;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3AuthenticationException;
import io.github.camelpop3x.client.model.Pop3BusyException;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3Exception;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.model.SessionState;
import io.github.camelpop3x.client.model.UpdateOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Operations on a maildrop that take effect together: {@link #commit} sends QUIT, {@link #drop} closes the connection
 * without it, which is POP3's rollback (RFC 1939, section 6).
 *
 * <p>The session is opened by the first operation. When it is lost, the next operation or the commit opens another one
 * and marks again what was marked in the lost one, so that nothing which was to be deleted is forgotten in silence.
 * Thread-safe: one operation at a time.
 */
public final class MaildropTransaction {

    /** Opens sessions. */
    @FunctionalInterface
    public interface Opener {

        /** A session in TRANSACTION. */
        Pop3Session open(Deadline deadline) throws Pop3Exception;
    }

    /** Commands within the session. */
    @FunctionalInterface
    public interface Commands<T> {

        /** Sends them. */
        T send(Pop3Session session) throws IOException;
    }

    private final Opener opener;
    private final Duration timeout;
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable Pop3Session session;
    /** What the session listed at its begin: numbers don't change in it. */
    private @Nullable List<MessageEntry> listing;
    /** What is to be gone after the commit, by {@link Addresses#name}. */
    private final Set<String> deleted = new LinkedHashSet<>();
    /** What of it the server has marked in this session. */
    private final Set<String> marked = new HashSet<>();

    private boolean over;
    /** Whether a session was lost: numbers that were told before it mean other messages now. */
    private boolean lost;

    /**
     * A transaction without a session yet.
     *
     * @param timeout bounds what each operation does on the wire
     */
    public MaildropTransaction(Opener opener, Duration timeout) {
        this.opener = opener;
        this.timeout = timeout;
    }

    /** Whether it was committed or dropped. */
    public boolean over() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends commands in the session, which is opened if there is none.
     *
     * @param uids the messages that they are about, for errors
     */
    public <T> T run(List<String> uids, Commands<T> commands) throws IOException {
        lock.lock();
        try {
            if (over) {
                throw new IllegalStateException("The transaction is over");
            }
            return commands.send(opened());
        } catch (Pop3Exception e) {
            throw told(uids, e);
        } finally {
            forgetIfLost();
            lock.unlock();
        }
    }

    private Pop3Session opened() throws IOException {
        Deadline deadline = Deadline.after(timeout, "pollTimeout");
        Pop3Session open = session;
        if (open == null) {
            if (deleted.stream().anyMatch(Addresses::isNumber)) {
                throw new Pop3StreamException(
                        "The session was lost, and what was deleted by number in it can't be found in another one");
            }
            open = opener.open(deadline);
            session = open;
        }
        open.deadline(deadline);
        return open;
    }

    private void forgetIfLost() {
        Pop3Session open = session;
        if (open != null && open.state() != SessionState.TRANSACTION) {
            open.close();
            session = null;
            listing = null;
            marked.clear();
            lost = true;
        }
    }

    /** After a lost session these must still be the messages that they were listed as. */
    void requireListed(List<MessageEntry> messages) throws IOException {
        if (lost && !new HashSet<>(listed()).containsAll(messages)) {
            throw new Pop3StreamException("The session was lost, and the messages have other numbers in the next one");
        }
    }

    private void refuseNumbersOfALostSession(Addresses addresses) throws Pop3StreamException {
        if (lost && !addresses.numbers().isEmpty()) {
            throw new Pop3StreamException("The session was lost, and message numbers of it are void in the next one");
        }
    }

    private static Pop3OperationException told(List<String> uids, Pop3Exception e) {
        if (e instanceof Pop3BusyException) {
            return new Pop3OperationException.Busy(uids, e);
        }
        if (e instanceof Pop3AuthenticationException) {
            return new Pop3OperationException.LoginRejected(uids, e);
        }
        if (e instanceof Pop3CommandException) {
            return new Pop3OperationException.Refused(uids, e);
        }
        return new Pop3OperationException.SessionLost(uids, e);
    }

    /** Every message with unique-id and size, as the session listed them; what was deleted in it isn't among them. */
    public List<MessageEntry> listing() throws IOException {
        return run(List.of(), open -> {
            List<MessageEntry> entries = new ArrayList<>(listed());
            entries.removeIf(message -> deleted.contains(Addresses.name(message)));
            return entries;
        });
    }

    private List<MessageEntry> listed() throws IOException {
        List<MessageEntry> entries = listing;
        if (entries == null) {
            entries = Objects.requireNonNull(session).listing();
            listing = entries;
        }
        return entries;
    }

    /**
     * The messages that are meant, in that order.
     *
     * @throws Pop3OperationException.NotFound some aren't there
     * @throws Pop3OperationException.AlreadyDeleted some were deleted in this session
     */
    public List<MessageEntry> find(Addresses addresses) throws IOException {
        return run(addresses.uids(), open -> {
            refuseNumbersOfALostSession(addresses);
            Addresses.Found found = addresses.in(listed());
            found.requireAll();
            List<String> gone = found.entries().stream()
                    .map(Addresses::name)
                    .filter(deleted::contains)
                    .toList();
            if (!gone.isEmpty()) {
                throw new Pop3OperationException.AlreadyDeleted(gone);
            }
            return found.entries();
        });
    }

    /**
     * DELE for every message that is meant and there.
     *
     * @param failIfMissing whether one that isn't there, or is deleted already, is an error; then none is marked
     * @return how many were marked
     * @throws Pop3OperationException.Refused the server refused some; the others are marked
     */
    public int delete(Addresses addresses, boolean failIfMissing) throws IOException {
        return run(addresses.uids(), open -> {
            refuseNumbersOfALostSession(addresses);
            Addresses.Found found = addresses.in(listed());
            if (failIfMissing) {
                found.requireAll();
                find(addresses);
            }
            return mark(found.entries().stream().map(Addresses::name).toList());
        });
    }

    /** It has been handed over: it is deleted with the commit. */
    public void deleteLater(MessageEntry message) {
        lock.lock();
        try {
            if (over) {
                throw new IllegalStateException(
                        "The exchange is over, and its session with it: nothing is deleted any more");
            }
            deleted.add(Addresses.name(message));
        } finally {
            lock.unlock();
        }
    }

    /** Unmarks what is marked (RSET). */
    public void reset() throws IOException {
        run(List.of(), open -> {
            open.rset();
            deleted.clear();
            marked.clear();
            return true;
        });
    }

    /** Marks what is there and isn't marked yet, in the open session. */
    private int mark(Collection<String> names) throws IOException {
        Set<String> wanted = new HashSet<>(names);
        wanted.removeAll(marked);
        if (wanted.isEmpty()) {
            return 0;
        }
        List<MessageEntry> present = listed().stream()
                .filter(message -> wanted.contains(Addresses.name(message)))
                .toList();
        Map<MessageEntry, Pop3CommandException> refused =
                Objects.requireNonNull(session).dele(present);
        List<String> left = refused.keySet().stream().map(Addresses::name).toList();
        present.stream()
                .map(Addresses::name)
                .filter(name -> !left.contains(name))
                .forEach(name -> {
                    marked.add(name);
                    deleted.add(name);
                });
        if (!refused.isEmpty()) {
            throw new Pop3OperationException.Refused(
                    left, refused.values().iterator().next());
        }
        return present.size();
    }

    /**
     * QUIT. Where the session was lost before, or QUIT isn't answered or refused, what was marked is marked again in a
     * new session, once.
     *
     * @return how many messages the server confirmed as deleted
     * @throws Pop3OperationException deletions aren't confirmed; the messages may come again
     */
    public int commit() throws IOException {
        lock.lock();
        try {
            if (over || (session == null && deleted.isEmpty())) {
                return 0;
            }
            try {
                return quit();
            } catch (Pop3Exception e) {
                return again(e);
            }
        } finally {
            over = true;
            closeSession();
            lock.unlock();
        }
    }

    private int again(Pop3Exception first) throws IOException {
        closeSession();
        if (deleted.isEmpty()) {
            return 0;
        }
        try {
            return quit();
        } catch (Pop3Exception e) {
            e.addSuppressed(first);
            throw told(List.copyOf(deleted), e);
        }
    }

    private int quit() throws IOException {
        Pop3Session open = opened();
        mark(deleted);
        UpdateOutcome outcome = open.quit();
        if (!outcome.committed()) {
            String what = deleted.size() + " deletion(s) aren't confirmed; QUIT was ";
            throw outcome.result() == UpdateOutcome.Result.REFUSED
                    ? new Pop3CommandException("QUIT", what + "refused: " + outcome.detail(), null)
                    : new Pop3StreamException(what + "not answered: " + outcome.detail());
        }
        return deleted.size();
    }

    /** Ends without QUIT: the server undoes every DELE. */
    public void drop() {
        lock.lock();
        try {
            over = true;
            closeSession();
        } finally {
            lock.unlock();
        }
    }

    private void closeSession() {
        Pop3Session open = session;
        if (open != null) {
            open.close();
        }
        session = null;
        listing = null;
        marked.clear();
    }
}
