package io.github.camelpop3x.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What a durable ledger costs: the first workload with each kind, and with other sizes of groups. */
final class LedgerPrice {

    private LedgerPrice() {}

    /** Runs W1 against every ledger; ratios are to the memory ledger. */
    static String run(Settings settings, Path work) throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            String memory = "pop3x?format=raw";
            String sqlite = "pop3x?format=raw&ledger=" + encoded("jdbc:sqlite:" + work.resolve("ledger.db"));
            String shared = "pop3x?format=raw&ledger=" + encoded(postgres.getJdbcUrl("postgres", "postgres"));
            List<String> clients = List.of(
                    memory,
                    sqlite,
                    shared,
                    sqlite + "&prefetchMessages=100",
                    shared + "&prefetchMessages=100",
                    sqlite + "&prefetchMessages=10",
                    shared + "&prefetchMessages=10");
            List<String> names = List.of(
                    "memory",
                    "SQLite",
                    "PostgreSQL",
                    "SQLite, prefetchMessages=100",
                    "PostgreSQL, prefetchMessages=100",
                    "SQLite, prefetchMessages=10",
                    "PostgreSQL, prefetchMessages=10");
            Settings own = new Settings(
                    settings.workloads(),
                    clients,
                    settings.repetitions(),
                    settings.budget(),
                    settings.docs(),
                    settings.warmUps());
            List<Result> results = new SideBySide(own, work, System.out).run(Workload.named("W1"));
            Table table = new Table("ledger", "ms", "× memory", "rounds", "CPU ms", "remark");
            Result reference = results.get(0);
            for (int i = 0; i < results.size(); i++) {
                Result result = results.get(i);
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
