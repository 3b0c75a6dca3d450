package io.github.camelpop3x.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a durable ledger costs: the first workload with each kind, and with other sizes of groups. */
final class LedgerPrice {

    private static final String MEMORY = "pop3x?format=raw";
    /** How many messages are retrieved, announced and deleted together; a group is never more than 1,000. */
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
            ledgers.put("memory", MEMORY);
            String sqlite = MEMORY + "&ledger=" + encoded("jdbc:sqlite:" + work.resolve("ledger.db"));
            String shared = MEMORY + "&ledger=" + encoded(postgres.getJdbcUrl("postgres", "postgres"));
            ledgers.put("SQLite", sqlite);
            ledgers.put("PostgreSQL", shared);
            for (int prefetch : PREFETCH) {
                String option = "prefetchMessages=" + prefetch;
                ledgers.put("memory, " + option, MEMORY + "&" + option);
                ledgers.put("SQLite, " + option, sqlite + "&" + option);
                ledgers.put("PostgreSQL, " + option, shared + "&" + option);
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

    private static String encoded(String url) {
        return URLEncoder.encode(url, StandardCharsets.UTF_8);
    }
}
