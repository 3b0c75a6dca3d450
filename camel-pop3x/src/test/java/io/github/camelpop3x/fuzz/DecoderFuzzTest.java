package io.github.camelpop3x.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.camelpop3x.client.wire.MultiLineDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** Multi-line bodies: whatever comes, in whatever pieces, the framing is that of RFC 1939. */
class DecoderFuzzTest {

    /** The first octet says how the others are torn. */
    @FuzzTest
    void anyOctetsInAnySplit(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        byte[] wire = Arrays.copyOfRange(input, 1, input.length);
        ReferenceDecoder expected = ReferenceDecoder.decode(wire);
        assertSame(expected, wire, TornInput.whole(wire));
        assertSame(expected, wire, TornInput.byteByByte(wire));
        assertSame(expected, wire, TornInput.pieces(wire, input[0]));
    }

    private static void assertSame(ReferenceDecoder expected, byte[] wire, TornInput in) throws IOException {
        MultiLineDecoder decoder = new MultiLineDecoder();
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        int consumed = 0;
        int got;
        while (!decoder.done() && (got = in.read(buffer, 0, buffer.length)) > 0) {
            consumed += decoder.decode(buffer, 0, got, sink);
        }
        String body = sink.toString(ISO_8859_1);
        assertThat(decoder.done()).as("the end was seen").isEqualTo(expected.complete());
        if (expected.complete()) {
            assertThat(consumed).as("octets that belong to the body").isEqualTo(expected.end());
            assertThat(body).isEqualTo(expected.body());
        } else {
            assertThat(consumed).isEqualTo(wire.length);
            // What may yet become the end is held back: a dot, which is dropped anyway, and a CR.
            assertThat(expected.body()).startsWith(body);
            assertThat(expected.body().length() - body.length()).isLessThanOrEqualTo(1);
        }
    }

    /** The property that matters: what a server stuffs comes out as the message it had. */
    @FuzzTest
    void whatGoesInStuffedComesOutIdentical(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        byte[] message = Arrays.copyOfRange(input, 1, input.length);
        byte[] wire = ReferenceDecoder.stuffed(message);
        byte[] ended = message.length == 0 || endsWithCrlf(message) ? message : withCrlf(message);
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        MultiLineDecoder decoder = new MultiLineDecoder();
        TornInput in = TornInput.pieces(wire, input[0]);
        byte[] buffer = new byte[16];
        while (!decoder.done()) {
            int got = in.read(buffer, 0, buffer.length);
            assertThat(got).as("the end was missed").isPositive();
            assertThat(decoder.decode(buffer, 0, got, sink)).isEqualTo(got);
        }
        assertThat(in.read()).as("the end was seen too early").isEqualTo(-1);
        assertThat(sink.toByteArray()).isEqualTo(ended);
    }

    private static boolean endsWithCrlf(byte[] message) {
        int length = message.length;
        return length >= 2 && message[length - 2] == '\r' && message[length - 1] == '\n';
    }

    private static byte[] withCrlf(byte[] message) {
        byte[] ended = Arrays.copyOf(message, message.length + 2);
        ended[message.length] = '\r';
        ended[message.length + 1] = '\n';
        return ended;
    }
}
