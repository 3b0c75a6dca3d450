package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.testserver.Effect;
import io.github.camelpop3x.testserver.FaultPlan;
import io.github.camelpop3x.testserver.MaildropServer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server sends is bounded by configuration, not by the server: shown in JVMs with small heaps. */
@Timeout(300)
class BoundsTest {

    static final int MANY = 100_000;

    /** As configured. The default of a million entries needs more than 64 MB for the entries alone. */
    static final int MAX_LISTING = MANY;

    private static final int SMALL = 32;
    private static final int MODEST = 64;

    private MaildropServer server;

    @BeforeEach
    void start() throws Exception {
        server = MaildropServer.builder()
                .user("joe", "secret")
                .capabilities("TOP", "UIDL", "USER", "PIPELINING")
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void deliverMany() {
        byte[] message = "Subject: x\r\n\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII);
        for (int i = 1; i <= MANY; i++) {
            server.deliver("joe", "uid" + i, message);
        }
    }

    @Test
    void aHundredThousandMessagesAreListedIn64Megabytes() throws Exception {
        deliverMany();
        assertThat(SmallHeap.run(SmallHeap.Work.LIST, MODEST, server.port())).isEqualTo("100000 messages");
    }

    @Test
    void aHundredThousandMessagesThatAreKnownArePolledIn64Megabytes() throws Exception {
        deliverMany();
        assertThat(SmallHeap.run(SmallHeap.Work.POLL_KNOWN, MODEST, server.port()))
                .isEqualTo("routed []");
        assertThat(server.count("RETR")).isZero();
    }

    @Test
    void aHundredThousandUnwantedMessagesAreAskedForOnceIn64Megabytes() throws Exception {
        deliverMany();
        assertThat(SmallHeap.run(SmallHeap.Work.POLL_UNWANTED, MODEST, server.port()))
                .isEqualTo("routed []");
        assertThat(server.count("TOP")).isEqualTo(MANY);
        assertThat(server.count("RETR")).isZero();
    }

    @Test
    void aLineOf300MegabytesIsRoutedIn64Megabytes() throws Exception {
        int octets = 300_000_000;
        byte[] message = new byte[octets];
        Arrays.fill(message, (byte) 'x');
        message[octets - 2] = '\r';
        message[octets - 1] = '\n';
        server.deliver("joe", "uid1", message);
        assertThat(SmallHeap.run(SmallHeap.Work.POLL, MODEST, server.port())).isEqualTo("routed [" + octets + "]");
        assertThat(server.uids("joe")).isEmpty();
    }

    /** What a server says without an end, and what the error must say. */
    private record Endless(String command, String head, String repeated, String says) {}

    private static final List<Endless> ENDLESS = List.of(
            new Endless(FaultPlan.GREETING, "+OK ", "x", "a line of more than 8192 octets"),
            new Endless(FaultPlan.GREETING, "", "\r\n", "isn't POP3's"),
            new Endless("CAPA", "+OK\r\n", "x", "a line of more than 8192 octets"),
            new Endless("CAPA", "+OK\r\n", "X-A b c\r\n", "listed more than 300 entries"),
            new Endless("PASS", "+OK ", "x", "a line of more than 8192 octets"),
            new Endless("UIDL", "+OK\r\n1 ", "x", "a line of more than 8192 octets"),
            new Endless("UIDL", "+OK\r\n", "77 abcdefghijklmnopqrstuvwxyz\r\n", "listed more than 100000 entries"),
            new Endless("UIDL", "+OK\r\n", "no message\r\n", "listed more than 100000 entries"),
            new Endless("LIST", "+OK\r\n1 ", "0", "a line of more than 8192 octets"),
            new Endless("LIST", "+OK\r\n", "1 100\r\n", "listed more than 100000 entries"));

    /** One in each session. */
    private static Optional<Effect> endless(int session, String verb) {
        return Optional.of(session - 1)
                .filter(index -> index < ENDLESS.size())
                .map(ENDLESS::get)
                .filter(endless -> endless.command().equals(verb))
                .map(endless -> Effect.endless(endless.head(), endless.repeated()));
    }

    @Test
    void whatNeverEndsIsRefusedIn32Megabytes() throws Exception {
        server.faults((session, verb, nth, command) -> endless(session, verb));
        String said = SmallHeap.run(SmallHeap.Work.LIST_UNTIL_EMPTY, SMALL, server.port());
        assertThat(said.lines()).hasSameSizeAs(ENDLESS).zipSatisfy(ENDLESS, (line, endless) -> assertThat(line)
                .as("%s", endless)
                .startsWith("Pop3ProtocolException")
                .contains(endless.says()));
    }
}
