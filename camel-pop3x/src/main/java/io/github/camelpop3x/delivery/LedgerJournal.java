package io.github.camelpop3x.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was lately saved of many messages at once, in one row of text for each saving. It goes before the table that has
 * a row for each message, and of two rows of the journal the one with the higher number does.
 *
 * <p>A message goes through four states in a second or less and is forgotten: in PostgreSQL four changes of a row cost
 * some 25 microseconds a message, more than all the rest of a poll, and in SQLite 6. A thousand messages in one row cost
 * as much as a few. What stays longer than a poll or two is put into the table, where SQL finds it by state.
 *
 * <p>The table is only written to while the journal of the account is empty, since the journal would hide it. Used within
 * the transactions of {@link JdbcLedger}, under its lock.
 */
final class LedgerJournal {

    static final String TABLE = "CREATE TABLE IF NOT EXISTS pop3x_journal (account VARCHAR(512) NOT NULL, "
            + "number BIGINT NOT NULL, entries TEXT NOT NULL, PRIMARY KEY (account, number))";

    /** To be added to a statement that writes into the table; its parameter is the account. */
    static final String IF_EMPTY = " WHERE NOT EXISTS (SELECT 1 FROM pop3x_journal WHERE account = ?)";

    /** Fewer messages go into the table, if they may. */
    private static final int WORTH = 32;
    /** More rows than this aren't read again and again. */
    private static final int MOST_ROWS = 1_000;

    private static final String READ = "SELECT number, entries FROM pop3x_journal WHERE account = ? ORDER BY number";
    private static final String LAST = "SELECT COALESCE(MAX(number), 0) FROM pop3x_journal WHERE account = ?";
    /** Numbers begin with the time, so that none is used again after the journal was cleared. */
    private static final String APPEND = "INSERT INTO pop3x_journal (account, number, entries) "
            + "SELECT ?, CASE WHEN COALESCE(MAX(number), 0) < ? THEN ? ELSE MAX(number) + 1 END, ? "
            + "FROM pop3x_journal WHERE account = ?";

    private static final String CLEAR = "DELETE FROM pop3x_journal WHERE account = ? AND number <= ?";
    private static final long NONE = -1;

    /** What the journal of an account says, up to a row. */
    record Contents(String account, long last, int rows, Map<MessageKey, DeliveryEntry> entries) {

        /** Whether it should be emptied into the table: it is long, or all that it tells of is still there. */
        boolean settled(Collection<MessageKey> listed) {
            return rows > MOST_ROWS
                    || (rows > 0
                            && listed.size() >= entries.size()
                            && new HashSet<>(listed).containsAll(entries.keySet()));
        }
    }

    /** Forgetting what is gone usually follows on {@link #read}, and needs the same again. */
    private @Nullable Contents lastRead;

    /** Whether so many messages are worth a row. */
    static boolean worth(Collection<DeliveryEntry> entries) {
        return entries.size() >= WORTH;
    }

    Contents read(Connection open, String account) throws SQLException {
        Map<MessageKey, DeliveryEntry> entries = new HashMap<>();
        long last = 0;
        int rows = 0;
        try (PreparedStatement query = open.prepareStatement(READ)) {
            query.setString(1, account);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    last = found.getLong(1);
                    rows++;
                    JournalText.read(account, found.getString(2), entry -> entries.put(entry.key(), entry));
                }
            }
        }
        Contents contents = new Contents(account, last, rows, entries);
        lastRead = contents;
        return contents;
    }

    /**
     * The contents, which are to be cleared in this transaction. Writes before it reads: in SQLite a transaction that
     * has read can't begin to write once another one has written.
     */
    Contents take(Connection open, String account) throws SQLException {
        delete(open, account, NONE);
        Contents known = lastRead;
        return known != null && known.account().equals(account) && known.last() == last(open, account)
                ? known
                : read(open, account);
    }

    private static long last(Connection open, String account) throws SQLException {
        try (PreparedStatement query = open.prepareStatement(LAST)) {
            query.setString(1, account);
            try (ResultSet found = query.executeQuery()) {
                return found.next() ? found.getLong(1) : 0;
            }
        }
    }

    void append(Connection open, String account, Collection<DeliveryEntry> entries) throws SQLException {
        lastRead = null;
        if (entries.isEmpty()) {
            return;
        }
        long now = System.currentTimeMillis();
        try (PreparedStatement insert = open.prepareStatement(APPEND)) {
            insert.setString(1, account);
            insert.setLong(2, now);
            insert.setLong(3, now);
            insert.setString(4, JournalText.write(entries));
            insert.setString(5, account);
            insert.executeUpdate();
        }
    }

    /** Removes what was taken. A row that another process has added since stays, and still goes before the table. */
    void clear(Connection open, Contents taken) throws SQLException {
        lastRead = null;
        if (delete(open, taken.account(), taken.last()) != taken.rows()) {
            throw new SQLException("another process has cleared the journal of " + taken.account());
        }
    }

    private static int delete(Connection open, String account, long last) throws SQLException {
        try (PreparedStatement delete = open.prepareStatement(CLEAR)) {
            delete.setString(1, account);
            delete.setLong(2, last);
            return delete.executeUpdate();
        }
    }
}
