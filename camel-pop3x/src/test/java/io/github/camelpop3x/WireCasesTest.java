package io.github.camelpop3x;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.testserver.Script;
import io.github.camelpop3x.testserver.ScriptedServer;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What real servers put on the wire, seen from the route: the cases of docs/wire-cases.md in whole polls, each with the
 * server's octets as they come (0) and one by one (1).
 */
@Timeout(60)
class WireCasesTest {

    private static final String MAIL = "Subject: x\r\n\r\nbody\r\n";
    private static final String OK = "+OK\r\n";

    private static DefaultCamelContext context;

    private final List<String> routed = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();

    @BeforeAll
    static void startCamel() {
        context = new DefaultCamelContext();
        context.start();
    }

    @AfterAll
    static void stopCamel() {
        context.stop();
    }

    /** A server that has let joe in and is about to be asked for its messages. */
    private static Script loggedIn(Script script, String... capabilities) {
        String capa = "+OK\r\nUSER\r\n" + String.join("\r\n", capabilities) + "\r\n.\r\n";
        return script.greet("+OK")
                .expect("CAPA")
                .send(capa)
                .expect("USER joe")
                .send(OK)
                .expect("PASS secret")
                .send(OK)
                .expect("CAPA")
                .send(capa);
    }

    private static Script listing(int pieces, String uidl, String list) {
        return listing(ScriptedServer.script().chunked(pieces), uidl, list);
    }

    private static Script listing(Script script, String uidl, String list) {
        return loggedIn(script, "UIDL")
                .expect("UIDL")
                .send(lines(uidl))
                .expect("LIST")
                .send(lines(list));
    }

    /** In a session after one that ended well: what the server can do isn't asked again. */
    private static Script listingAgain(Script script, String uidl, String list) {
        return script.greet("+OK")
                .expect("USER joe")
                .send(OK)
                .expect("PASS secret")
                .send(OK)
                .expect("UIDL")
                .send(lines(uidl))
                .expect("LIST")
                .send(lines(list));
    }

    private static String lines(String lines) {
        return "+OK\r\n" + lines.replace(", ", "\r\n") + "\r\n.\r\n";
    }

    private static String message(String wire) {
        return "+OK\r\n" + wire + ".\r\n";
    }

    private static Script quit(Script script) {
        return script.expect("QUIT").send(OK);
    }

    private void see(Exchange exchange) {
        routed.add(exchange.getMessage().getHeader(Pop3xConstants.UID, String.class));
        bodies.add(new String(exchange.getMessage().getBody(byte[].class), ISO_8859_1));
    }

    /** Plays the script with so many polls; the errors of those that failed, in order. */
    private List<String> poll(Script script, int polls) throws Exception {
        List<String> errors = new ArrayList<>();
        try (ScriptedServer server = script.start()) {
            String uri = "pop3x:localhost:" + server.port() + "?username=joe&password=secret&tls=none&readTimeout=300";
            try (PolledMaildrop maildrop = new PolledMaildrop(context, uri, this::see)) {
                for (int i = 0; i < polls; i++) {
                    Exception error = maildrop.poll();
                    if (error != null) {
                        errors.add(String.valueOf(error.getMessage()));
                    }
                }
                server.verify();
            }
        }
        return errors;
    }

