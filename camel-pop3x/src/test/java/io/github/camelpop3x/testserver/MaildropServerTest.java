package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MaildropServerTest {

    private static final String TWO_LINES = "Subject: one\r\n\r\n.first\r\nsecond\r\n";

    private MaildropServer server;

    @BeforeEach
    void startWithTwoMessages() throws Exception {
        server = MaildropServer.builder().user("joe", "open sesame").start();
        server.deliver("joe", "a", TWO_LINES.getBytes(ISO_8859_1));
        server.deliver("joe", "b", "\n.no header, no line end".getBytes(ISO_8859_1));
    }

    @AfterEach
    void stop() {
        server.close();
        server.close();
    }

    @Test
    void listsTheMaildrop() throws Exception {
        try (RawClient joe = login("joe")) {
            assertThat(joe.ask("STAT")).isEqualTo("+OK 2 58");
            assertThat(joe.ask("LIST")).startsWith("+OK");
            assertThat(joe.block()).isEqualTo("1 32\n2 26\n");
            assertThat(joe.ask("UIDL")).startsWith("+OK");
            assertThat(joe.block()).isEqualTo("1 a\n2 b\n");
            assertThat(joe.ask("LIST 2")).isEqualTo("+OK 2 26");
            assertThat(joe.ask("uidl 1")).isEqualTo("+OK 1 a");
        }
    }

    @Test
    void retrievesByteForByte() throws Exception {
        try (RawClient joe = login("joe")) {
            assertThat(joe.ask("RETR 1")).isEqualTo("+OK 32 octets");
            assertThat(joe.block()).isEqualTo("Subject: one\n\n..first\nsecond\n");
            assertThat(joe.ask("RETR 2")).isEqualTo("+OK 26 octets");
            assertThat(joe.block()).as("a bare LF begins no line").isEqualTo("\n.no header, no line end\n");
            assertThat(joe.ask("TOP 1 1")).startsWith("+OK");
            assertThat(joe.block()).isEqualTo("Subject: one\n\n..first\n");
            assertThat(joe.ask("TOP 1 0")).startsWith("+OK");
            assertThat(joe.block()).isEqualTo("Subject: one\n\n");
            assertThat(joe.ask("TOP 1 9")).startsWith("+OK");
            assertThat(joe.block()).isEqualTo("Subject: one\n\n..first\nsecond\n");
        }
    }

    @Test
    void onlyQuitRemovesWhatIsMarked() throws Exception {
        try (RawClient joe = login("joe")) {
            assertThat(joe.ask("DELE 1")).startsWith("+OK");
            assertThat(joe.ask("DELE 1")).startsWith("-ERR");
            assertThat(joe.ask("RETR 1")).startsWith("-ERR");
            assertThat(joe.ask("STAT")).isEqualTo("+OK 1 26");
            joe.ask("UIDL");
            assertThat(joe.block()).isEqualTo("2 b\n");
            assertThat(joe.ask("RSET")).startsWith("+OK");
            assertThat(joe.ask("STAT")).isEqualTo("+OK 2 58");
            joe.ask("DELE 1");
        }
        try (RawClient joe = login("joe")) {
            assertThat(joe.ask("STAT")).as("after a drop").isEqualTo("+OK 2 58");
            joe.ask("DELE 1");
            assertThat(server.uids("joe")).containsExactly("a", "b");
            assertThat(joe.ask("QUIT")).startsWith("+OK");
            assertThat(joe.line()).isNull();
        }
        assertThat(server.uids("joe")).containsExactly("b");
        assertThat(server.logins()).isEqualTo(2);
        assertThat(server.sessions()).isEqualTo(2);
        assertThat(server.count("DELE")).isEqualTo(4);
        assertThat(server.commands(2)).containsExactly("USER joe", "PASS open sesame", "STAT", "DELE 1", "QUIT");
    }

    @Test
    void aSessionSeesTheMaildropAsItWasAtLogin() throws Exception {
        try (RawClient joe = login("joe")) {
            server.deliver("joe", "c", new byte[0]);

            assertThat(joe.ask("STAT")).isEqualTo("+OK 2 58");
            assertThat(joe.ask("RETR 3")).startsWith("-ERR");
            assertThat(server.uids("joe")).containsExactly("a", "b", "c");
        }
    }

    @Test
    void aMaildropIsOneSessionsAtATime() throws Exception {
        try (RawClient first = login("joe");
                RawClient second = greeted(server)) {
            second.ask("USER joe");
            assertThat(second.ask("PASS open sesame")).startsWith("-ERR [IN-USE]");

            assertThat(first.ask("QUIT")).startsWith("+OK");
            second.ask("USER joe");
            assertThat(second.ask("PASS open sesame")).startsWith("+OK");
        }
    }

    @Test
    void withoutLockingSessionsShareAMaildrop() throws Exception {
        try (MaildropServer sharing =
                MaildropServer.builder().user("joe", "x").locking(false).start()) {
            sharing.deliver("joe", "a", new byte[0]);
            try (RawClient first = login(sharing, "joe", "x");
                    RawClient second = login(sharing, "joe", "x")) {
                first.ask("DELE 1");
                first.ask("QUIT");
                assertThat(sharing.uids("joe")).isEmpty();
                assertThat(second.ask("STAT")).isEqualTo("+OK 1 0");
                second.ask("DELE 1");
                assertThat(second.ask("QUIT")).startsWith("+OK");
            }
        }
    }

    @Test
    void aDamagedMessageIsListedAndNotSent() throws Exception {
        server.deliverDamaged("joe", "c", new byte[7]);
        try (RawClient joe = login("joe")) {
            assertThat(joe.ask("UIDL 3")).isEqualTo("+OK 3 c");
            assertThat(joe.ask("RETR 3")).startsWith("-ERR");
            assertThat(joe.ask("TOP 3 0")).startsWith("-ERR");
            assertThat(joe.ask("DELE 3")).startsWith("+OK");
        }
    }

    @Test
    void isStrictAboutWhoAndWhen() throws Exception {
        try (RawClient client = greeted(server)) {
            assertThat(client.ask("STAT")).startsWith("-ERR");
            assertThat(client.ask("PASS open sesame")).startsWith("-ERR");
            client.ask("USER joe");
            assertThat(client.ask("PASS open")).startsWith("-ERR [AUTH]");
            assertThat(client.ask("PASS open sesame")).as("without USER again").startsWith("-ERR");
            client.ask("USER nobody");
            assertThat(client.ask("PASS open sesame")).startsWith("-ERR [AUTH]");
            assertThat(client.ask("APOP joe 0123456789abcdef0123456789abcdef")).startsWith("-ERR");
            assertThat(client.ask("STLS")).startsWith("-ERR");
            assertThat(client.ask("QUIT now")).startsWith("-ERR");
            assertThat(client.ask("USER " + "x".repeat(249))).startsWith("-ERR");
            assertThat(client.ask("USER " + "x".repeat(248))).startsWith("+OK");
            assertThat(client.ask("QUIT")).startsWith("+OK");
        }
        try (RawClient joe = login("joe")) {
            for (String wrong : new String[] {
                "",
                "USER joe",
                "RETR",
                "RETR 0",
                "RETR 3",
                "RETR -1",
                "RETR 1 ",
                "RETR  1",
                "STAT 1",
                "TOP 1",
                "DELE x",
                "DELE 99999999999",
                "NOOP ",
                "LIST ",
                "STLS"
            }) {
                assertThat(joe.ask(wrong)).as("'%s'", wrong).startsWith("-ERR");
            }
            assertThat(joe.ask("NOOP")).startsWith("+OK");
        }
    }

    @Test
    void namesItsCapabilities() throws Exception {
        try (RawClient joe = greeted(server)) {
            assertThat(joe.ask("CAPA")).startsWith("+OK");
            assertThat(joe.block()).isEqualTo("TOP\nUIDL\nUSER\nPIPELINING\nRESP-CODES\nAUTH-RESP-CODE\nSASL PLAIN\n");
        }
        try (MaildropServer other = MaildropServer.builder()
                        .capabilities("EXPIRE 0", ".odd")
                        .start();
                RawClient client = greeted(other)) {
            client.ask("CAPA");
            assertThat(client.block()).isEqualTo("EXPIRE 0\n..odd\n");
        }
    }

    @Test
    void takesAuthPlain() throws Exception {
        try (RawClient joe = greeted(server)) {
            assertThat(joe.ask("AUTH")).startsWith("-ERR");
            assertThat(joe.ask("AUTH GSSAPI")).startsWith("-ERR");
            assertThat(joe.ask("AUTH PLAIN =")).startsWith("-ERR");
            assertThat(joe.ask("AUTH PLAIN " + base64("\0joe\0wrong"))).startsWith("-ERR [AUTH]");
            assertThat(joe.ask("AUTH PLAIN")).isEqualTo("+ ");
            assertThat(joe.ask("*")).startsWith("-ERR");
            assertThat(joe.ask("auth plain")).isEqualTo("+ ");
            assertThat(joe.ask(base64("\0joe\0open sesame"))).startsWith("+OK");
            assertThat(joe.ask("STAT")).startsWith("+OK 2 ");
        }
        try (RawClient joe = greeted(server)) {
            assertThat(joe.ask("AUTH PLAIN " + base64("joe\0joe\0open sesame"))).startsWith("+OK");
        }
    }

    @Test
    void takesApop() throws Exception {
        try (MaildropServer apop = MaildropServer.builder()
                        .user("jos\u00e9", "sp\u00e4t")
                        .apop()
                        .start();
                RawClient client = RawClient.connect(apop.port())) {
            String greeting = client.line();
            String timestamp = greeting.substring(greeting.indexOf('<'));
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest((timestamp + "sp\u00e4t").getBytes(UTF_8)));
            String name = new String("jos\u00e9".getBytes(UTF_8), ISO_8859_1);

            assertThat(client.ask("APOP " + name + " " + digest.replace(digest.charAt(0), 'x')))
                    .startsWith("-ERR [AUTH]");
            assertThat(client.ask("APOP " + name + " " + digest)).startsWith("+OK");
        }
    }

    @Test
    void speaksTls() throws Exception {
        try (MaildropServer tls = MaildropServer.builder()
                        .user("joe", "x")
                        .stls(TestTls.server())
                        .start();
                RawClient joe = greeted(tls)) {
            joe.ask("CAPA");
            assertThat(joe.block()).endsWith("\nSTLS\n");
            joe.ask("USER joe");
            assertThat(joe.ask("STLS")).startsWith("+OK");
            joe.startTls(TestTls.client());
            assertThat(joe.ask("PASS x")).as("USER was said in clear").startsWith("-ERR");
            joe.ask("CAPA");
            assertThat(joe.block()).doesNotContain("STLS");
            assertThat(joe.ask("STLS")).startsWith("-ERR");
            joe.ask("USER joe");
            assertThat(joe.ask("PASS x")).startsWith("+OK");
            assertThat(joe.ask("QUIT")).startsWith("+OK");
            assertThat(joe.line()).isNull();
        }
        try (MaildropServer tls =
                        MaildropServer.builder().implicitTls(TestTls.server()).start();
                RawClient client = RawClient.connect(tls.port())) {
            client.startTls(TestTls.client());
            assertThat(client.line()).startsWith("+OK");
        }
    }

    @Test
    void countsTheCommandsInAPipeline() throws Exception {
        try (RawClient joe = login("joe")) {
            assertThat(server.mostOutstanding()).isEqualTo(1);
            joe.send("NOOP\r\n".repeat(7));
            for (int i = 0; i < 7; i++) {
                assertThat(joe.line()).startsWith("+OK");
            }
            joe.send("NOOP\r\n".repeat(5));
            assertThat(joe.line()).startsWith("+OK");

            assertThat(server.mostOutstanding()).isEqualTo(7);
        }
    }

    @Test
    void servesAHundredThousandMessages() throws Exception {
        int messages = 100_000;
        byte[] message = "Subject: x\r\n\r\nbody\r\n".getBytes(ISO_8859_1);
        for (int i = 3; i <= messages; i++) {
            server.deliver("joe", "uid-" + i, message);
        }
        try (RawClient joe = login("joe")) {
            joe.ask("UIDL");
            assertThat(joe.block()).endsWith("\n100000 uid-100000\n");
            for (int from = 1; from <= messages; from += 1000) {
                joe.send(IntStream.range(from, from + 1000)
                        .mapToObj(i -> "RETR " + i + "\r\nDELE " + i + "\r\n")
                        .collect(Collectors.joining()));
                for (int i = 0; i < 1000; i++) {
                    assertThat(joe.line()).startsWith("+OK");
                    joe.block();
                    assertThat(joe.line()).startsWith("+OK");
                }
            }
            assertThat(joe.ask("QUIT")).startsWith("+OK");
        }
        assertThat(server.uids("joe")).isEmpty();
    }

    private RawClient login(String user) throws Exception {
        return login(server, user, "open sesame");
    }

    static RawClient login(MaildropServer server, String user, String password) throws Exception {
        RawClient client = greeted(server);
        client.ask("USER " + user);
        assertThat(client.ask("PASS " + password)).startsWith("+OK");
        return client;
    }

    private static RawClient greeted(MaildropServer server) throws Exception {
        RawClient client = RawClient.connect(server.port());
        assertThat(client.line()).startsWith("+OK");
        return client;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
