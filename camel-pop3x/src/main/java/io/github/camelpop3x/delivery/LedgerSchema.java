package io.github.camelpop3x.delivery;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The tables of a {@link JdbcLedger}, and how a connection is set up for them. */
final class LedgerSchema {

    private static final int VERSION = 2;
    private static final int PREPARING_TRIES = 10;
    /** Grows with each try: two seconds or so in all. */
    private static final Duration PREPARING_PAUSE = Duration.ofMillis(40);

    private static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS pop3x_schema (version INTEGER NOT NULL PRIMARY KEY)",
            "CREATE TABLE IF NOT EXISTS pop3x_delivery ("
                    + "account VARCHAR(512) NOT NULL, uid VARCHAR(1024) NOT NULL, ordinal INTEGER NOT NULL, "
                    + "state VARCHAR(16) NOT NULL, attempts INTEGER NOT NULL, changed VARCHAR(32) NOT NULL, "
                    + "fingerprint VARCHAR(64), last_error VARCHAR(1024), PRIMARY KEY (account, uid, ordinal))",
            LedgerJournal.TABLE,
            "CREATE TABLE IF NOT EXISTS pop3x_lease (account VARCHAR(512) NOT NULL PRIMARY KEY, "
                    + "owner VARCHAR(128) NOT NULL, until VARCHAR(32) NOT NULL)");

    private LedgerSchema() {}

    /**
     * With SQLite's defaults a second process that writes at the same time fails at once, and a commit costs two syncs.
     * FULL is its default: a commit is synced before it returns, so that it outlives the machine's loss of power too.
     * NORMAL would outlive the process alone: after a loss of power a message that completed could be emitted again.
     */
    private static void prepareSqlite(Connection open) throws SQLException {
        try (Statement statement = open.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
        }
    }

    /**
     * Makes a new connection ready for use, and the tables if they aren't there.
     *
     * <p>Other nodes may do the same at the same time. PostgreSQL's IF NOT EXISTS fails when another one makes the table
     * just then; SQLite says that it is busy, whatever its timeout, while another one changes the journal mode. In both
     * cases it is there when one looks again.
     */
    static void prepare(Connection open) throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                open.setAutoCommit(true);
                if (open.getMetaData().getURL().startsWith("jdbc:sqlite:")) {
                    prepareSqlite(open);
                }
                open.setAutoCommit(false);
                migrate(open);
                return;
            } catch (SQLException e) {
                if (!open.getAutoCommit()) {
                    open.rollback();
                }
                if (tries == PREPARING_TRIES) {
                    throw e;
                }
                LockSupport.parkNanos(tries * PREPARING_PAUSE.toNanos());
            }
        }
    }

    private static void migrate(Connection open) throws SQLException {
        try (Statement statement = open.createStatement()) {
            for (String table : TABLES) {
                statement.execute(table);
            }
            statement.execute("INSERT INTO pop3x_schema (version) VALUES (" + VERSION + ") ON CONFLICT DO NOTHING");
            try (ResultSet newest = statement.executeQuery("SELECT MAX(version) FROM pop3x_schema")) {
                if (newest.next() && newest.getInt(1) > VERSION) {
                    throw new SQLException("its tables were made by a newer version of camel-pop3x (schema "
                            + newest.getInt(1) + ", this one knows " + VERSION + ")");
                }
            }
        }
        open.commit();
    }
}
