package io.github.camelpop3x.client.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.model.Pop3ProtocolException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same whatever the sizes of the reads, exactly: a socket can't promise those. */
class WireTest {

    private static final String STREAM = "+OK hello\r\n"
            + "\r\n.\r\n"
            + "-ERR no\r\n"
            + "+OK\r\n1 a\r\n\r\n.2 b\r\n.\r\n"
            + "+OK\r\n..\r\nx\n.\r\n\r\n.\r\n"
            + "+ dGVzdA==\n"
            + "+OK bye\r\n";

    private final List<String> heard = new ArrayList<>();
    private final WireListener listener = new WireListener() {
        @Override
        public void sent(CommandLine command) {
            String shown = command.toString();
            heard.add("C: " + shown);
        }

        @Override
        public void received(Reply reply) {
            String shown = reply.line();
            heard.add("S: " + shown);
        }

        @Override
        public void receivedBody(long octets) {
            heard.add("S: " + octets + " octets");
        }
    };

    /** Gives so many octets first, and then so many a read. */
    private static InputStream torn(String octets, int first, int then) {
        return new ByteArrayInputStream(octets.getBytes(ISO_8859_1)) {
            private int most = first;

            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                int got = super.read(target, offset, Math.min(most, length));
                most = then;
                return got;
            }
        };
    }

    private Wire wire(InputStream in, int maxLineLength) {
        return new Wire(in, new ByteArrayOutputStream(), maxLineLength, listener);
    }

    @Test
    void case10_repliesAreTheSameHoweverTheOctetsAreSplit() throws Exception {
        for (int first = 1; first <= STREAM.length(); first++) {
            for (int then : new int[] {1, 2, 3, STREAM.length()}) {
                assertThat(conversation(wire(torn(STREAM, first, then), 100)))
                        .as("a read of %d octets, then of %d each", first, then)
                        .containsExactly(
                                "OK[hello]",
                                "ERR[no]",
                                "OK[]",
                                "line[1 a]",
                                "line[]",
                                "line[2 b]",
                                "OK[]",
                                "body[.\r\nx\n.\r\n\r\n]",
                                "CONTINUE[dGVzdA==]",
                                "OK[bye]");
            }
        }
    }

    private static List<String> conversation(Wire wire) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(shown(wire.readReply()));
        all.add(shown(wire.readReply()));
        assertThat(wire.strays()).as("an empty line and a lone dot").isEqualTo(2);
        all.add(shown(wire.readReply()));
        wire.readList(10).forEachText(line -> all.add("line[" + line + "]"));
        all.add(shown(wire.readReply()));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        assertThat(wire.readBody(body)).isEqualTo(body.size());
        all.add("body[" + body.toString(ISO_8859_1) + "]");
        all.add(shown(wire.readReply()));
        all.add(shown(wire.readReply()));
        assertThat(wire.unread()).isZero();
        assertThatThrownBy(wire::readReply).isInstanceOf(EOFException.class);
        return all;
    }

    private static String shown(Reply reply) {
        return reply.status() + "[" + reply.text() + "]";
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100_000})
    void aLineBeyondTheBoundIsNotBuffered(int piece) {
        Wire wire = wire(torn("+OK " + "x".repeat(50_000), piece, piece), 100);
        assertThatThrownBy(wire::readReply)
                .isInstanceOf(Pop3ProtocolException.class)
                .hasMessageContaining("more than 100 octets");
    }

    @Test
    void commandsWaitForTheFlush() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Wire wire = new Wire(InputStream.nullInputStream(), out, 100, listener);
        wire.send(CommandLine.of("RETR", 1));
        wire.send(CommandLine.of("RETR", 2));
        assertThat(out.size()).isZero();
        wire.flush();
        wire.flush();
        assertThat(out).hasToString("RETR 1\r\nRETR 2\r\n");
    }

    @Test
    void moreCommandsThanTheBufferHoldsAreSentInOrder() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Wire wire = new Wire(InputStream.nullInputStream(), out, 100, listener);
        StringBuilder expected = new StringBuilder();
        for (int number = 1; number <= 10_000; number++) {
            wire.send(CommandLine.of("RETR", number));
            expected.append("RETR ").append(number).append("\r\n");
        }
        wire.flush();
        assertThat(out).hasToString(expected.toString());
    }

    @Test
    void theListenerHearsLinesAndSizesButNoSecret() throws Exception {
        Wire wire = wire(torn("+OK hi\u0007\r\n-ERR no\r\n+ c2VjcmV0\r\n+OK\r\nbody\r\n.\r\n", 1, 1), 100);
        wire.send(CommandLine.secret("PASS", "sesame"));
        wire.readReply();
        wire.readReply();
        wire.readReply();
        wire.readReply();
        wire.readBody(new ByteArrayOutputStream());
        assertThat(heard)
                .containsExactly(
                        "C: PASS ***", "S: +OK hi?", "S: -ERR no", "S: + (challenge)", "S: +OK ", "S: 6 octets");
    }
}
