package io.github.camelpop3x.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3ConnectException;
import io.github.camelpop3x.client.model.Pop3Exception;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.model.Pop3TimeoutException;
import io.github.camelpop3x.client.model.SessionState;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.testserver.DrippingRelay;
import io.github.camelpop3x.testserver.Effect;
import io.github.camelpop3x.testserver.Fault;
import io.github.camelpop3x.testserver.FaultPlan;
import io.github.camelpop3x.testserver.MaildropServer;
import io.github.camelpop3x.testserver.RawServer;
import io.github.camelpop3x.testserver.SilentPort;
import io.github.camelpop3x.testserver.TestTls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that stalls or drips ends in an error that names the option, in time; abort ends everything at once. */
class DeadlineTest {

    private static final Credentials JOE = new Credentials("joe", "secret");
    private static final Duration DRIP = Duration.ofMillis(120);
    private static final Duration LONG = Duration.ofMinutes(5);

    private MaildropServer server;

    @BeforeEach
    void start() throws Exception {
        server = MaildropServer.builder().user("joe", "secret").start();
        server.deliver("joe", "uid1", "Subject: x\r\n\r\nline one\r\nline two\r\n".getBytes(US_ASCII));
        server.deliver("joe", "uid2", "Subject: y\r\n\r\nline one\r\nline two\r\n".getBytes(US_ASCII));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Pop3Settings settings(Duration connect, Duration read) {
        return Pop3Settings.of("localhost", server.port(), TlsMode.NONE).withTimeouts(connect, read);
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void assertTimesOut(Duration limit, String says, Work work) {
        long before = System.nanoTime();
        assertThatThrownBy(work::run)
                .isInstanceOf(Pop3TimeoutException.class)
                .hasMessageStartingWith("localhost:")
                .hasMessageContaining(says);
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        assertThat(took).isBetween(limit.minusMillis(20), limit.plusMillis(1500));
    }

    private Pop3Session logIn(Duration read, Duration poll) throws Pop3Exception {
        return new Pop3Client(settings(LONG, read)).open(JOE, Deadline.after(poll, "pollTimeout"));
    }

    // --- a server that drips -------------------------------------------------------------------------------------

    @Test
    void aDrippingGreetingEndsWithConnectTimeout() {
        server.faults(new Fault(1, FaultPlan.GREETING, 1, Effect.drip(DRIP)));
        Duration limit = Duration.ofMillis(600);
        assertTimesOut(limit, "didn't complete the greeting: no answer in time (connectTimeout)", () -> new Pop3Client(
                        settings(limit, LONG))
                .connect(Deadline.after(LONG, "pollTimeout")));
    }

    @Test
    void aDrippingReplyEndsWithReadTimeout() throws Exception {
        server.faults(new Fault(1, "STAT", 1, Effect.drip(DRIP)));
        Duration limit = Duration.ofMillis(600);
        try (Pop3Session session = logIn(limit, LONG)) {
            assertTimesOut(limit, "didn't complete STAT: no answer in time (readTimeout)", session::stat);
            assertThat(session.state()).isEqualTo(SessionState.BROKEN);
        }
    }

    @Test
    void aDrippingListingEndsWithPollTimeout() throws Exception {
        server.faults(new Fault(1, "UIDL", 1, Effect.drip(DRIP)));
        Duration limit = Duration.ofMillis(1500);
        long before = System.nanoTime();
        try (Pop3Session session = logIn(Duration.ofMillis(900), limit)) {
            assertThatThrownBy(session::listing).isInstanceOf(Pop3TimeoutException.class);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(limit.plusMillis(1500));
    }

    @Test
    void aDrippingMessageEndsWithPollTimeoutAndIsNotRetrieved() throws Exception {
        server.faults(new Fault(1, "RETR", 1, Effect.drip(Duration.ofMillis(40))));
        Duration limit = Duration.ofMillis(1800);
        try (Pop3Session session = logIn(LONG, LONG)) {
            session.deadline(Deadline.after(limit, "pollTimeout"));
            assertTimesOut(
                    limit,
                    "didn't complete the rest of a message: no answer in time (pollTimeout)",
                    () -> session.retr(1, new ByteArrayOutputStream()));
            assertThat(session.state()).isEqualTo(SessionState.BROKEN);
        }
        assertThat(server.count("QUIT")).isZero();
    }

    /** Whoever uses the session gives each command the bound that it wants. */
    @Test
    void oneCommandCanHaveADeadlineOfItsOwn() throws Exception {
        server.faults(new Fault(1, "LIST", 1, Effect.drip(DRIP)));
        Duration limit = Duration.ofMillis(500);
        try (Pop3Session session = logIn(LONG, LONG)) {
            session.deadline(Deadline.after(limit, "commandTimeout"));
            assertTimesOut(limit, "(commandTimeout)", session::list);
        }
    }

    @Test
    void aTlsRecordThatDripsEndsWithReadTimeout() throws Exception {
        try (MaildropServer secure = MaildropServer.builder()
                        .user("joe", "secret")
                        .implicitTls(TestTls.server())
                        .start();
                DrippingRelay relay = new DrippingRelay(secure.port(), Duration.ofMillis(2))) {
            Pop3Settings settings = Pop3Settings.of("localhost", relay.port(), TlsMode.IMPLICIT)
                    .withSslContext(TestTls.client())
                    .withTimeouts(Duration.ofSeconds(20), Duration.ofMillis(30));
            // A reply makes a record of some 30 octets: each comes in time, the last one too late.
            assertThatThrownBy(() -> new Pop3Client(settings).open(JOE, Deadline.after(LONG, "pollTimeout")))
                    .isInstanceOf(Pop3TimeoutException.class)
                    .hasMessageContaining("(readTimeout)");
        }
    }

    // --- abort ---------------------------------------------------------------------------------------------------

    private static Throwable abortedWhileIn(String blockedIn, Pop3Client client, Work work) throws Exception {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                ended.complete(e);
            }
        });
        thread.start();
        Awaitility.await().until(() -> {
            String stack = Arrays.toString(thread.getStackTrace());
            return stack.contains(blockedIn) && stack.matches(".*([Pp]oll|park).*");
        });
        client.abort();
        return ended.get(1, TimeUnit.SECONDS);
    }

