package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.client.model.Pop3AuthenticationException;
import io.github.camelpop3x.testserver.Effect;
import io.github.camelpop3x.testserver.Fault;
import io.github.camelpop3x.testserver.FaultPlan;
import io.github.camelpop3x.testserver.MaildropServer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A maildrop that can't be had now is waited for; credentials that are wrong are left alone. */
class BusyTest {

    private final List<Object> seen = new ArrayList<>();
    private DefaultCamelContext context;
    private MaildropServer server;

    @BeforeEach
    void start() throws Exception {
        context = new DefaultCamelContext();
        context.start();
        server = MaildropServer.builder()
                .user("joe", "secret")
                .capabilities("TOP", "UIDL", "USER", "PIPELINING", "RESP-CODES", "AUTH-RESP-CODE")
                .start();
        server.deliver("joe", "uid1", "Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @AfterEach
    void stop() {
        context.stop();
        server.close();
    }

    private PolledMaildrop maildrop(String options) throws Exception {
        return new PolledMaildrop(
                context,
                server,
                options,
                exchange -> seen.add(exchange.getMessage().getBody()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[IN-USE] somebody else has it",
                "[LOGIN-DELAY] minimum time between mail checks",
                "[SYS/TEMP] try again",
                "[in-use/strange] x",
                "maildrop already locked",
            })
    void case16_busyIsNoFailureAndThereIsOnePassAPoll(String text) throws Exception {
        server.faults(new Fault(Fault.EVERY, "PASS", 1, Effect.err(text)));
        try (PolledMaildrop maildrop = maildrop("")) {
            assertThat(maildrop.poll()).as("the poll's error").isNull();
            assertThat(maildrop.consumer().getPollStatus())
                    .startsWith("busy until ")
                    .contains(text);
            assertThat(server.count("PASS")).isEqualTo(1);
            for (int i = 0; i < 20; i++) {
                maildrop.poll();
            }
            assertThat(server.count("PASS")).as("logins during the pause").isEqualTo(1);
        }
    }

    @Test
    void aMaildropThatIsFreeAgainIsDrained() throws Exception {
        server.faults(new Fault(1, "PASS", 1, Effect.err("[IN-USE] busy")));
        try (PolledMaildrop maildrop = maildrop("")) {
            Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> {
                maildrop.poll();
                return seen.size() == 1;
            });
            assertThat(maildrop.consumer().getPollStatus()).isEqualTo("ok");
            assertThat(server.count("PASS")).isEqualTo(2);
        }
    }

    @Test
    void theServersOwnDelayIsKept() throws Exception {
        MaildropServer slow = MaildropServer.builder()
                .user("joe", "secret")
                .capabilities("TOP", "UIDL", "USER", "RESP-CODES", "LOGIN-DELAY 900")
                .start();
        try (slow;
                PolledMaildrop maildrop = new PolledMaildrop(context, slow, "", exchange -> {})) {
            slow.faults(new Fault(1, "PASS", 1, Effect.err("[LOGIN-DELAY] too soon")));
            Instant before = Instant.now();
            maildrop.poll();
            String status = maildrop.consumer().getPollStatus();
            Instant until = Instant.parse(status.substring("busy until ".length(), status.indexOf(": ")));
            assertThat(until).isAfter(before.plusSeconds(895));
        }
    }

    @Test
    void case19_aLoginDelayToldLateIsBusyToo() throws Exception {
        server.faults(new Fault(1, "UIDL", 1, Effect.err("login allowed only every 15 minutes")));
        try (PolledMaildrop maildrop = maildrop("")) {
            assertThat(maildrop.poll()).isNull();
            assertThat(maildrop.consumer().getPollStatus()).startsWith("busy until ");
        }
    }

    @Test
    void dovecotsLateAnswerToALoginIsBusyAndNotAMissingCapability() throws Exception {
        server.faults(new Fault(1, "CAPA", 2, Effect.err("[SYS/TEMP] Failed to open the mailbox")));
        try (PolledMaildrop maildrop = maildrop("")) {
            Exception error = maildrop.poll();
            assertThat(error).isNotNull();
            assertThat(error.getMessage()).contains("Failed to open the mailbox");
        }
    }

    @Test
    void wrongCredentialsFailThePollOnceAndAreLeftAlone() throws Exception {
        server.faults(new Fault(Fault.EVERY, "PASS", 1, Effect.err("[AUTH] no")));
        try (PolledMaildrop maildrop = maildrop("")) {
            assertThat(maildrop.poll()).isInstanceOf(Pop3AuthenticationException.class);
            long errors = maildrop.consumer().getErrorCounter();
            for (int i = 0; i < 20; i++) {
                maildrop.poll();
            }
            assertThat(server.count("PASS")).isEqualTo(1);
            assertThat(maildrop.consumer().getErrorCounter())
                    .as("still failing")
                    .isEqualTo(errors);
            assertThat(maildrop.consumer().getPollStatus())
                    .startsWith("rejected until ")
                    .contains("[AUTH] no");
        }
    }

    @Test
    void case34_aServerThatCannotPipelineIsSpokenToSerially() throws Exception {
        for (int i = 2; i <= 5; i++) {
            server.deliver("joe", "uid" + i, "Subject: y\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        server.faults((session, verb, nth, command) ->
                session == 1 && verb.equals("UIDL") ? Optional.of(Effect.cutAfterReply()) : Optional.empty());
        try (PolledMaildrop maildrop = maildrop("")) {
            assertThat(maildrop.poll()).isNotNull();
            server.faults(FaultPlan.none());
            assertThat(maildrop.poll()).isNull();
        }
        assertThat(seen).hasSize(5);
        assertThat(server.mostOutstanding())
                .as("commands sent ahead after the failure")
                .isLessThanOrEqualTo(2);
        assertThat(server.commands(2))
                .containsSubsequence("UIDL", "LIST", "RETR 1", "RETR 2", "DELE 1", "DELE 2", "QUIT");
    }

    @Test
    void case31_aMessageThatEndsTwiceIsSkippedOverAndPipeliningIsGivenUp() throws Exception {
        server.faults(new Fault(
                1,
                "LIST",
                1,
                Effect.replaceReply("+OK\r\n1 14\r\n.\r\n\r\n.\r\n".getBytes(StandardCharsets.US_ASCII))));
        try (PolledMaildrop maildrop = maildrop("")) {
            assertThat(maildrop.poll()).isNull();
        }
        assertThat(seen).hasSize(1);
        assertThat(server.uids("joe")).isEmpty();
    }
}
