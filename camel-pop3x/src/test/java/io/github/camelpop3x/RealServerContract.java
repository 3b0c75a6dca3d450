package io.github.camelpop3x;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelpop3x.client.Pop3Client;
import io.github.camelpop3x.client.Pop3Session;
import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3AuthenticationException;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3Exception;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.testserver.UnpackedServer;
import io.github.camelpop3x.testserver.VariedMails;
import io.github.camelpop3x.testserver.VariedMails.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What must work against every real server. A subclass says which server it is, and what that server does in its own way;
 * it has further tests for what only this one has.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RealServerContract {

    static final String USER = "joe";
    static final String PASSWORD = "s3cretWord";
    static final Credentials JOE = new Credentials(USER, PASSWORD);

    private static final long SEED = 20_261_123;

    UnpackedServer server;

    /** Makes the server, not yet started. */
    abstract UnpackedServer make() throws IOException;

    /** What the server can't store or give back as it was delivered. */
    abstract Set<Kind> unfaithful();

    /** What RETR gave, without what the server adds to every message. */
    String unchanged(String received) {
        return received;
    }

    /** Whether messages are numbered in the order of delivery. */
    boolean numbersInOrderOfDelivery() {
        return true;
    }

    /** Whether different mails have different unique-ids. */
    boolean uniqueIdsAreUnique() {
        return true;
    }

    @BeforeAll
    void start() throws Exception {
        server = make();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** Sessions of the test before may still be writing the maildrop: they are ended first. */
    @BeforeEach
    void emptyMaildrop() throws Exception {
        server.restartEmpty();
    }

    @ParameterizedTest(name = "pipelining={0}")
    @ValueSource(strings = {"off", "auto"})
    void theConsumerDrainsTheMaildrop(String pipelining) throws Exception {
        List<String> delivered = deliver(200);
        assertDelivered(drain(pipelining), delivered);
        settled(0);
    }

    @Test
    void everyMessageIsListedAndComesByteForByte() throws Exception {
        List<String> delivered = deliver(60);
        List<String> received = new ArrayList<>();
        try (Pop3Session session = open()) {
            assertThat(session.stat().messages()).isEqualTo(60);
            List<MessageEntry> listing = session.listing();
            assertThat(listing)
                    .extracting(MessageEntry::number)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 60).boxed().toList());
            assertThat(listing).allSatisfy(entry -> assertThat(entry.size()).isPositive());
            List<String> uids = listing.stream().map(MessageEntry::uid).toList();
            assertThat(uids).doesNotContainNull();
            if (uniqueIdsAreUnique()) {
                assertThat(uids).doesNotHaveDuplicates();
            }
            assertThat(session.list(7).size()).isEqualTo(listing.get(6).size());
            assertThat(session.uidl(7).uid()).isEqualTo(listing.get(6).uid());
            for (MessageEntry entry : listing) {
                String message = retr(session, entry.number());
                assertThat(message).hasSize((int) entry.size());
                received.add(message);
            }
            assertThat(session.quit().committed()).isTrue();
        }
        assertDelivered(received, delivered);
        assertThat(server.messages()).isEqualTo(60);
    }

    @Test
    void uidsStayTheSameFromSessionToSession() throws Exception {
        deliver(20);
        List<String> first = uids();
        assertThat(uids()).containsExactlyInAnyOrderElementsOf(first);
        assertThat(first).hasSize(20);
    }

    @Test
    void deletedMessagesGoWithQuit() throws Exception {
        deliver(5);
        List<String> before;
        try (Pop3Session session = open()) {
            before = session.uidl().stream().map(MessageEntry::uid).toList();
            session.dele(2);
            session.dele(4);
            assertThat(session.stat().messages()).isEqualTo(3);
            assertThatThrownBy(() -> session.retr(2, new ByteArrayOutputStream()))
                    .isInstanceOf(Pop3CommandException.class);
            assertThat(session.quit().committed()).isTrue();
        }
        settled(3);
        assertThat(uids()).containsExactlyInAnyOrder(before.get(0), before.get(2), before.get(4));
    }

    @Test
    void rsetUnmarksAndNoopDoesNothing() throws Exception {
        deliver(3);
        try (Pop3Session session = open()) {
            session.dele(1);
            session.dele(3);
            session.rset();
            session.noop();
            assertThat(session.stat().messages()).isEqualTo(3);
            assertThat(session.quit().committed()).isTrue();
        }
        assertThat(server.messages()).isEqualTo(3);
    }

    @Test
    void aDropBeforeQuitUndoesTheDeletions() throws Exception {
        deliver(4);
        try (Pop3Session dropped = open()) {
            dropped.dele(1);
            dropped.dele(2);
        }
        Awaitility.await().atMost(20, TimeUnit.SECONDS).ignoreExceptions().untilAsserted(() -> {
            try (Pop3Session next = open()) {
                assertThat(next.stat().messages()).isEqualTo(4);
            }
        });
        settled(4);
    }

    @Test
    void topGivesTheHeaderOnly() throws Exception {
        server.deliver("Subject: a\r\n\r\none\r\n.two\r\nthree\r\n".getBytes(US_ASCII));
        try (Pop3Session session = open()) {
            assertThat(top(session, 0))
                    .startsWith("Subject: a\r\n")
                    .endsWith("\r\n\r\n")
                    .doesNotContain("one");
            assertThat(top(session, 2)).endsWith("\r\n\r\none\r\n.two\r\n");
        }
    }

    @Test
    void aMessageThatIsNotThereIsRefusedAndTheSessionGoesOn() throws Exception {
        deliver(1);
        try (Pop3Session session = open()) {
            assertThatThrownBy(() -> session.retr(2, new ByteArrayOutputStream()))
                    .isInstanceOf(Pop3CommandException.class);
            assertThatThrownBy(() -> session.dele(99)).isInstanceOf(Pop3CommandException.class);
            assertThat(session.stat().messages()).isEqualTo(1);
        }
    }

    @Test
    void anEmptyMaildropIsListedAsEmpty() throws Exception {
        try (Pop3Session session = open()) {
            assertThat(session.stat().messages()).isZero();
            assertThat(session.listing()).isEmpty();
            assertThat(session.quit().committed()).isTrue();
        }
    }

    @Test
    void wrongCredentialsAreNotTakenForABusyMaildrop() {
        assertThatThrownBy(() -> open(new Credentials(USER, "wrong")))
                .isInstanceOf(Pop3AuthenticationException.class)
                .hasMessageContaining("check username and password");
        assertThatThrownBy(() -> open(new Credentials("nobody-here", PASSWORD)))
                .isInstanceOf(Pop3AuthenticationException.class);
    }

    @Test
    void theServerIsKilledAndComesBackWithTheMessages() throws Exception {
        deliver(3);
        try (Pop3Session session = open()) {
            session.dele(1);
            server.stop();
            assertThat(catchThrowable(session::noop)).isInstanceOf(Pop3Exception.class);
        }
        server.start();
        Awaitility.await().atMost(20, TimeUnit.SECONDS).ignoreExceptions().untilAsserted(() -> {
            try (Pop3Session next = open()) {
                assertThat(next.stat().messages()).isEqualTo(3);
            }
        });
    }

    /** Lets a consumer that has seen nothing before poll once; what the route got. */
    final List<String> drain(String pipelining) throws Exception {
        List<String> received = new ArrayList<>();
        DefaultCamelContext context = new DefaultCamelContext();
        context.start();
        try (context;
                PolledMaildrop maildrop = new PolledMaildrop(
                        context,
                        "pop3x:" + UnpackedServer.HOST + ":" + server.port() + "?username=" + USER + "&password=RAW("
                                + PASSWORD + ")&tls=none&pipelining=" + pipelining,
                        exchange -> received.add(text(exchange.getMessage().getBody(byte[].class))))) {
            assertThat(maildrop.poll()).isNull();
            assertThat(maildrop.consumer().getMessagesDeleted()).isEqualTo(received.size());
        }
        return received;
    }

    /** For servers that lock nothing: nobody is given a cut message, nor is a deletion believed. */
    final void aMessageThatAnotherSessionDeletedIsALostStream() throws Exception {
        deliver(3);
        try (Pop3Session first = open();
                Pop3Session second = open()) {
            for (int number = 1; number <= 3; number++) {
                second.dele(number);
            }
            assertThat(second.quit().committed()).isTrue();
            settled(0);
            assertThatThrownBy(() -> retr(first, 1)).isInstanceOf(Pop3StreamException.class);
        }
    }

    final Pop3Session open() throws Pop3Exception {
        return open(JOE);
    }

    final Pop3Session open(Credentials credentials) throws Pop3Exception {
        return client().open(credentials, deadline());
    }

    final Pop3Client client() {
        return new Pop3Client(Pop3Settings.of(UnpackedServer.HOST, server.port(), TlsMode.NONE));
    }

    static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(30), "test");
    }

    /** So many varied mails of the kinds that the server keeps as they are. */
    final List<String> deliver(int count) throws IOException {
        List<String> delivered = new ArrayList<>();
        int[] indexes = indexes().limit(count).toArray();
        for (int index : indexes) {
            byte[] mail = VariedMails.mail(SEED, index);
            server.deliver(mail);
            delivered.add(text(mail));
        }
        return delivered;
    }

    private IntStream indexes() {
        return IntStream.iterate(0, index -> index + 1)
                .filter(index -> !unfaithful().contains(Kind.of(index)));
    }

    private Stream<Kind> kinds() {
        return indexes().mapToObj(Kind::of);
    }

    final List<String> uids() throws Exception {
        try (Pop3Session session = open()) {
            List<String> uids = session.uidl().stream().map(MessageEntry::uid).toList();
            assertThat(session.quit().committed()).isTrue();
            return uids;
        }
    }

    static String retr(Pop3Session session, int number) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        session.retr(number, body);
        return text(body.toByteArray());
    }

    static String top(Pop3Session session, int lines) throws IOException {
        ByteArrayOutputStream top = new ByteArrayOutputStream();
        session.top(1, lines, top);
        return text(top.toByteArray());
    }

    static String text(byte[] octets) {
        return new String(octets, ISO_8859_1);
    }

    /** Some servers write the maildrop after they have answered QUIT or seen a drop. */
    final void settled(int messages) {
        Awaitility.await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(server.messages())
                .isEqualTo(messages));
    }

    private void assertDelivered(List<String> received, List<String> delivered) {
        assertThat(received).hasSameSizeAs(delivered);
        List<Kind> kinds = kinds().limit(delivered.size()).toList();
        Set<String> missing = new LinkedHashSet<>();
        List<String> left = new ArrayList<>(received);
        for (int i = 0; i < delivered.size(); i++) {
            String mail = delivered.get(i);
            List<String> candidates = numbersInOrderOfDelivery() ? List.of(received.get(i)) : left;
            Optional<String> match = candidates.stream()
                    .filter(each -> unchanged(each).equals(mail))
                    .findFirst();
            match.ifPresent(left::remove);
            if (match.isEmpty()) {
                missing.add(kinds.get(i) + " " + quoted(mail) + " came as " + quoted(received.get(i)));
            }
        }
        assertThat(missing).isEmpty();
    }

    private static String quoted(String text) {
        String end =
                text.length() <= 600 ? text : text.substring(0, 300) + " ... " + text.substring(text.length() - 300);
        return '"' + end.replace("\r", "\\r").replace("\n", "\\n") + "\" (" + text.length() + ")";
    }
}
