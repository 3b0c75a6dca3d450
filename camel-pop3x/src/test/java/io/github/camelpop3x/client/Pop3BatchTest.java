package io.github.camelpop3x.client;

import static io.github.camelpop3x.client.Conversation.Setup.USUAL;
import static io.github.camelpop3x.client.model.SessionState.BROKEN;
import static io.github.camelpop3x.client.model.SessionState.TRANSACTION;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.Conversation.Torn;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3ProtocolException;
import io.github.camelpop3x.client.model.Pop3StateException;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.model.SessionState;
import io.github.camelpop3x.client.model.UpdateOutcome;
import io.github.camelpop3x.testserver.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RETR and DELE of many messages, ahead of the replies and one after the other. */
@Timeout(60)
class Pop3BatchTest {

    private static final List<MessageEntry> THREE = messages(3);

    Torn torn() {
        return Torn.WHOLE;
    }

    /** Whether the server offers PIPELINING. */
    enum Way {
        PIPELINED,
        SERIAL
    }

    private static List<MessageEntry> messages(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> new MessageEntry(number, "uid" + number, 1))
                .toList();
    }

    private Conversation begin(Way way, Consumer<Script> then) throws IOException {
        return Conversation.begin(
                USUAL.torn(torn()).capabilities(way == Way.PIPELINED ? "PIPELINING" : "TOP"), TRANSACTION, then);
    }

    /** Expects these commands as they come in this way, and answers them. */
    private static Script exchange(Script script, Way way, String verb, String... replies) {
        for (int i = 0; i < replies.length; i++) {
            script.expect(verb + " " + (i + 1));
            if (way == Way.SERIAL) {
                script.send(replies[i]);
            }
        }
        return way == Way.PIPELINED ? script.send(String.join("", replies)) : script;
    }

    /** Writes down what it is told, and fails where a test wants it to. */
    private static class Book implements RetrievalHandler {

        final List<String> told = new ArrayList<>();
        private ByteArrayOutputStream current = new ByteArrayOutputStream();

        @Override
        public OutputStream begin(MessageEntry message) throws IOException {
            current = new ByteArrayOutputStream();
            return current;
        }

        @Override
        public void retrieved(MessageEntry message) throws IOException {
            told.add(message.uid() + " is " + current.toString(ISO_8859_1).strip());
        }

        @Override
        public void refused(MessageEntry message, Pop3CommandException reason) {
            told.add(message.uid() + " refused: " + reason.serverText());
        }

        @Override
        public void spoiled(MessageEntry message, IOException reason) {
            told.add(message.uid() + " spoiled: " + reason.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource
    void messagesComeInTheOrderInWhichTheyWereAskedFor(Way way) throws Exception {
        try (Conversation talk = begin(
                way, script -> exchange(script, way, "RETR", "+OK\r\na\r\n.\r\n", "+OK\r\n..b\r\n.\r\n", "+OK\r\n.\r\n")
                        .expect("QUIT")
                        .send("+OK\r\n"))) {
            Book book = new Book();
            talk.session().retr(THREE, book);
            assertThat(book.told).containsExactly("uid1 is a", "uid2 is .b", "uid3 is ");
            assertThat(talk.session().quit().committed()).isTrue();
            talk.verify();
        }
    }

    @ParameterizedTest
    @EnumSource
    void case33_aRefusedMessageFailsAlone(Way way) throws Exception {
        try (Conversation talk = begin(way, script -> exchange(
                        script, way, "RETR", "+OK\r\na\r\n.\r\n", "-ERR locked\r\n", "+OK\r\nc\r\n.\r\n")
                .expect("NOOP")
                .send("+OK\r\n"))) {
            Book book = new Book();
            talk.session().retr(THREE, book);
            assertThat(book.told).containsExactly("uid1 is a", "uid2 refused: locked", "uid3 is c");
            talk.session().noop();
            talk.verify();
        }
    }

    /** Where a handler fails. */
    enum Spot {
        BEGIN,
        WRITE,
        RETRIEVED
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void aSinkThatFailsSpoilsItsMessageOnly(Spot spot) throws Exception {
        for (Way way : Way.values()) {
            try (Conversation talk = begin(way, script -> exchange(
                            script, way, "RETR", "+OK\r\na\r\n.\r\n", "+OK\r\nb\r\n+OK\r\n.\r\n", "+OK\r\nc\r\n.\r\n")
                    .expect("NOOP")
                    .send("+OK\r\n"))) {
                Book book = failingAt(spot);
                talk.session().retr(THREE, book);
                assertThat(book.told).containsExactly("uid1 is a", "uid2 spoiled: disk full", "uid3 is c");
                talk.session().noop();
                talk.verify();
            }
        }
    }

    private static Book failingAt(Spot spot) {
        return new Book() {
            @Override
            public OutputStream begin(MessageEntry message) throws IOException {
                failIf(Spot.BEGIN, message);
                OutputStream sink = super.begin(message);
                return new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        failIf(Spot.WRITE, message);
                        sink.write(octet);
                    }
                };
            }

            @Override
            public void retrieved(MessageEntry message) throws IOException {
                failIf(Spot.RETRIEVED, message);
                super.retrieved(message);
            }

            private void failIf(Spot at, MessageEntry message) throws IOException {
                if (spot == at && message.number() == 2) {
                    throw new IOException("disk full");
                }
            }
        };
    }

    /** Wants no more once it was told of so many. */
    private static Book wanting(int count) {
        return new Book() {
            @Override
            public boolean wantsMore() {
                return told.size() < count;
            }
        };
    }

    @Test
    void nothingMoreIsAskedForThanTheHandlerWants() throws Exception {
        try (Conversation talk =
                begin(Way.SERIAL, script -> exchange(script, Way.SERIAL, "RETR", "+OK\r\na\r\n.\r\n", "-ERR no\r\n")
                        .expect("NOOP")
                        .send("+OK\r\n"))) {
            Book book = wanting(2);
            talk.session().retr(THREE, book);
            assertThat(book.told).containsExactly("uid1 is a", "uid2 refused: no");
            talk.session().noop();
            talk.verify();
        }
    }

    @Test
    void whatWasAskedForAheadStillComes() throws Exception {
        try (Conversation talk = begin(Way.PIPELINED, script -> exchange(
                        script, Way.PIPELINED, "RETR", "+OK\r\na\r\n.\r\n", "-ERR no\r\n", "+OK\r\nc\r\n.\r\n")
                .expect("NOOP")
                .send("+OK\r\n"))) {
            Book book = wanting(1);
            talk.session().retr(THREE, book);
            assertThat(book.told).containsExactly("uid1 is a", "uid2 refused: no", "uid3 is c");
            talk.session().noop();
            talk.verify();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHandlerThatWantsNothingGetsNothing(Way way) throws Exception {
        try (Conversation talk = begin(way, script -> script.expect("NOOP").send("+OK\r\n"))) {
            Book book = wanting(0);
            talk.session().retr(THREE, book);
            assertThat(book.told).isEmpty();
            talk.session().noop();
            talk.verify();
        }
    }

    @Test
    void ofNoMessagesNothingIsSent() throws Exception {
        try (Conversation talk = begin(Way.PIPELINED, Script::expectClose)) {
            talk.session().retr(List.of(), new Book());
            assertThat(talk.session().dele(List.of())).isEmpty();
            talk.verify();
        }
    }

    @ParameterizedTest
    @EnumSource
    void case35_whatCameBeforeTheStreamWasLostIsDelivered(Way way) throws Exception {
        String first = "+OK\r\na\r\n.\r\n";
        String second = "+OK\r\nb\r\n.\r\n";
        int before = Conversation.LOGIN_OCTETS
                + ("+OK\r\n" + (way == Way.PIPELINED ? "PIPELINING" : "TOP") + "\r\n.\r\n").length();
        for (int octets = 0; octets < first.length() + second.length(); octets++) {
            int cut = before + octets;
            try (Conversation talk = begin(way, script -> exchange(script.cutAfter(cut), way, "RETR", first, second))) {
                Book book = new Book();
                assertThatThrownBy(() -> talk.session().retr(messages(2), book))
                        .as("cut after %d octets", octets)
                        .isInstanceOf(Pop3StreamException.class);
                assertThat(book.told)
                        .as("cut after %d octets", octets)
                        .isEqualTo(octets < first.length() ? List.of() : List.of("uid1 is a"));
                assertThat(talk.session().state()).isEqualTo(BROKEN);
                assertThatThrownBy(talk.session()::quit).isInstanceOf(Pop3StateException.class);
                talk.verify();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHandlerWithABugBreaksTheSession(Way way) throws Exception {
        try (Conversation talk = begin(way, script -> exchange(script, way, "RETR", "+OK\r\na\r\n.\r\n")
                .expectClose())) {
            IllegalStateException bug = new IllegalStateException("a bug");
            Book book = new Book() {
                @Override
                public void retrieved(MessageEntry message) {
                    throw bug;
                }
            };
            assertThatThrownBy(() -> talk.session().retr(messages(1), book)).isSameAs(bug);
            assertThat(talk.session().state()).isEqualTo(BROKEN);
            talk.verify();
        }
    }

    @ParameterizedTest(name = "{0} messages")
    @ValueSource(ints = {1, 500})
    void aWindowOfCommandsIsAheadOfTheReplies(int count) throws Exception {
        int firstBurst = Math.min(count, 300);
        try (Conversation talk = begin(Way.PIPELINED, script -> {
            for (int number = 1; number <= count; number++) {
                script.expect("RETR " + number);
                if (number == firstBurst) {
                    script.send("+OK\r\nx\r\n.\r\n".repeat(firstBurst));
                } else if (number > firstBurst) {
                    script.send("+OK\r\nx\r\n.\r\n");
                }
            }
        })) {
            Book book = new Book();
            talk.session().retr(messages(count), book);
            assertThat(book.told).hasSize(count);
            talk.verify();
        }
    }

    @ParameterizedTest
    @EnumSource
    void deleTellsWhichMessagesAreLeft(Way way) throws Exception {
        try (Conversation talk = begin(way, script -> exchange(
                        script, way, "DELE", "-ERR no such message\r\n", "+OK\r\n", "-ERR read-only\r\n")
                .expect("QUIT")
                .send("+OK\r\n"))) {
            var refused = talk.session().dele(THREE);
            assertThat(refused.keySet()).containsExactly(THREE.get(0), THREE.get(2));
            assertThat(refused.values())
                    .extracting(Pop3CommandException::getMessage)
                    .containsExactly(
                            "The server refused DELE 1: no such message", "The server refused DELE 3: read-only");
            assertThat(talk.session().quit().committed()).isTrue();
            talk.verify();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStreamLostAmongDelesLeavesNoQuit(Way way) throws Exception {
        try (Conversation talk = begin(way, script -> exchange(script, way, "DELE", "+OK\r\n", "what?\r\n")
                .expectClose())) {
            assertThatExceptionOfType(Pop3ProtocolException.class)
                    .isThrownBy(() -> talk.session().dele(messages(2)))
                    .withMessageContaining("what?");
            assertThatThrownBy(talk.session()::quit).isInstanceOf(Pop3StateException.class);
            talk.verify();
        }
    }

    private static Script deletesAndQuits(Script script, Way way, String... replies) {
        for (int i = 0; i < replies.length; i++) {
            script.expect(i < replies.length - 1 ? "DELE " + (i + 1) : "QUIT");
            if (way == Way.SERIAL) {
                script.send(replies[i]);
            }
        }
        return way == Way.SERIAL ? script : script.send(String.join("", replies));
    }

    @ParameterizedTest
    @EnumSource
    void quitFollowsTheLastDelesAtOnce(Way way) throws Exception {
        try (Conversation talk = begin(
                way, script -> deletesAndQuits(script, way, "+OK\r\n", "-ERR read-only\r\n", "+OK\r\n", "+OK\r\n"))) {
            Map<MessageEntry, Pop3CommandException> refused = new HashMap<>();
            UpdateOutcome outcome = talk.session().deleteAndQuit(THREE, refused);
            assertThat(outcome.committed()).isTrue();
            assertThat(refused).containsOnlyKeys(THREE.get(1));
            assertThat(refused.get(THREE.get(1))).hasMessageContaining("DELE 2").hasMessageContaining("read-only");
            assertThat(talk.session().state()).isEqualTo(SessionState.CLOSED);
            talk.verify();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedQuitBehindDelesIsRefused(Way way) throws Exception {
        try (Conversation talk =
                begin(way, script -> deletesAndQuits(script, way, "+OK\r\n", "-ERR not all of them went\r\n"))) {
            UpdateOutcome outcome = talk.session().deleteAndQuit(messages(1), new HashMap<>());
            assertThat(outcome.result()).isEqualTo(UpdateOutcome.Result.REFUSED);
            assertThat(outcome.detail()).isEqualTo("not all of them went");
            talk.verify();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStreamLostBetweenDeleAndTheAnswerToQuitLeavesItUnknown(Way way) throws Exception {
        String replies = "+OK\r\n+OK\r\n+OK";
        int before = Conversation.LOGIN_OCTETS
                + ("+OK\r\n" + (way == Way.PIPELINED ? "PIPELINING" : "TOP") + "\r\n.\r\n").length();
        for (int octets = 0; octets <= replies.length(); octets++) {
            int cut = before + octets;
            try (Conversation talk =
                    begin(way, script -> deletesAndQuits(script.cutAfter(cut), way, "+OK\r\n", "+OK\r\n", "+OK\r\n"))) {
                assertThat(talk.session()
                                .deleteAndQuit(messages(2), new HashMap<>())
                                .result())
                        .as("cut after %d octets", octets)
                        .isEqualTo(UpdateOutcome.Result.UNKNOWN);
                assertThat(talk.session().state()).isEqualTo(BROKEN);
                talk.verify();
            }
        }
    }

    @Test
    void case34_theServerClosesAfterTheFirstOfManyCommands() throws Exception {
        try (Conversation talk = begin(Way.PIPELINED, script -> script.expect("RETR 1")
                .expect("RETR 2")
                .expect("RETR 3")
                .send("+OK\r\na\r\n.\r\n")
                .thenClose())) {
            Book book = new Book();
            assertThatExceptionOfType(Pop3StreamException.class)
                    .isThrownBy(() -> talk.session().retr(THREE, book))
                    .withMessageContaining("RETR 2")
                    .withMessageContaining("closed the connection");
            assertThat(book.told).containsExactly("uid1 is a");
            talk.verify();
        }
    }
}
