package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelpop3x.testserver.VariedMails.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What tests may rely on when they use a {@link DovecotServer}, found out without any client of ours. */
@RequiresDovecot
class DovecotServerTest {

    private static final String PASSWORD = "s3:cr et";
    private static final String SASL =
            "SASL PLAIN LOGIN CRAM-MD5 DIGEST-MD5 SCRAM-SHA-1 SCRAM-SHA-256 EXTERNAL XOAUTH2 OAUTHBEARER";

    /** The server as most tests want it; each test has users of its own. */
    private static DovecotServer server;

    @BeforeAll
    static void start() throws Exception {
        server = withTls().start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static DovecotServer.Builder withTls() {
        return DovecotServer.builder().tls(TestTls.certPem(), TestTls.keyPem(), TestTls.caPem());
    }

    @Test
    void greetsForApopAndNamesWhatItCanDo() throws Exception {
        server.addUser("capa", PASSWORD);
        try (RawSession session = RawSession.connect(server.plainPort())) {
            assertThat(session.line()).matches("\\+OK .* <[^>]+@[^>]+>");
            assertThat(session.lines("CAPA"))
                    .containsExactly(
                            "CAPA", "TOP", "UIDL", "RESP-CODES", "PIPELINING", "AUTH-RESP-CODE", "STLS", "USER", SASL);
            assertThat(session.logIn("capa", PASSWORD)).isEqualTo("+OK Logged in.");
            assertThat(session.lines("CAPA"))
                    .containsExactly("CAPA", "TOP", "UIDL", "RESP-CODES", "PIPELINING", "AUTH-RESP-CODE");
        }
    }

    @Test
    void sendsMessagesAsTheyAreInTheFileButWithCrlf() throws Exception {
        server.addUser("retr", PASSWORD);
        server.deliver("retr", bytes("Subject: LF\n\n.\nend\n"));
        server.deliver("retr", bytes("Subject: CRLF\r\n\r\na\rb\r\n\u00ff\r\n"));
        server.deliver("retr", bytes("Subject: none\r\n\r\nend"));
        try (RawSession session = RawSession.loggedIn(server, "retr", PASSWORD)) {
            assertThat(session.retrieve(1)).isEqualTo(bytes("Subject: LF\r\n\r\n.\r\nend\r\n"));
            assertThat(session.retrieve(2)).isEqualTo(bytes("Subject: CRLF\r\n\r\na\rb\r\n\u00ff\r\n"));
            assertThat(session.retrieve(3)).isEqualTo(bytes("Subject: none\r\n\r\nend\r\n"));
            assertThat(session.lines("LIST")).containsExactly("1 23", "2 25", "3 20");
        }
    }

    @Test
    void sendsVariedMailsByteForByteInTheOrderOfDelivery() throws Exception {
        List<byte[]> mails = VariedMails.of(7, 10 * Kind.values().length);
        server.addUser("varied", PASSWORD).deliverAll("varied", mails);
        try (RawSession session = RawSession.loggedIn(server, "varied", PASSWORD)) {
            assertThat(session.lines("LIST")).hasSameSizeAs(mails);
            for (int i = 0; i < mails.size(); i++) {
                assertThat(session.retrieve(i + 1)).as("%s: %s", i, Kind.of(i)).isEqualTo(mails.get(i));
            }
        }
        List<byte[]> files = new ArrayList<>();
        for (Path file : server.messages("varied")) {
            files.add(Files.readAllBytes(file));
        }
        assertThat(files).as("listed in order after they were moved, too").containsExactlyElementsOf(mails);
    }

    @Test
    void speaksTlsOnBothPorts() throws Exception {
        server.addUser("tls", PASSWORD);
        try (RawSession session = RawSession.connect(server.plainPort())) {
            session.line();
            assertThat(session.ask("STLS")).startsWith("+OK");
            session.startTls(TestTls.client());
            assertThat(session.lines("CAPA")).doesNotContain("STLS").contains(SASL);
            assertThat(session.logIn("tls", PASSWORD)).startsWith("+OK");
            assertThat(session.ask("QUIT")).startsWith("+OK");
        }
        try (RawSession session = RawSession.connect(server.tlsPort()).startTls(TestTls.client())) {
            assertThat(session.line()).startsWith("+OK");
            assertThat(session.lines("CAPA")).doesNotContain("STLS").contains(SASL);
            assertThat(session.logIn("tls", PASSWORD)).startsWith("+OK");
        }
    }

    @Test
    void hasNoTlsWithoutACertificate() throws Exception {
        try (DovecotServer plain = DovecotServer.builder().start();
                RawSession session = RawSession.connect(plain.plainPort())) {
            session.line();
            assertThat(session.lines("CAPA")).doesNotContain("STLS");
            assertThatThrownBy(plain::tlsPort).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aSecondSessionComesInWhenTheFirstHasEnded() throws Exception {
        server.addUser("waits", PASSWORD);
        try (RawSession first = RawSession.loggedIn(server, "waits", PASSWORD);
                RawSession second = RawSession.connect(server.plainPort())) {
            second.line();
            assertThat(second.ask("USER waits")).startsWith("+OK");
            second.send("PASS " + PASSWORD);
            assertThat(first.ask("QUIT")).startsWith("+OK");
            assertThat(second.line()).isEqualTo("+OK Logged in.");
        }
    }

    @Test
    @Tag("slow")
    void aSecondSessionIsRefusedAfterTenSeconds() throws Exception {
        server.addUser("locked", PASSWORD);
        try (RawSession first = RawSession.loggedIn(server, "locked", PASSWORD);
                RawSession second = RawSession.connect(server.plainPort())) {
            second.line();
            assertThat(second.logIn("locked", PASSWORD))
                    .isEqualTo("-ERR [IN-USE] Mailbox is locked by another POP3 session.");
            assertThat(second.line()).isNull();
            assertThat(first.ask("NOOP")).startsWith("+OK");
        }
    }

    @Test
    void aSecondSessionIsRefusedAtOnceWhereOnlyOneConnectionIsAllowed() throws Exception {
        try (DovecotServer single =
                DovecotServer.builder().secondSessionRefusedAtOnce().start()) {
            single.addUser("anna", PASSWORD).addUser("bob", PASSWORD);
            try (RawSession anna = RawSession.loggedIn(single, "anna", PASSWORD);
                    RawSession bob = RawSession.loggedIn(single, "bob", PASSWORD)) {
                // Dovecot counts a session shortly after it has let it in; until then the second waits for the lock.
                await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> assertThat(refusalOfSecondSession(single))
                        .startsWith("-ERR [IN-USE] Maximum number of connections"));
                assertThat(anna.ask("QUIT")).startsWith("+OK");
                assertThat(bob.ask("QUIT")).startsWith("+OK");
            }
        }
    }

    private static String refusalOfSecondSession(DovecotServer server) throws IOException {
        try (RawSession second = RawSession.connect(server.plainPort())) {
            second.line();
            String answer = second.logIn("anna", PASSWORD);
            assertThat(second.line()).isNull();
            return answer;
        }
    }

    @Test
    void sessionsShareAMailboxWithoutTheLock() throws Exception {
        try (DovecotServer shared = DovecotServer.builder().sessionLock(false).start()) {
            shared.addUser("anna", PASSWORD);
            try (RawSession first = RawSession.loggedIn(shared, "anna", PASSWORD);
                    RawSession second = RawSession.loggedIn(shared, "anna", PASSWORD)) {
                assertThat(first.ask("STAT")).isEqualTo(second.ask("STAT"));
            }
        }
    }

    @Test
    void onlyQuitDeletes() throws Exception {
        server.addUser("dele", PASSWORD).deliverAll("dele", VariedMails.of(1, 2));
        try (RawSession dropped = RawSession.loggedIn(server, "dele", PASSWORD)) {
            assertThat(dropped.ask("DELE 1")).startsWith("+OK");
        }
        try (RawSession session = RawSession.loggedIn(server, "dele", PASSWORD)) {
            assertThat(session.lines("LIST")).as("after the drop").hasSize(2);
            assertThat(session.ask("DELE 1")).startsWith("+OK");
            assertThat(server.messages("dele")).as("before QUIT").hasSize(2);
            assertThat(session.ask("QUIT")).startsWith("+OK");
        }
        assertThat(server.messages("dele")).singleElement().satisfies(left -> assertThat(Files.readAllBytes(left))
                .isEqualTo(VariedMails.mail(1, 1)));

        server.clear("dele");

        assertThat(server.messages("dele")).isEmpty();
        try (RawSession session = RawSession.loggedIn(server, "dele", PASSWORD)) {
            assertThat(session.lines("LIST")).isEmpty();
        }
    }

    @Test
    void comesBackOnTheSamePortsWithTheSameMail() throws Exception {
        try (DovecotServer mortal = withTls().uidlFormat("%g").noFlagUpdates().start()) {
            mortal.addUser("anna", PASSWORD).deliver("anna", VariedMails.mail(1, 0));
            int port = mortal.plainPort();
            List<String> uidl;
            try (RawSession session = RawSession.loggedIn(mortal, "anna", PASSWORD)) {
                uidl = session.lines("UIDL");
                assertThat(session.ask("DELE 1")).startsWith("+OK");
                mortal.kill();
                assertThatThrownBy(() -> RawSession.connect(port)).isInstanceOf(ConnectException.class);
            }
            mortal.restart();
            mortal.restart();
            try (RawSession session = RawSession.loggedIn(mortal, "anna", PASSWORD)) {
                assertThat(mortal.plainPort()).isEqualTo(port);
                assertThat(session.lines("UIDL")).isEqualTo(uidl);
                assertThat(session.retrieve(1)).isEqualTo(VariedMails.mail(1, 0));
            }
            assertThat(mortal.log()).containsSubsequence("starting up", "starting up", "starting up");
        }
    }

    @Test
    void leavesNothingBehind() throws Exception {
        DovecotServer closed = DovecotServer.builder().start();
        Path folder = closed.addUser("anna", PASSWORD)
                .maildir("anna")
                .getParent()
                .getParent()
                .getParent();
        int port = closed.plainPort();
        try (RawSession open = RawSession.loggedIn(closed, "anna", PASSWORD)) {
            List<ProcessHandle> processes = ProcessHandle.current()
                    .descendants()
                    .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
                    .flatMap(main -> Stream.concat(Stream.of(main), main.descendants()))
                    .toList();
            assertThat(processes).as("a session's one among them").hasSizeGreaterThan(4);

            closed.close();

            assertThat(processes).noneMatch(ServerProcess::runs);
            assertThat(open.line()).isNull();
            assertThat(folder).doesNotExist();
            assertThatThrownBy(() -> RawSession.connect(port)).isInstanceOf(ConnectException.class);
        }
        closed.close();
    }

    @Test
    void manySessionsAtOnceAreNoTrouble() throws Exception {
        List<RawSession> sessions = new ArrayList<>();
        try {
            for (int i = 0; i < 60; i++) {
                server.addUser("many" + i, PASSWORD).deliver("many" + i, VariedMails.mail(i, i));
                sessions.add(RawSession.loggedIn(server, "many" + i, PASSWORD));
            }
            for (RawSession session : sessions) {
                assertThat(session.lines("LIST")).hasSize(1);
            }
        } finally {
            for (RawSession session : sessions) {
                session.close();
            }
        }
    }

    @Test
    void aServerThatCannotStartSaysWhy() {
        assertThatThrownBy(() ->
                        DovecotServer.builder().config("no_such_setting = 1").start())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Unknown setting: no_such_setting");
    }

    @Test
    void linesOfConfigurationOverrideWhatComesBefore() throws Exception {
        try (DovecotServer named = DovecotServer.builder()
                        .config("login_greeting = Hello", "auth_mechanisms = plain")
                        .start();
                RawSession session = RawSession.connect(named.plainPort())) {
            assertThat(session.line()).isEqualTo("+OK Hello");
        }
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(ISO_8859_1);
    }
}
