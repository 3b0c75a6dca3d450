package io.github.camelpop3x.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a durable ledger costs: the first workload with each kind, and with other sizes of groups. */
final class LedgerPrice {

    private static final String MEMORY = "pop3x?format=raw";
    /** How many messages are retrieved, and deleted, together; they are announced in groups of 1,000 at the most. */
    private static final List<Integer> PREFETCH = List.of(5_000, 250, 50, 10);

    /** Of ledgers: the first one is in memory. */
    private static final int KINDS = 3;

    private LedgerPrice() {}

    /** The embedded server is made for tests and switches these off; a real one has them on. */
    private static EmbeddedPostgres postgres() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    /** Runs W1 against every ledger; ratios are to the memory ledger with the same option. */
    static String run(Settings settings, Path work) throws IOException {
        try (EmbeddedPostgres postgres = postgres()) {
            Map<String, String> ledgers = new LinkedHashMap<>();
            add(ledgers, "", "", work.resolve("ledger.db"), database(postgres, "usual"));
            for (int prefetch : PREFETCH) {
                String option = "prefetchMessages=" + prefetch;
                Path file = work.resolve("ledger" + prefetch + ".db");
                add(ledgers, ", " + option, "&" + option, file, database(postgres, "prefetch" + prefetch));
            }
            List<String> names = List.copyOf(ledgers.keySet());
            List<String> clients = List.copyOf(ledgers.values());
            Settings own = new Settings(
                    settings.workloads(),
                    clients,
                    settings.repetitions(),
                    settings.budget(),
                    settings.docs(),
                    settings.warmUps());
            List<Result> results = new SideBySide(own, work, System.out).run(Workload.named("W1"));
            Table table = new Table("ledger", "ms", "× memory", "rounds", "CPU ms", "remark");
            for (int i = 0; i < results.size(); i++) {
                Result result = results.get(i);
                Result reference = results.get(i - i % KINDS);
                boolean measured = result.measured();
                table.row(List.of(
                        names.get(i),
                        measured ? Numbers.plain(result.millis()) : "–",
                        measured && reference.measured() ? Numbers.plain(result.millis() / reference.millis()) : "–",
                        Integer.toString(result.repetitions()),
                        measured ? Numbers.plain(result.cpuMillis()) : "–",
                        result.failure() == null ? "" : result.failure()));
            }
            return "### W1 with each ledger\n\n" + table;
        }
    }

    /** Each client has a ledger of its own: what one leaves to be forgotten isn't the next one's to pay. */
    private static void add(Map<String, String> ledgers, String name, String options, Path file, String postgres) {
        ledgers.put("memory" + name, MEMORY + options);
        ledgers.put("SQLite" + name, MEMORY + options + "&ledger=" + encoded("jdbc:sqlite:" + file));
        ledgers.put("PostgreSQL" + name, MEMORY + options + "&ledger=" + encoded(postgres));
    }

    private static String database(EmbeddedPostgres postgres, String name) throws IOException {
        try (Connection open = postgres.getPostgresDatabase().getConnection();
                Statement statement = open.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
            return postgres.getJdbcUrl("postgres", name);
        } catch (SQLException e) {
            throw new IOException("PostgreSQL can't make the database " + name, e);
        }
    }

    private static String encoded(String url) {
        return URLEncoder.encode(url, StandardCharsets.UTF_8);
    }
}
