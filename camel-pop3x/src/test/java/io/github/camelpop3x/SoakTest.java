package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.testserver.MaildropServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mails come in while two endpoints poll, one with a ledger in SQLite and one with a ledger in memory; the server and the
 * route fail a few percent of the time. Each message completes once, and nothing grows: what is held in the last third
 * of the run is what was held in the first, give or take {@link #BOUNDS}.
 *
 * <p>Longer: {@code -Dsoak.minutes=60 -Dsoak.messages=200000 -Dsoak.seed=7}.
 */
class SoakTest {

    private static final Logger LOG = LoggerFactory.getLogger(SoakTest.class);

    private static final int MESSAGES = Integer.getInteger("soak.messages", 3_000);
    private static final int MINUTES = Integer.getInteger("soak.minutes", 0);
    private static final long SEED = Long.getLong("soak.seed", 20261123);

    private static final Duration LENGTH = MINUTES > 0 ? Duration.ofMinutes(MINUTES) : Duration.ofSeconds(15);
    /** A machine that can't keep the pace is given time, and not more to do. */
    private static final int MOST_WAITING = 200;

    private static final int SAMPLES = 60;
    /** Until here threads are started and classes loaded. */
    private static final int WARM_UP = 6;

    /** How much the last third may be above the first. What waits or is in flight at the moment counts in each. */
    private static final Vitals BOUNDS = new Vitals(2 << 20, 3, 20, 20, 4 << 20, 400);

    private static final String[] USERS = {"joe", "ann"};

    @TempDir
    Path folder;

    @Test
    void nothingIsLostNothingComesTwiceAndNothingGrows() throws Exception {
        Path spools = folder.toRealPath().resolve("spool");
        SoakFaults faults = new SoakFaults(SEED);
        SoakRoute route = new SoakRoute(SEED, MESSAGES);
        try (MaildropServer server = MaildropServer.builder()
                        .user("joe", "secret")
                        .user("ann", "secret")
                        .withoutLog()
                        .start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            server.faults(faults);
            context.getStreamCachingStrategy().setSpoolDirectory(spools.toFile());
            context.getRegistry().bind("quiet", new SoakRoute.Quiet());
            String sqlite = "jdbc:sqlite:" + folder.resolve("ledger.db");
            String common =
                    "&password=secret&tls=none&format=raw&initialDelay=0&delay=100&readTimeout=1000&retryDelay=200"
                            + "&exceptionHandler=#quiet&pollStrategy=#quiet";
            String account = "pop3x:localhost:" + server.port() + "?username=";
            route.maildrops(
                    account + "joe" + common + "&ledger=" + sqlite,
                    account + "ann" + common + "&concurrentConsumers=3&commitEvery=40");
            context.addRoutes(route);
            context.start();
            try (VitalSigns signs = new VitalSigns(context, spools, sqlite)) {
                // The first poll makes the ledger's tables.
                Awaitility.await().ignoreExceptions().until(() -> signs.ledgerRows() == 0);
                List<Vitals> samples = churn(server, signs);
                drain(server, signs);
                report(samples, faults, route);
            }
        }
    }

    /** Delivers at an even pace and looks at the process now and then. */
    private List<Vitals> churn(MaildropServer server, VitalSigns signs) throws Exception {
        List<Vitals> samples = new ArrayList<>();
        long began = System.nanoTime();
        for (int number = 0; number < MESSAGES; number++) {
            LockSupport.parkNanos(began + LENGTH.toNanos() / MESSAGES * number - System.nanoTime());
            // Not after the last message: a collection also closes files that nobody closed, and drain() is to see
            // those.
            if (number * (long) SAMPLES / MESSAGES > samples.size()) {
                awaitFewWaiting(server);
                Vitals sample = signs.measure();
                samples.add(sample);
                if (MINUTES > 0) {
                    LOG.info("soak: {} of {} delivered; {}", number, MESSAGES, sample);
                }
            }
            String user = USERS[number % USERS.length];
            server.deliver(user, String.valueOf(number), SoakRoute.mail(number));
        }
        return samples;
    }

    private static void awaitFewWaiting(MaildropServer server) {
        for (String user : USERS) {
            Awaitility.await()
                    .atMost(30, TimeUnit.MINUTES)
                    .until(() -> server.uids(user).size() < MOST_WAITING);
        }
    }

    /** Until the maildrops and the ledgers are empty; then nothing may be held at all. */
    private static void drain(MaildropServer server, VitalSigns signs) {
        for (String user : USERS) {
            Awaitility.await().atMost(5, TimeUnit.MINUTES).untilAsserted(() -> assertThat(server.uids(user))
                    .as("what is left in the maildrop of %s", user)
                    .isEmpty());
        }
        Awaitility.await().atMost(1, TimeUnit.MINUTES).untilAsserted(() -> {
            assertThat(signs.ledgerRows()).as("ledger entries").isZero();
            assertThat(signs.spoolFiles()).as("spool files").isEmpty();
        });
    }

    private static void report(List<Vitals> samples, SoakFaults faults, SoakRoute route) {
        List<Vitals> warm = samples.subList(WARM_UP, samples.size());
        Vitals first = Vitals.median(warm.subList(0, warm.size() / 3));
        Vitals last = Vitals.median(warm.subList(warm.size() * 2 / 3, warm.size()));
        LOG.info(String.format(
                Locale.ROOT,
                "soak: %d messages in %d s, seed %d: %d faults of the server, %d exchanges failed, %d messages emitted"
                        + " twice, %d of them without a failure, %d lost, %d completed twice; first third: %s; last third: %s",
                MESSAGES,
                LENGTH.toSeconds(),
                SEED,
                faults.count(),
                route.failures(),
                route.emittedTwice(),
                route.emittedTwiceWithoutFailure(),
                route.lost(),
                route.completedTwice(),
                first,
                last));
        assertThat(faults.count()).as("faults").isGreaterThan(MESSAGES / 100);
        assertThat(route.failures()).as("failed exchanges").isGreaterThan(MESSAGES / 100);
        assertThat(route.lost()).as("messages that never completed").isZero();
        assertThat(route.completedTwice()).as("messages that completed twice").isZero();
        assertThat(route.emittedTwiceWithoutFailure())
                .as("messages that came again without a failure")
                .isZero();
        assertThat(route.spoiled()).as("bodies that aren't what was sent").isZero();
        assertThat(last.above(first, BOUNDS))
                .as("what has grown from %s to %s", first, last)
                .isEmpty();
    }
}
