package io.github.camelpop3x.examples.effectivelyonce;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/** A PostgreSQL of this run's own, with the example's tables, and what is counted in them. For one thread. */
final class InvoiceDatabase implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final Connection connection;

    private InvoiceDatabase(EmbeddedPostgres postgres) throws SQLException {
        this.postgres = postgres;
        this.connection = postgres.getPostgresDatabase().getConnection();
    }

    /** Starts it and makes the tables: {@code invoice} has the unique key, {@code emission} has none. */
    static InvoiceDatabase start() throws IOException, SQLException {
        InvoiceDatabase database = new InvoiceDatabase(EmbeddedPostgres.start());
        try (Statement statement = database.connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE invoice (message_key TEXT PRIMARY KEY, subject TEXT NOT NULL, size BIGINT NOT NULL)");
            statement.execute("CREATE TABLE emission (message_key TEXT NOT NULL, in_doubt BOOLEAN)");
        }
        return database;
    }

    String jdbcUrl() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    /** How many rows the route has inserted. */
    int rows() throws SQLException {
        return count("SELECT count(*) FROM invoice");
    }

    /** How many times a message has reached the route. */
    int emissions() throws SQLException {
        return count("SELECT count(*) FROM emission");
    }

    /** How many messages have reached the route more than once. */
    int emittedTwice() throws SQLException {
        return count(
                "SELECT count(*) FROM (SELECT FROM emission GROUP BY message_key HAVING count(*) > 1) AS repeated");
    }

    /** How many messages have reached the route again without being marked as in doubt. */
    int repeatedUnmarked() throws SQLException {
        return count("SELECT count(*) FROM (SELECT FROM emission WHERE in_doubt IS NOT TRUE"
                + " GROUP BY message_key HAVING count(*) > 1) AS repeated");
    }

    /** The subjects that have a row. */
    Set<String> subjects() throws SQLException {
        Set<String> subjects = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT subject FROM invoice")) {
            while (rows.next()) {
                subjects.add(rows.getString(1));
            }
        }
        return subjects;
    }

    private int count(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            // The server goes away with it.
        } finally {
            postgres.close();
        }
    }
}