    /** One message with this body on the wire, and what the route got. */
    private String retrieved(int pieces, String wire) throws Exception {
        Script script = listing(pieces, "1 a", "1 10")
                .expect("RETR 1")
                .send(message(wire))
                .expect("DELE 1")
                .send(OK);
        assertThat(poll(quit(script), 1)).isEmpty();
        assertThat(routed).containsExactly("a");
        return bodies.get(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void case08_uidlAndPipeliningMayBeToldAfterLoginOnly(int pieces) throws Exception {
        Script script = ScriptedServer.script()
                .chunked(pieces)
                .greet("+OK")
                .expect("CAPA")
                .send("+OK\r\nUSER\r\n.\r\n")
                .expect("USER joe")
                .send(OK)
                .expect("PASS secret")
                .send(OK)
                .expect("CAPA")
                .send("+OK\r\nUIDL\r\nPIPELINING\r\n.\r\n")
                .expect("UIDL")
                .expect("LIST")
                .send(lines("1 a, 2 b") + lines("1 1, 2 2"))
                .expect("RETR 1")
                .expect("RETR 2")
                .send(message(MAIL).repeat(2))
                .expect("DELE 1")
                .expect("DELE 2")
                .send(OK + OK);
        assertThat(poll(quit(script), 1)).isEmpty();
        assertThat(routed).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void case20_case26_sizesAreNoBoundForReading(int pieces) throws Exception {
        String mail = MAIL + "more than was listed\r\n";
        Script script = listing(pieces, "1 a, 2 b, 3 c, 4 d", "1 1, 2 -5, 3 0, 4    99999999999  octets");
        for (int i = 1; i <= 3; i++) {
            script.expect("RETR " + i).send(message(mail));
        }
        // The last one is said to be too large to be spooled along with others.
        for (int i = 1; i <= 3; i++) {
            script.expect("DELE " + i).send(OK);
        }
        script.expect("RETR 4").send(message(mail)).expect("DELE 4").send(OK);
        assertThat(poll(quit(script), 1)).isEmpty();
        assertThat(bodies).hasSize(4).containsOnly(mail);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void case22_gapsDisorderAndDoublesAmongTheNumbers(int pieces) throws Exception {
        Script script = listing(pieces, "7 g, 2 b, 7 h", "2 1, 7 2, 99 3")
                .expect("RETR 7")
                .send(message(MAIL))
                .expect("RETR 2")
                .send(message(MAIL))
                .expect("DELE 7")
                .send(OK)
                .expect("DELE 2")
                .send(OK);
        assertThat(poll(quit(script), 1)).isEmpty();
        assertThat(routed).containsExactly("g", "b");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void case23_aUniqueIdTwiceIsTwoMessages(int pieces) throws Exception {
        Script script = listing(pieces, "1 same, 2 same, 3 SAME", "1 1")
                .expect("RETR 1")
                .send(message("one\r\n"))
                .expect("RETR 2")
                .send(message("two\r\n"))
                .expect("RETR 3")
                .send(message("three\r\n"))
                .expect("DELE 1")
                .send(OK)
                .expect("DELE 2")
                .send(OK)
                .expect("DELE 3")
                .send(OK);
        assertThat(poll(quit(script), 1)).isEmpty();
        assertThat(bodies).containsExactly("one\r\n", "two\r\n", "three\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void case24_uidlThatIsAdvertisedAndRefusedFailsThePollAndNothingIsTaken(int pieces) throws Exception {
        Script script = loggedIn(ScriptedServer.script().chunked(pieces), "UIDL")
                .expect("UIDL")
                .send("-ERR index is being rebuilt\r\n")
                .expect("LIST")
                .send(lines("1 1"))
                .expectClose();
        assertThat(poll(script, 1)).singleElement().asString().contains("index is being rebuilt");
        assertThat(routed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void case27_aDotBehindALoneLfIsNotTheEnd(int pieces) throws Exception {
        assertThat(retrieved(pieces, "a\n.\r\nb\n.\nc\r\n")).isEqualTo("a\n.\r\nb\n.\nc\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void case28_aDotAndALoneCrAreNotTheEnd(int pieces) throws Exception {
        assertThat(retrieved(pieces, "a\r\n.\rX\r\n.\r\r\nb\r\n")).isEqualTo("a\r\n\rX\r\n\r\r\nb\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void case29_whatHasNoEndIsNotDelivered(int pieces) throws Exception {
        for (String cut : List.of("a\r\n.\r", "a\r\n.", "a.\r\n", "a\n.\r\n")) {
            Script script = listing(pieces, "1 a", "1 10")
                    .expect("RETR 1")
                    .send("+OK\r\n" + cut)
                    .thenStall();
            assertThat(poll(script, 1)).singleElement().asString().contains("readTimeout");
            assertThat(routed).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void case30_dotsRepliesNulsAndOctetsAreContent(int pieces) throws Exception {
        assertThat(retrieved(pieces, "..\r\n...\r\n.unstuffed\r\n+OK\r\n-ERR\r\n\0\u00ff\r\n"))
                .isEqualTo(".\r\n..\r\nunstuffed\r\n+OK\r\n-ERR\r\n\0\u00ff\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void case31_aMessageThatEndsTwice(int pieces) throws Exception {
        Script script = listing(pieces, "1 a, 2 b", "1 1, 2 2")
                .expect("RETR 1")
                .send(message(MAIL) + "\r\n.\r\n")
                .expect("RETR 2")
                .send(message("two\r\n"))
                .expect("DELE 1")
                .send(OK)
                .expect("DELE 2")
                .send(OK);
        assertThat(poll(quit(script), 1)).isEmpty();
        assertThat(bodies).containsExactly(MAIL, "two\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void case33_aRefusedMessageStaysAndTheOthersGoOn(int pieces) throws Exception {
        Script script = listing(pieces, "1 a, 2 b, 3 c", "1 1, 2 2, 3 3")
                .expect("RETR 1")
                .send(message(MAIL))
                .expect("RETR 2")
                .send("-ERR message file is gone\r\n")
                .expect("RETR 3")
                .send(message(MAIL))
                .expect("DELE 1")
                .send(OK)
                .expect("DELE 3")
                .send(OK);
        assertThat(poll(quit(script), 1)).isEmpty();
        assertThat(routed).containsExactly("a", "c");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void case35_whatIsCutByTheEndOfTheStreamComesWholeInTheNextPoll(int pieces) throws Exception {
        Script first = listing(pieces, "1 a, 2 b", "1 1, 2 2")
                .expect("RETR 1")
                .send(message(MAIL))
                .expect("RETR 2")
                .send("+OK\r\nSubject: two\r\n\r\nhalf a l")
                .thenClose()
                .nextConnection();
        Script second = listing(first, "1 a, 2 b", "1 1, 2 2")
                .expect("DELE 1")
                .send(OK)
                .expect("RETR 2")
                .send(message("Subject: two\r\n\r\nhalf a line no more\r\n"))
                .expect("DELE 2")
                .send(OK);
        assertThat(poll(quit(second), 2)).singleElement().asString().contains("closed the connection");
        assertThat(routed).containsExactly("a", "b");
        assertThat(bodies.get(1)).endsWith("half a line no more\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void case36_aDeleThatIsRefusedIsRepeatedAndTheMessageIsNot(int pieces) throws Exception {
        Script first = listing(pieces, "1 a", "1 1")
                .expect("RETR 1")
                .send(message(MAIL))
                .expect("DELE 1")
                .send("-ERR not now\r\n");
        Script second = listingAgain(quit(first).nextConnection(), "1 a", "1 1")
                .expect("DELE 1")
                .send(OK);
        assertThat(poll(quit(second), 2)).isEmpty();
        assertThat(routed).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void case36_aQuitThatIsRefusedOrUnansweredConfirmsNothing(int pieces) throws Exception {
        Script first = listing(pieces, "1 a", "1 1")
                .expect("RETR 1")
                .send(message(MAIL))
                .expect("DELE 1")
                .send(OK)
                .expect("QUIT")
                .send("-ERR some messages were not removed\r\n")
                .nextConnection();
        // Retrieved once more, and not routed: only its content tells that it is the message that was to be deleted.
        Script second = listingAgain(first, "1 a", "1 1")
                .expect("RETR 1")
                .send(message(MAIL))
                .expect("DELE 1")
                .send(OK)
                .expect("QUIT")
                .thenClose()
                .nextConnection();
        Script third = listing(second, "1 a", "1 1")
                .expect("RETR 1")
                .send(message(MAIL))
                .expect("DELE 1")
                .send(OK);
        assertThat(poll(quit(third), 3))
                .satisfiesExactly(
                        refused -> assertThat(refused).contains("refused").contains("not removed"),
                        unknown -> assertThat(unknown).contains("not answered"));
        assertThat(routed).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void case37_aServerThatClosesWhileTheRouteRunsCostsNoMessage(int pieces) throws Exception {
        Script first = listing(pieces, "1 a", "1 1")
                .expect("RETR 1")
                .send(message(MAIL) + "-ERR idle for too long\r\n+OK bye\r\n")
                .expectClose()
                .nextConnection();
        Script second = listing(first, "1 a", "1 1").expect("DELE 1").send(OK);
        assertThat(poll(quit(second), 2)).singleElement().asString().contains("idle for too long");
        assertThat(routed).containsExactly("a");
    }
}
