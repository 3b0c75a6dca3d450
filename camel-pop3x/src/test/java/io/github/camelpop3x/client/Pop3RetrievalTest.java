package io.github.camelpop3x.client;

import static io.github.camelpop3x.client.Conversation.LOGIN_OCTETS;
import static io.github.camelpop3x.client.Conversation.Setup.USUAL;
import static io.github.camelpop3x.client.model.SessionState.BROKEN;
import static io.github.camelpop3x.client.model.SessionState.TRANSACTION;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.Conversation.Torn;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3ProtocolException;
import io.github.camelpop3x.client.model.Pop3StateException;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.model.Pop3TimeoutException;
import io.github.camelpop3x.testserver.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RETR and TOP of one message: byte-exact, whole or not at all, whatever the sink does. */
@Timeout(60)
class Pop3RetrievalTest {

    private static final String MESSAGE = "Subject: x\r\n\r\n.dot\r\n..\r\n\u00ff\0 +OK\r\n-ERR\r\n";

    /** As it stands on the wire. */
    private static final String STUFFED = "Subject: x\r\n\r\n..dot\r\n...\r\n\u00ff\0 +OK\r\n-ERR\r\n.\r\n";

    Torn torn() {
        return Torn.WHOLE;
    }

    private Conversation begin(Consumer<Script> then) throws IOException {
        return Conversation.begin(USUAL.torn(torn()), TRANSACTION, then);
    }

    /** Which of the two commands that have a message's octets as their answer. */
    enum Command {
        RETR("RETR 1") {
            @Override
            long call(Pop3Session session, OutputStream sink) throws IOException {
                return session.retr(1, sink);
            }
        },
        TOP("TOP 1 7") {
            @Override
            long call(Pop3Session session, OutputStream sink) throws IOException {
                return session.top(1, 7, sink);
            }
        };

        private final String line;

        Command(String line) {
            this.line = line;
        }

        abstract long call(Pop3Session session, OutputStream sink) throws IOException;
    }

