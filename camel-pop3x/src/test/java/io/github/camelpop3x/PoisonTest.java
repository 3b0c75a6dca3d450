package io.github.camelpop3x;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.testserver.MaildropServer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A maildrop with poison in it: of 400 messages 1 in 20 fails for ever, 1 in 20 fails twice, 1 in 50 is malformed and 1
 * in 100 is refused by the server. None of them keeps another one back.
 */
class PoisonTest {

    private static final int MESSAGES = 400;
    private static final int MAX_ATTEMPTS = 4;

    /** What is wrong with a message. */
    private enum Kind {
        GOOD,
        FAILS_FOR_EVER,
        FAILS_TWICE,
        MALFORMED,
        REFUSED;

        /** The proportions; no number is of two kinds. */
        static Kind of(int number) {
            if (number % 20 == 0) {
                return FAILS_FOR_EVER;
            }
            if (number % 20 == 1) {
                return FAILS_TWICE;
            }
            if (number % 50 == 2) {
                return MALFORMED;
            }
            return number % 100 == 3 ? REFUSED : GOOD;
        }

        Set<String> uids() {
            return uids(this);
        }

        static Set<String> uids(Kind... kinds) {
            return IntStream.range(0, MESSAGES)
                    .filter(number -> Arrays.asList(kinds).contains(of(number)))
                    .mapToObj(number -> "uid" + number)
                    .collect(Collectors.toSet());
        }

        static Kind of(String uid) {
            return of(Integer.parseInt(uid.substring("uid".length())));
        }
    }

    /** Not what RFC 5322 and RFC 2045 call a message; each ends with CRLF, so that RETR adds nothing. */
    private static final String[] MALFORMED = {
        "",
        "\r\n",
        "this was never a header\r\nnor this\r\n",
        "Subject: never ends\r\nX-Last: no empty line\r\n",
        "Subject: " + "endless ".repeat(40_000) + "\r\n\r\n" + "x".repeat(300_000) + "\r\n",
        "Sub\0ject: \0NUL\0\r\nFrom: \0\r\n\r\nbody \0 of\0 NULs\0\r\n",
        "MIME-Version: 1.0\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n=A=!\u00ff%%QQ\r\n=\r\n",
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"absent\"\r\n\r\nno part begins here\r\n"
    };

    private static DefaultCamelContext context;

    @BeforeAll
    static void startCamel() {
        context = new DefaultCamelContext();
        context.start();
    }

    @AfterAll
    static void stopCamel() {
        context.stop();
    }

    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    private final Map<String, Integer> completed = new ConcurrentHashMap<>();
    private final Map<String, byte[]> mails = new TreeMap<>();

    @ParameterizedTest(name = "pipelining={0}, concurrentConsumers={1}")
    @CsvSource({"auto, 1", "off, 1", "auto, 4", "off, 4"})
    void poisonKeepsNothingElseBack(String pipelining, int consumers) throws Exception {
        try (MaildropServer server =
                MaildropServer.builder().user("joe", "secret").start()) {
            fill(server);
            String options =
                    "&pipelining=" + pipelining + "&concurrentConsumers=" + consumers + "&maxAttempts=" + MAX_ATTEMPTS;
            try (PolledMaildrop maildrop = new PolledMaildrop(context, server, options, this::route)) {
                assertThat(maildrop.poll()).isNull();
                assertThat(completed.keySet())
                        .as("through in the first poll")
                        .isEqualTo(Kind.uids(Kind.GOOD, Kind.MALFORMED));
                assertThat(server.uids("joe"))
                        .as("left on the server")
                        .hasSameElementsAs(Kind.uids(Kind.FAILS_FOR_EVER, Kind.FAILS_TWICE, Kind.REFUSED));

                assertThat(maildrop.poll()).isNull();
                assertThat(completed.keySet()).doesNotContainAnyElementsOf(Kind.FAILS_TWICE.uids());
                assertThat(maildrop.poll()).isNull();
                assertThat(completed.keySet())
                        .as("through with the third attempt")
                        .isEqualTo(Kind.uids(Kind.GOOD, Kind.MALFORMED, Kind.FAILS_TWICE));
                assertThat(maildrop.consumer().heldMessages()).isEmpty();

                for (int poll = 3; poll < MAX_ATTEMPTS + 3; poll++) {
                    assertThat(maildrop.poll()).isNull();
                }
                assertHeld(maildrop);
            }
            Set<String> poisoned = Kind.uids(Kind.FAILS_FOR_EVER, Kind.REFUSED);
            assertThat(server.uids("joe")).as("held").hasSameElementsAs(poisoned);
            assertThat(completed.values()).as("completions of each").containsOnly(1);
            assertThat(completed).hasSize(MESSAGES - poisoned.size());
            assertThat(server.commands())
                    .filteredOn(command -> command.startsWith("RETR"))
                    .as("as many as there were attempts: a held message isn't retrieved")
                    .hasSize(attempts.values().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum()
                            + MAX_ATTEMPTS * Kind.REFUSED.uids().size());
        }
    }

    private void fill(MaildropServer server) {
        int malformed = 0;
        for (int number = 0; number < MESSAGES; number++) {
            Kind kind = Kind.of(number);
            String mail = kind == Kind.MALFORMED
                    ? MALFORMED[malformed++]
                    : "Subject: mail " + number + "\r\n\r\nbody " + number + "\r\n";
            String uid = "uid" + number;
            mails.put(uid, mail.getBytes(ISO_8859_1));
            if (kind == Kind.REFUSED) {
                server.deliverDamaged("joe", uid, mails.get(uid));
            } else {
                server.deliver("joe", uid, mails.get(uid));
            }
        }
        assertThat(malformed).as("each malformed mail was delivered").isEqualTo(MALFORMED.length);
    }

    private void route(Exchange exchange) {
        String uid = exchange.getMessage().getHeader(Pop3xConstants.UID, String.class);
        int attempt = attempts.merge(uid, 1, Integer::sum);
        assertThat(exchange.getMessage().getHeader(Pop3xConstants.ATTEMPT)).isEqualTo(attempt);
        assertThat(exchange.getMessage().getBody(byte[].class)).as(uid).isEqualTo(mails.get(uid));
        Kind kind = Kind.of(uid);
        if (kind == Kind.FAILS_FOR_EVER || (kind == Kind.FAILS_TWICE && attempt <= 2)) {
            throw new IllegalStateException("poison in " + uid);
        }
        completed.merge(uid, 1, Integer::sum);
    }

    private static void assertHeld(PolledMaildrop maildrop) throws Exception {
        Map<String, String> held = maildrop.consumer().heldMessages().stream()
                .collect(Collectors.toMap(line -> line.substring(0, line.indexOf(' ')), line -> line));
        assertThat(held.keySet()).isEqualTo(Kind.uids(Kind.FAILS_FOR_EVER, Kind.REFUSED));
        assertThat(held.values()).allMatch(line -> line.contains("after " + MAX_ATTEMPTS + " attempt(s)"));
        Kind.FAILS_FOR_EVER.uids().forEach(uid -> assertThat(held.get(uid)).contains("poison in " + uid));
        Kind.REFUSED.uids().forEach(uid -> assertThat(held.get(uid)).contains("the message is damaged"));
    }
}
