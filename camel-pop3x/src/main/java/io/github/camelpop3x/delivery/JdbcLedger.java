package io.github.camelpop3x.delivery;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger in a database, so that it outlives the JVM and can be shared between nodes. The same SQL runs on SQLite (one
 * file) and on PostgreSQL. Creates its tables when it is first used:
 *
 * <pre>
 * pop3x_delivery(account, uid, ordinal, state, attempts, changed, fingerprint, last_error)
 * pop3x_journal(account, number, entries)
 * pop3x_lease(account, owner, until)
 * pop3x_schema(version)
 * </pre>
 *
 * <p>The first has a row for each message on the server that isn't new, unless the second has it: what was lately saved
 * of many messages at once, as text. The third says who works on which account.
 * Times are UTC in ISO 8601, so that an operator can read them. Thread-safe: one connection, used by one thread at a
 * time; a connection that failed is replaced at the next use. Leases compare clocks of different nodes: those should
 * agree to within a second or two.
 */
public final class JdbcLedger implements DeliveryLedger {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcLedger.class);

    private static final String INSERT =
            "INSERT INTO pop3x_delivery (account, uid, ordinal, state, attempts, changed, fingerprint, last_error) ";
    private static final String OR_UPDATE = " ON CONFLICT (account, uid, ordinal) DO UPDATE SET "
            + "state = excluded.state, attempts = excluded.attempts, changed = excluded.changed, "
            + "fingerprint = excluded.fingerprint, last_error = excluded.last_error";
    private static final String SAVE = INSERT + "VALUES (?, ?, ?, ?, ?, ?, ?, ?)" + OR_UPDATE;
    private static final String SAVE_IF_VISIBLE =
            INSERT + "SELECT ?, ?, ?, ?, ?, ?, ?, ?" + LedgerJournal.IF_EMPTY + OR_UPDATE;
    private static final String LOAD =
            "SELECT uid, ordinal, state, attempts, changed, fingerprint, last_error FROM pop3x_delivery WHERE account = ?";
    private static final String FORGET = "DELETE FROM pop3x_delivery WHERE account = ? AND uid = ? AND ordinal = ?";
    private static final String ANY = "SELECT 1 FROM pop3x_delivery WHERE account = ? LIMIT 1";
    private static final String LEASE = "INSERT INTO pop3x_lease (account, owner, until) VALUES (?, ?, ?) "
            + "ON CONFLICT (account) DO UPDATE SET owner = excluded.owner, until = excluded.until "
            + "WHERE pop3x_lease.owner = excluded.owner OR pop3x_lease.until <= ?";

    /** Gives a connection. */
    private interface Source {
        Connection connect() throws SQLException;
    }

    private final String name;
    private final Source source;
    private final ReentrantLock lock = new ReentrantLock();
    private final LedgerJournal journal = new LedgerJournal();

    /** Guarded by {@link #lock}. */
    private @Nullable Connection connection;

    private JdbcLedger(String name, Source source) {
        this.name = name;
        this.source = source;
    }

    /** A ledger in the database of a JDBC URL; what stands behind {@code ?} in it isn't shown in errors. */
    public static JdbcLedger at(String url) {
        int options = url.indexOf('?');
        return new JdbcLedger(options < 0 ? url : url.substring(0, options), () -> DriverManager.getConnection(url));
    }

    /** A ledger in the database of a data source, of which it keeps one connection. */
    public static JdbcLedger in(DataSource dataSource) {
        return new JdbcLedger("the data source", dataSource::getConnection);
    }

    @Override
    public Map<MessageKey, DeliveryEntry> load(String account, Collection<MessageKey> listed) throws LedgerException {
        Map<MessageKey, DeliveryEntry> entries = new HashMap<>();
        LedgerJournal.Contents recent = inTransaction("read", open -> {
            entries.clear();
            // The journal first: what is moved from it into the table meanwhile is read twice then, and not overlooked.
            LedgerJournal.Contents contents = journal.read(open, account);
            readTable(open, account, entries);
            entries.putAll(contents.entries());
            return contents;
        });
        if (recent.settled(listed)) {
            tidyUp(account);
        }
        return entries;
    }

    /** What can't be done now is done after a later reading. */
    private void tidyUp(String account) {
        try {
            inTransaction("written", open -> {
                settle(open, journal.take(open, account), Set.of());
                return true;
            });
        } catch (LedgerException e) {
            LOG.debug("The journal of {} stays as it is: {}", account, e.getMessage());
        }
    }

    private static void readTable(Connection open, String account, Map<MessageKey, DeliveryEntry> entries)
            throws SQLException {
        try (PreparedStatement query = open.prepareStatement(LOAD)) {
            query.setString(1, account);
            query.setFetchSize(1_000);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    DeliveryEntry entry = entry(account, rows);
                    entries.put(entry.key(), entry);
                }
            }
        }
    }

    /**
     * Moves the journal's contents into the table, without those that are forgotten. What another process has added to
     * the journal meanwhile stays there, and still goes before the table.
     */
    private void settle(Connection open, LedgerJournal.Contents recent, Set<MessageKey> forgotten) throws SQLException {
        journal.clear(open, recent);
        List<DeliveryEntry> left = recent.entries().values().stream()
                .filter(entry -> !forgotten.contains(entry.key()))
                .toList();
        try (PreparedStatement upsert = open.prepareStatement(SAVE)) {
            executeFor(left, upsert);
        }
    }

    private static DeliveryEntry entry(String account, ResultSet row) throws SQLException {
        return new DeliveryEntry(
                new MessageKey(account, UidText.decode(row.getString(1)), row.getInt(2)),
                DeliveryState.valueOf(row.getString(3)),
                row.getInt(4),
                Instant.parse(row.getString(5)),
                row.getString(6),
                row.getString(7));
    }

    @Override
    public void save(Collection<DeliveryEntry> entries) throws LedgerException {
        if (entries.isEmpty()) {
            return;
        }
        Map<String, List<DeliveryEntry>> accounts = entries.stream()
                .collect(Collectors.groupingBy(entry -> entry.key().account()));
        inTransaction("written", open -> {
            for (Map.Entry<String, List<DeliveryEntry>> one : accounts.entrySet()) {
                List<DeliveryEntry> saved = one.getValue();
                boolean many = LedgerJournal.worth(saved);
                journal.append(open, one.getKey(), many ? saved : intoTable(open, one.getKey(), saved));
            }
            return true;
        });
    }

    /** Returns those that have to go into the journal, as it has something already that would hide them. */
    private static List<DeliveryEntry> intoTable(Connection open, String account, List<DeliveryEntry> entries)
            throws SQLException {
        try (PreparedStatement upsert = open.prepareStatement(SAVE_IF_VISIBLE)) {
            upsert.setString(9, account);
            int[] written = executeFor(entries, upsert);
            List<DeliveryEntry> others = new ArrayList<>();
            for (int i = 0; i < written.length; i++) {
                if (written[i] == 0) {
                    others.add(entries.get(i));
                }
            }
            return others;
        }
    }

    /** Sets the first eight parameters for each entry. Returns how many rows each has changed. */
    private static int[] executeFor(List<DeliveryEntry> entries, PreparedStatement upsert) throws SQLException {
        if (entries.isEmpty()) {
            return new int[0];
        }
        for (DeliveryEntry entry : entries) {
            key(upsert, entry.key());
            upsert.setString(4, entry.state().name());
            upsert.setInt(5, entry.attempts());
            upsert.setString(6, time(entry.changed()));
            upsert.setString(7, entry.fingerprint());
            upsert.setString(8, withoutNul(entry.lastError()));
            upsert.addBatch();
        }
        return upsert.executeBatch();
    }

    @Override
    public void forget(Collection<MessageKey> keys) throws LedgerException {
        Map<String, Set<MessageKey>> accounts =
                keys.stream().collect(Collectors.groupingBy(MessageKey::account, Collectors.toSet()));
        if (accounts.isEmpty()) {
            return;
        }
        inTransaction("written", open -> {
            for (Map.Entry<String, Set<MessageKey>> one : accounts.entrySet()) {
                LedgerJournal.Contents recent = journal.take(open, one.getKey());
                if (hasRows(open, one.getKey())) {
                    forgetRows(open, one.getValue());
                }
                settle(open, recent, one.getValue());
            }
            return true;
        });
    }

    /** What comes and goes with the journal is never in the table: asking once saves as many statements as messages. */
    private static boolean hasRows(Connection open, String account) throws SQLException {
        try (PreparedStatement query = open.prepareStatement(ANY)) {
            query.setString(1, account);
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        }
    }

    private static void forgetRows(Connection open, Collection<MessageKey> keys) throws SQLException {
        try (PreparedStatement delete = open.prepareStatement(FORGET)) {
            for (MessageKey key : keys) {
                key(delete, key);
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    private static void key(PreparedStatement statement, MessageKey key) throws SQLException {
        statement.setString(1, key.account());
        statement.setString(2, UidText.encode(key.uid()));
        statement.setInt(3, key.ordinal());
    }

    /** PostgreSQL stores no NUL in text. */
    private static @Nullable String withoutNul(@Nullable String text) {
        return text == null ? null : text.replace('\0', ' ');
    }

    @Override
    public boolean lease(String account, String owner, Duration duration) throws LedgerException {
        return inTransaction("written", open -> {
            Instant now = Instant.now();
            try (PreparedStatement upsert = open.prepareStatement(LEASE)) {
                upsert.setString(1, account);
                upsert.setString(2, owner);
                upsert.setString(3, time(now.plus(duration)));
                upsert.setString(4, time(now));
                return upsert.executeUpdate() == 1;
            }
        });
    }

    private static String time(Instant instant) {
        return JournalText.TIME.format(instant);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            drop();
        } finally {
            lock.unlock();
        }
    }

    // --- connection and transaction --------------------------------------------------------------------------------

    /** What is done in one transaction. */
    private interface Work<T> {
        T with(Connection open) throws SQLException;
    }

    /** Everything that is done here can be done twice, so a connection that went stale is replaced without a word. */
    private <T> T inTransaction(String verb, Work<T> work) throws LedgerException {
        lock.lock();
        try {
            boolean mayBeStale = connection != null;
            try {
                return committed(work);
            } catch (SQLException e) {
                if (!mayBeStale) {
                    throw e;
                }
                return committed(work);
            }
        } catch (SQLException e) {
            throw new LedgerException(
                    "The ledger at " + name + " can't be " + verb + ": " + e.getMessage()
                            + "; nothing is emitted or deleted until it can",
                    e);
        } finally {
            lock.unlock();
        }
    }

    private <T> T committed(Work<T> work) throws SQLException {
        try {
            Connection open = connected();
            T result = work.with(open);
            open.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            drop();
            throw e;
        }
    }

    private Connection connected() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = source.connect();
            connection = open;
            LedgerSchema.prepare(open);
        }
        return open;
    }

    /** Also rolls back: a connection that is closed with its transaction open does. */
    private void drop() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // It is replaced; nothing was committed.
            }
        }
    }
}