    @Test
    void abortEndsAConnectWithinASecond() throws Exception {
        try (SilentPort silent = new SilentPort()) {
            Pop3Client client = new Pop3Client(Pop3Settings.of("127.0.0.1", silent.port(), TlsMode.NONE));
            assertThat(abortedWhileIn("AddressRace", client, () -> client.connect(Deadline.after(LONG, "pollTimeout"))))
                    .isInstanceOf(Pop3ConnectException.class)
                    .hasMessage("Connecting to 127.0.0.1:" + silent.port() + " was aborted");
        }
    }

    @Test
    void abortEndsATlsHandshakeWithinASecond() throws Exception {
        try (RawServer stalled = RawServer.start((socket, raw) -> raw.stall())) {
            Pop3Client client = new Pop3Client(Pop3Settings.of("localhost", stalled.port(), TlsMode.IMPLICIT)
                    .withSslContext(TestTls.client()));
            assertThat(abortedWhileIn("Handshake", client, () -> client.connect(Deadline.after(LONG, "pollTimeout"))))
                    .isInstanceOf(Pop3StreamException.class)
                    .hasMessage("The TLS handshake with localhost:" + stalled.port() + " was aborted");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsMode.class,
            names = {"NONE", "IMPLICIT"})
    void abortEndsAReadWithinASecond(TlsMode tls) throws Exception {
        MaildropServer.Builder builder = MaildropServer.builder().user("joe", "secret");
        try (MaildropServer stalling =
                (tls == TlsMode.NONE ? builder : builder.implicitTls(TestTls.server())).start()) {
            stalling.faults(new Fault(1, "STAT", 1, Effect.stall()));
            Pop3Client client = new Pop3Client(
                    Pop3Settings.of("localhost", stalling.port(), tls).withSslContext(TestTls.client()));
            Pop3Session session = client.open(JOE, Deadline.after(LONG, "pollTimeout"));
            assertThat(abortedWhileIn("Dialogue", client, session::stat))
                    .isInstanceOf(Pop3StreamException.class)
                    .hasMessage("The session with localhost:" + stalling.port() + " was aborted");
            assertThat(session.state()).isEqualTo(SessionState.BROKEN);
        }
    }
}