    @ParameterizedTest(name = "[{0}] is [{1}]")
    @CsvSource(
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "\"\",\"\"",
                "\\r\\n,\\r\\n",
                "a\\r\\n,a\\r\\n",
                "..\\r\\n,.\\r\\n",
                "...\\r\\n....\\r\\n,..\\r\\n...\\r\\n",
                "a\\nb\\n.\\nc\\r\\n,a\\nb\\n.\\nc\\r\\n",
                "a\\n.\\r\\nb\\r\\n,a\\n.\\r\\nb\\r\\n",
                "a\\n.\\r\\n-ERR\\r\\n,a\\n.\\r\\n-ERR\\r\\n",
                "a\\r\\n.\\rX\\r\\n,a\\r\\n\\rX\\r\\n",
                "a\\r\\r\\n.b\\r\\n,a\\r\\r\\nb\\r\\n",
                "+OK\\r\\n-ERR\\r\\n,+OK\\r\\n-ERR\\r\\n",
            })
    void case27_28_30_theOctetsAsTheyWereSent(String wire, String message) throws Exception {
        try (Conversation talk = begin(script -> script.expect("RETR 1")
                .send("+OK\r\n" + unescaped(wire) + ".\r\n")
                .expect("NOOP")
                .send("+OK\r\n"))) {
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            assertThat(talk.session().retr(1, sink))
                    .isEqualTo(unescaped(message).length());
            assertThat(sink.toString(ISO_8859_1)).isEqualTo(unescaped(message));
            talk.session().noop();
            talk.verify();
        }
    }

    private static String unescaped(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n");
    }

    @Test
    void case30_aLineOfManyOctetsIsNoReplyLine() throws Exception {
        String line = "x".repeat(200_000);
        try (Conversation talk = Conversation.begin(
                USUAL, TRANSACTION, script -> script.expect("RETR 1").send("+OK\r\n" + line + "\r\n.\r\n"))) {
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            talk.session().retr(1, sink);
            assertThat(sink.size()).isEqualTo(200_002);
            talk.verify();
        }
    }

    @ParameterizedTest(name = "the message is said to have {0} octets")
    @ValueSource(strings = {"0", "5", "999999999999", "-1", "about 30"})
    void case26_theSizeIsNoBound(String size) throws Exception {
        try (Conversation talk =
                begin(script -> script.expect("RETR 1").send("+OK " + size + " octets\r\n" + STUFFED))) {
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            talk.session().retr(1, sink);
            assertThat(sink.toString(ISO_8859_1)).isEqualTo(MESSAGE);
            talk.verify();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETR", "TOP"})
    void case35_aMessageThatIsCutAnywhereIsNone(Command command) throws Exception {
        String reply = "+OK 42 octets\r\n";
        for (int octets = 0; octets < reply.length() + STUFFED.length(); octets++) {
            int cut = LOGIN_OCTETS + octets;
            try (Conversation talk = begin(script ->
                    script.cutAfter(cut).expect(command.line).send(reply).send(STUFFED))) {
                ByteArrayOutputStream sink = new ByteArrayOutputStream();
                assertThatThrownBy(() -> command.call(talk.session(), sink))
                        .as("cut after %d octets", octets)
                        .isExactlyInstanceOf(Pop3StreamException.class)
                        .hasMessageContaining("closed the connection");
                assertThat(MESSAGE).as("cut after %d octets", octets).startsWith(sink.toString(ISO_8859_1));
                assertThat(talk.session().state()).isEqualTo(BROKEN);
                assertThatThrownBy(talk.session()::quit).isInstanceOf(Pop3StateException.class);
                talk.verify();
            }
        }
    }

    @ParameterizedTest(name = "[{0}] and then nothing")
    @ValueSource(
            strings = {
                "a\\r\\n.\\r",
                "a\\r\\n.",
                "a.\\r\\n",
                "a\\n.\\n",
                "a\\n.\\r\\n",
                "a\\r.\\r\\n",
                "\\n.\\r\\n",
                " .\\r\\n"
            })
    void case29_whatIsNoEndIsATimeout(String body) throws Exception {
        try (Conversation talk =
                Conversation.begin(USUAL.torn(torn()).impatient(), TRANSACTION, script -> script.expect("RETR 1")
                        .send("+OK\r\n" + unescaped(body))
                        .thenStall())) {
            assertThatExceptionOfType(Pop3TimeoutException.class)
                    .isThrownBy(() -> talk.session().retr(1, OutputStream.nullOutputStream()))
                    .withMessageContaining("readTimeout");
            assertThat(talk.session().state()).isEqualTo(BROKEN);
            talk.verify();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETR", "TOP"})
    void aSinkThatFailsCostsThisMessageOnly(Command command) throws Exception {
        for (int failsAt = 0; failsAt < MESSAGE.length(); failsAt++) {
            try (Conversation talk = begin(script -> script.expect(command.line)
                    .send("+OK\r\n" + STUFFED)
                    .expect("RETR 2")
                    .send("+OK\r\n" + STUFFED))) {
                IOException full = new IOException("disk full");
                OutputStream sink = new FailingSink(failsAt, full);
                assertThatThrownBy(() -> command.call(talk.session(), sink))
                        .as("the sink failed at octet %d", failsAt)
                        .isSameAs(full);
                assertThat(talk.session().state()).isEqualTo(TRANSACTION);
                ByteArrayOutputStream next = new ByteArrayOutputStream();
                talk.session().retr(2, next);
                assertThat(next.toString(ISO_8859_1)).isEqualTo(MESSAGE);
                talk.verify();
            }
        }
    }

    /** Takes so many octets and then fails for good. */
    private static final class FailingSink extends OutputStream {

        private final IOException failure;
        private int left;

        FailingSink(int octets, IOException failure) {
            this.left = octets;
            this.failure = failure;
        }

        @Override
        public void write(int octet) throws IOException {
            if (left-- == 0) {
                throw failure;
            }
        }
    }

    @Test
    void aLostStreamCountsMoreThanASinkThatFails() throws Exception {
        try (Conversation talk =
                begin(script -> script.expect("RETR 1").send("+OK\r\nabc\r\n").thenClose())) {
            assertThatExceptionOfType(Pop3StreamException.class)
                    .isThrownBy(() -> talk.session().retr(1, new FailingSink(0, new IOException("disk full"))));
            assertThat(talk.session().state()).isEqualTo(BROKEN);
            talk.verify();
        }
    }

    @Test
    void aRefusedMessageLeavesTheSinkUntouched() throws Exception {
        try (Conversation talk = begin(script -> script.expect("RETR 1")
                .send("-ERR no such message\r\n")
                .expect("RETR 2")
                .send("+OK\r\n" + STUFFED))) {
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            assertThatExceptionOfType(Pop3CommandException.class)
                    .isThrownBy(() -> talk.session().retr(1, sink))
                    .withMessageContaining("RETR 1")
                    .withMessageContaining("no such message");
            assertThat(sink.size()).isZero();
            talk.session().retr(2, sink);
            assertThat(sink.toString(ISO_8859_1)).isEqualTo(MESSAGE);
            talk.verify();
        }
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(strings = {"\\r\\n.\\r\\n", ".\\r\\n", "\\r\\n", "\\r\\n.\\r\\n\\r\\n.\\r\\n"})
    void case31_aSecondEndIsSkippedAndNothingIsSentAheadAfterIt(String extra) throws Exception {
        try (Conversation talk = Conversation.begin(
                USUAL.torn(torn()).capabilities("PIPELINING"), TRANSACTION, script -> script.expect("RETR 1")
                        .send("+OK\r\n" + STUFFED + unescaped(extra))
                        .expect("NOOP")
                        .send("+OK\r\n"))) {
            assertThat(talk.session().pipelining()).isTrue();
            talk.session().retr(1, OutputStream.nullOutputStream());
            talk.session().noop();
            assertThat(talk.session().pipelining()).isFalse();
            talk.verify();
        }
    }

    @Test
    void case31_theSkipIsBounded() throws Exception {
        try (Conversation talk = begin(script ->
                script.expect("NOOP").send("\r\n.\r\n\r\n.\r\n\r\n.\r\n+OK\r\n").expectClose())) {
            assertThatExceptionOfType(Pop3ProtocolException.class).isThrownBy(talk.session()::noop);
            assertThat(talk.session().state()).isEqualTo(BROKEN);
            talk.verify();
        }
    }
}
