package io.github.camelpop3x.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every ledger promises, on the real thing: memory, SQLite, PostgreSQL and one of Camel's repositories. */
class DeliveryLedgerTest {

    private static final String JOE = "joe@mail.test:995";
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123Z");

    @TempDir
    static Path folder;

    private static EmbeddedPostgres postgres;
    private static String postgresUrl;
    private static int files;

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = EmbeddedPostgres.start();
        postgresUrl = postgres.getJdbcUrl("postgres", "postgres");
    }

    @AfterAll
    static void stopPostgres() throws Exception {
        postgres.close();
    }

    private static String sqlite() {
        return "jdbc:sqlite:" + folder.resolve("ledger" + ++files + ".db");
    }

    static Stream<DeliveryLedger> ledgers() throws Exception {
        MemoryIdempotentRepository repository = new MemoryIdempotentRepository();
        repository.start();
        return Stream.concat(databases(), Stream.of(new MemoryLedger(), new IdempotentRepositoryLedger(repository)));
    }

    static Stream<DeliveryLedger> databases() throws Exception {
        emptyPostgres();
        return Stream.of(
                JdbcLedger.at(sqlite()), JdbcLedger.at(postgresUrl), JdbcLedger.in(postgres.getPostgresDatabase()));
    }

    private static void emptyPostgres() throws Exception {
        try (Connection connection = DriverManager.getConnection(postgresUrl);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS pop3x_delivery, pop3x_journal, pop3x_lease, pop3x_schema");
        }
    }

    private static MessageKey key(String uid) {
        return new MessageKey(JOE, uid, 1);
    }

    private static DeliveryEntry entry(String uid, DeliveryState state) {
        return new DeliveryEntry(
                key(uid), state, 3, NOW, "12-ab", state == DeliveryState.FAILED ? "it\nfailed\0'" : null);
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void whatIsSavedIsLoadedUntilItIsForgotten(DeliveryLedger ledger) throws Exception {
        ledger.forget(List.of(key("a"), key("b"), key("c")));
        List<DeliveryEntry> entries = List.of(
                entry("a", DeliveryState.COMPLETED), entry("b", DeliveryState.HELD), entry("c", DeliveryState.EMITTED));
        ledger.save(entries);
        List<MessageKey> listed = List.of(key("a"), key("b"), key("c"));
        assertThat(ledger.load(JOE, listed).values()).containsExactlyInAnyOrderElementsOf(entries);
        assertThat(ledger.load("ann@mail.test:995", List.of())).isEmpty();
        ledger.save(List.of(entry("c", DeliveryState.COMPLETED)));
        assertThat(ledger.load(JOE, listed).get(key("c")).state()).isEqualTo(DeliveryState.COMPLETED);
        ledger.forget(List.of(key("a"), key("c")));
        assertThat(ledger.load(JOE, listed)).containsOnlyKeys(key("b"));
        ledger.forget(List.of(key("b")));
        assertThat(ledger.load(JOE, listed)).isEmpty();
        ledger.close();
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void strangeKeysAndErrorsAreKept(DeliveryLedger ledger) throws Exception {
        List<DeliveryEntry> entries = new ArrayList<>();
        for (String uid : new String[] {
            "", " ", "%", "%41", "A", "a", "\u00e4\u00ff\0\r\n\t", "x'; DROP TABLE x --", "u".repeat(255)
        }) {
            entries.add(new DeliveryEntry(key(uid), DeliveryState.COMPLETED, 1, NOW, null, null));
        }
        entries.add(new DeliveryEntry(
                new MessageKey(JOE, "A", 2), DeliveryState.COMPLETED, 1, NOW, null, "e".repeat(9_000)));
        ledger.save(entries);
        List<MessageKey> keys = entries.stream().map(DeliveryEntry::key).toList();
        assertThat(ledger.load(JOE, keys).keySet()).containsExactlyInAnyOrderElementsOf(keys);
        ledger.forget(keys);
        ledger.close();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aDatabaseOutlivesItsLedgerAndIsReadableByAnOperator(DeliveryLedger ledger) throws Exception {
        String url = sqlite();
        try (DeliveryLedger first = JdbcLedger.at(url)) {
            first.save(List.of(entry("a b", DeliveryState.FAILED)));
        }
        try (DeliveryLedger second = JdbcLedger.at(url)) {
            assertThat(second.load(JOE, List.of()).get(key("a b")).attempts()).isEqualTo(3);
        }
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT account, uid, state, attempts, changed, last_error FROM pop3x_delivery")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo(JOE);
            assertThat(row.getString(2)).isEqualTo("a%20b");
            assertThat(row.getString(3)).isEqualTo("FAILED");
            assertThat(row.getInt(4)).isEqualTo(3);
            assertThat(row.getString(5)).isEqualTo("2026-11-23T12:00:00.123Z");
            assertThat(row.getString(6)).isEqualTo("it\nfailed '");
        }
        ledger.close();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void onlyOneOwnerHasTheLease(DeliveryLedger ledger) throws Exception {
        String account = "lease" + System.nanoTime();
        assertThat(ledger.lease(account, "me", Duration.ofMinutes(1))).isTrue();
        assertThat(ledger.lease(account, "you", Duration.ofMinutes(1))).isFalse();
        assertThat(ledger.lease(account, "me", Duration.ofMinutes(1)))
                .as("renewed")
                .isTrue();
        assertThat(ledger.lease("other " + account, "you", Duration.ofMinutes(1)))
                .isTrue();
        assertThat(ledger.lease(account, "me", Duration.ofSeconds(-1)))
                .as("run out")
                .isTrue();
        assertThat(ledger.lease(account, "you", Duration.ofMinutes(1)))
                .as("taken over")
                .isTrue();
        assertThat(ledger.lease(account, "me", Duration.ofMinutes(1)))
                .as("lost")
                .isFalse();
        ledger.close();
    }

    @Test
    void twoNodesStartAtTheSameTimeOnAnEmptyDatabase() throws Exception {
        for (String url : new String[] {postgresUrl, sqlite()}) {
            emptyPostgres();
            int nodes = 4;
            CountDownLatch go = new CountDownLatch(1);
            ExecutorService threads = Executors.newFixedThreadPool(nodes);
            List<Future<Boolean>> leases = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                String owner = "node" + i;
                leases.add(threads.submit(() -> {
                    try (JdbcLedger ledger = JdbcLedger.at(url)) {
                        go.await();
                        ledger.save(List.of(entry(owner, DeliveryState.COMPLETED)));
                        return ledger.lease(JOE, owner, Duration.ofMinutes(1));
                    }
                }));
            }
            go.countDown();
            int taken = 0;
            for (Future<Boolean> lease : leases) {
                taken += lease.get() ? 1 : 0;
            }
            threads.shutdown();
            assertThat(taken).as("owners of one lease at %s", url).isEqualTo(1);
            try (JdbcLedger ledger = JdbcLedger.at(url)) {
                assertThat(ledger.load(JOE, List.of())).hasSize(nodes);
            }
        }
    }

    /** As many as in a poll of a fast route. */
    private static List<DeliveryEntry> many(DeliveryState state) {
        List<DeliveryEntry> entries = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            DeliveryState own = i % 10 == 0 ? DeliveryState.FAILED : state;
            String print = i % 3 == 0 ? null : i + "-ab";
            String error = own == DeliveryState.FAILED ? "50% of\nit \u20ac #" + i : null;
            entries.add(new DeliveryEntry(key("%\u00e4 \n" + i), own, i / 20, NOW.plusMillis(i / 7), print, error));
        }
        entries.add(new DeliveryEntry(key(""), state, 1, NOW, null, null));
        entries.add(new DeliveryEntry(new MessageKey(JOE, "", 2), state, 1, NOW, null, null));
        return entries;
    }

    private static List<MessageKey> keys(List<DeliveryEntry> entries) {
        return entries.stream().map(DeliveryEntry::key).toList();
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void manyAreSavedAtOnceAndTheLatestCounts(DeliveryLedger ledger) throws Exception {
        List<DeliveryEntry> emitted = many(DeliveryState.COMPLETED);
        List<DeliveryEntry> deleting = many(DeliveryState.DELETING);
        List<MessageKey> listed = keys(emitted);
        ledger.forget(listed);
        ledger.save(emitted);
        assertThat(ledger.load(JOE, listed).values()).containsExactlyInAnyOrderElementsOf(emitted);
        ledger.save(deleting);
        DeliveryEntry single = deleting.get(5).to(DeliveryState.COMPLETED, NOW.plusSeconds(1), null);
        ledger.save(List.of(single));
        assertThat(ledger.load(JOE, listed).get(single.key())).isEqualTo(single);
        ledger.forget(listed.subList(1, 100));
        assertThat(ledger.load(JOE, listed).values())
                .containsExactlyInAnyOrder(deleting.get(0), deleting.get(100), deleting.get(101));
        ledger.forget(List.of(listed.get(0), listed.get(100), listed.get(101)));
        assertThat(ledger.load(JOE, listed)).isEmpty();
        ledger.close();
    }

    @Test
    void whatStaysIsARowThatAnOperatorFindsAndWhatGoesLeavesNothing() throws Exception {
        emptyPostgres();
        for (String url : new String[] {postgresUrl, sqlite()}) {
            List<DeliveryEntry> entries = many(DeliveryState.COMPLETED);
            try (JdbcLedger ledger = JdbcLedger.at(url)) {
                ledger.save(entries);
                assertThat(count(url, "pop3x_delivery")).isZero();
                assertThat(count(url, "pop3x_journal")).isEqualTo(1);
                ledger.load(JOE, List.of(key("another")));
                assertThat(count(url, "pop3x_journal"))
                        .as("all gone, to be forgotten next")
                        .isEqualTo(1);
                ledger.load(JOE, keys(entries));
                assertThat(count(url, "pop3x_journal")).isZero();
                assertThat(count(url, "pop3x_delivery WHERE state = 'FAILED'")).isEqualTo(10);
                assertThat(ledger.load(JOE, List.of()).values()).containsExactlyInAnyOrderElementsOf(entries);
                ledger.save(entries);
                ledger.forget(keys(entries));
                assertThat(count(url, "pop3x_journal")).isZero();
                assertThat(count(url, "pop3x_delivery")).isZero();
            }
        }
    }

    /** An operator decides in one process while another one polls. */
    @Test
    void whatAnotherProcessSavesCountsWhereverTheMessageIs() throws Exception {
        emptyPostgres();
        for (String url : new String[] {postgresUrl, sqlite()}) {
            List<DeliveryEntry> entries = many(DeliveryState.COMPLETED);
            DeliveryEntry decided = entries.get(3).to(DeliveryState.FAILED, Instant.EPOCH, null);
            try (JdbcLedger poll = JdbcLedger.at(url);
                    JdbcLedger operator = JdbcLedger.at(url)) {
                poll.save(entries);
                poll.load(JOE, List.of());
                operator.save(List.of(decided));
                poll.forget(keys(entries).subList(10, 20));
                assertThat(poll.load(JOE, List.of()).get(decided.key())).isEqualTo(decided);
                operator.forget(List.of(decided.key()));
                assertThat(poll.load(JOE, keys(entries))).hasSize(91).doesNotContainKey(decided.key());
            }
        }
    }

    private static int count(String url, String rows) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM " + rows)) {
            count.next();
            return count.getInt(1);
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsNamedWithoutItsPassword() {
        JdbcLedger ledger = JdbcLedger.at("jdbc:postgresql://localhost:1/x?user=joe&password=s3cret");
        assertThatThrownBy(() -> ledger.load(JOE, List.of()))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("The ledger at jdbc:postgresql://localhost:1/x can't be read")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aConnectionThatWentStaleIsReplaced() throws Exception {
        emptyPostgres();
        try (JdbcLedger ledger = JdbcLedger.at(postgresUrl)) {
            ledger.save(List.of(entry("a", DeliveryState.COMPLETED)));
            try (Connection connection = DriverManager.getConnection(postgresUrl);
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                        + " AND backend_type = 'client backend'");
            }
            Map<MessageKey, DeliveryEntry> loaded = ledger.load(JOE, List.of());
            assertThat(loaded).containsOnlyKeys(key("a"));
        }
    }

    @Test
    void tablesOfANewerVersionAreLeftAlone() throws Exception {
        String url = sqlite();
        JdbcLedger.at(url).save(List.of(entry("a", DeliveryState.COMPLETED)));
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO pop3x_schema (version) VALUES (99)");
        }
        assertThatThrownBy(() -> JdbcLedger.at(url).load(JOE, List.of()))
                .hasMessageContaining("made by a newer version of camel-pop3x");
    }
}
