package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.delivery.DeliveryLedger;
import io.github.camelpop3x.delivery.IdempotentRepositoryLedger;
import io.github.camelpop3x.delivery.JdbcLedger;
import io.github.camelpop3x.delivery.MemoryLedger;
import io.github.camelpop3x.testserver.Effect;
import io.github.camelpop3x.testserver.Fault;
import io.github.camelpop3x.testserver.FaultPlan;
import io.github.camelpop3x.testserver.MaildropServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A poll of three messages that goes wrong at every place where it can. Whatever happens: no message is lost, none is
 * emitted cut, none is completed twice, none is deleted before its exchange completed. The second message's exchange
 * fails the first time, so that something always has to stay on the server.
 */
class CutTest {

    private static final int POLLS = 12;
    /** The first poll, the one with the second attempt, and the one that finds nothing. */
    private static final int SESSIONS_WITHOUT_FAULT = 3;

    private static DefaultCamelContext context;

    @TempDir
    static Path folder;

    private static EmbeddedPostgres postgres;
    private static DeliveryLedger postgresLedger;

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = EmbeddedPostgres.start();
        postgresLedger = JdbcLedger.in(postgres.getPostgresDatabase());
    }

    @AfterAll
    static void stopPostgres() throws Exception {
        postgresLedger.close();
        postgres.close();
    }

    @BeforeAll
    static void startCamel() {
        context = new DefaultCamelContext();
        context.start();
    }

    @AfterAll
    static void stopCamel() {
        context.stop();
    }

    @ParameterizedTest(name = "pipelining={0}")
    @ValueSource(strings = {"auto", "off"})
    void cutAtEveryByte(String pipelining) throws Exception {
        int cuts = 0;
        for (int octets = 0; ; octets++) {
            int at = octets;
            boolean cut =
                    run(pipelining, "cut after octet " + at, new MemoryLedger(), server -> server.cutAtByte(1, at));
            if (!cut) {
                break;
            }
            cuts++;
        }
        assertThat(cuts).as("places to cut at").isGreaterThan(400);
    }

    static Stream<Arguments> everyStepAndEffect() {
        Map<String, Effect> effects = Faults.all();
        List<String> steps = List.of(
                "AUTH 1", "USER 1", "PASS 1", "CAPA 1", "CAPA 2", "UIDL 1", "LIST 1", "RETR 1", "RETR 2", "RETR 3",
                "DELE 1", "DELE 2", "QUIT 1");
        return Stream.of("auto", "off").flatMap(pipelining -> steps.stream().flatMap(step -> effects.keySet().stream()
                .map(name -> Arguments.of(step, name, pipelining, effects.get(name)))));
    }

    @ParameterizedTest(name = "{0}: {1}, pipelining={2}")
    @MethodSource("everyStepAndEffect")
    void faultAtEveryStep(String step, String name, String pipelining, Effect effect) throws Exception {
        try (DeliveryLedger ledger = new MemoryLedger()) {
            faultAt(step, name, pipelining, effect, ledger);
        }
    }

    @ParameterizedTest(name = "SQLite, {0}: {1}, pipelining={2}")
    @MethodSource("everyStepAndEffect")
    void faultAtEveryStepWithSqlite(String step, String name, String pipelining, Effect effect) throws Exception {
        try (DeliveryLedger ledger = JdbcLedger.at("jdbc:sqlite:" + folder.resolve("cut.db"))) {
            faultAt(step, name, pipelining, effect, ledger);
        }
    }

    @ParameterizedTest(name = "PostgreSQL, {0}: {1}, pipelining={2}")
    @MethodSource("everyStepAndEffect")
    void faultAtEveryStepWithPostgres(String step, String name, String pipelining, Effect effect) throws Exception {
        faultAt(step, name, pipelining, effect, postgresLedger);
    }

    @ParameterizedTest(name = "idempotent repository, {0}: {1}, pipelining={2}")
    @MethodSource("everyStepAndEffect")
    void faultAtEveryStepWithARepository(String step, String name, String pipelining, Effect effect) throws Exception {
        MemoryIdempotentRepository repository = new MemoryIdempotentRepository();
        repository.start();
        faultAt(step, name, pipelining, effect, new IdempotentRepositoryLedger(repository));
    }

    private static void faultAt(String step, String name, String pipelining, Effect effect, DeliveryLedger ledger)
            throws Exception {
        String verb = step.substring(0, step.indexOf(' '));
        int nth = Integer.parseInt(step.substring(step.indexOf(' ') + 1));
        FaultPlan fault = new Fault(1, verb, nth, effect);
        run(pipelining, step + ": " + name, ledger, server -> server.faults(fault));
    }

    /** What goes wrong. */
    private interface Misfortune {
        void befall(MaildropServer server);
    }

    /** Polls until quiet and checks what must always hold. Returns whether anything went wrong. */
    private static boolean run(String pipelining, String what, DeliveryLedger ledger, Misfortune misfortune)
            throws Exception {
        Map<String, String> mails = new HashMap<>();
        MaildropServer.Builder builder = MaildropServer.builder().user("joe", "secret");
        if (what.startsWith("USER") || what.startsWith("PASS")) {
            builder.capabilities("UIDL", "USER", "PIPELINING", "RESP-CODES", "AUTH-RESP-CODE");
        }
        try (MaildropServer server = builder.start()) {
            for (int i = 1; i <= 3; i++) {
                String mail = "Subject: mail " + i + "\r\n\r\n.line of " + i + "\r\n.\r\n\r\n";
                mails.put("uid" + i, mail);
                server.deliver("joe", "uid" + i, mail.getBytes(StandardCharsets.UTF_8));
            }
            misfortune.befall(server);
            List<String> completed = new ArrayList<>();
            List<String> attempts = new ArrayList<>();
            context.getRegistry().bind("ledger" + server.port(), ledger);
            String options =
                    "&readTimeout=150&connectTimeout=2000&pipelining=" + pipelining + "&ledger=#ledger" + server.port();
            try (PolledMaildrop maildrop = new PolledMaildrop(context, server, options, exchange -> {
                String uid = exchange.getMessage().getHeader(Pop3xConstants.UID, String.class);
                assertThat(exchange.getMessage().getBody(String.class)).as(what).isEqualTo(mails.get(uid));
                assertThat(server.uids("joe"))
                        .as("%s: deleted before its exchange completed", what)
                        .contains(uid);
                attempts.add(uid);
                if (uid.equals("uid2") && attempts.indexOf(uid) == attempts.size() - 1) {
                    throw new IllegalStateException("the first attempt fails");
                }
                completed.add(uid);
            })) {
                boolean failed = maildrop.poll() != null;
                assertDeletedOnlyWhatCompleted(what, server, completed);
                maildrop.pollUntilQuiet(POLLS);
                assertThat(completed).as("%s: each once", what).containsExactlyInAnyOrder("uid1", "uid2", "uid3");
                assertThat(server.uids("joe")).as("%s: all deleted", what).isEmpty();
                assertThat(maildrop.consumer().getMessagesInFlight()).as(what).isZero();
                assertThat(ledger.load("joe@localhost:" + server.port(), List.of()))
                        .as("%s: the ledger", what)
                        .isEmpty();
                return failed || server.sessions() > SESSIONS_WITHOUT_FAULT;
            }
        }
    }

    private static void assertDeletedOnlyWhatCompleted(String what, MaildropServer server, List<String> completed) {
        List<String> gone = new ArrayList<>(List.of("uid1", "uid2", "uid3"));
        gone.removeAll(server.uids("joe"));
        assertThat(completed).as("%s: lost", what).containsAll(gone);
    }
}
