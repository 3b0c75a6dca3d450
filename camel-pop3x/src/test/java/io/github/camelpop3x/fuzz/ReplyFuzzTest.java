package io.github.camelpop3x.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.camelpop3x.client.model.Capabilities;
import io.github.camelpop3x.client.model.Pop3ProtocolException;
import io.github.camelpop3x.client.model.ResponseCode;
import io.github.camelpop3x.client.wire.Listing;
import io.github.camelpop3x.client.wire.Reply;
import io.github.camelpop3x.client.wire.Wire;
import io.github.camelpop3x.client.wire.WireListener;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reply lines: some reply or a declared exception, the same however the octets are split, and safe to be shown. */
class ReplyFuzzTest {

    private static final int MAX_LINE = 200;
    private static final Capabilities WITH_CODES = Capabilities.parse(List.of("RESP-CODES", "AUTH-RESP-CODE"));

    /** The first octet says how the others are torn. */
    @FuzzTest
    void repliesInAnySplit(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] wire = Arrays.copyOfRange(input, 1, input.length);
        List<String> whole = read(TornInput.whole(wire));
        assertThat(read(TornInput.byteByByte(wire))).isEqualTo(whole);
        assertThat(read(TornInput.pieces(wire, input[0]))).isEqualTo(whole);
    }

    /** Every reply up to the end of the stream or the first error, and what that was. */
    private static List<String> read(InputStream in) {
        List<String> seen = new ArrayList<>();
        Shown shown = new Shown();
        Wire wire = new Wire(in, OutputStream.nullOutputStream(), MAX_LINE, shown);
        try {
            while (true) {
                Reply reply = wire.readReply();
                check(reply);
                seen.add(reply.status() + " " + reply.text());
            }
        } catch (EOFException e) {
            seen.add("the end, after strays: " + wire.strays());
        } catch (Pop3ProtocolException e) {
            Safe.toShow(e.getMessage());
            seen.add(e.getMessage());
        } catch (IOException e) {
            throw new AssertionError("not a declared exception", e);
        }
        seen.addAll(shown.lines);
        return seen;
    }

    private static void check(Reply reply) {
        assertThat(reply.text().length()).isLessThanOrEqualTo(MAX_LINE);
        Safe.toShow(reply.shownText());
        ResponseCode code = ResponseCode.of(reply.text());
        assertThat(WITH_CODES.codeOf(reply.text())).isEqualTo(code);
        assertThat(Capabilities.NONE.codeOf(reply.text())).isNull();
        if (code != null) {
            assertThat(reply.text().toUpperCase(java.util.Locale.ROOT)).startsWith("[" + code.token());
        }
        Listing.status(reply.text());
        Listing.size(reply.text());
        Listing.uid(reply.text());
    }

    /** What the trace would show. */
    private static final class Shown implements WireListener {

        private final List<String> lines = new ArrayList<>();

        @Override
        public void received(Reply reply) {
            String line = reply.line();
            Safe.toShow(line);
            lines.add(line);
        }
    }

    /** A reply line without its end, one octet a char. */
    @FuzzTest
    void oneLine(byte[] input) {
        String line = new String(input, ISO_8859_1);
        try {
            check(Reply.parse(line.length() > MAX_LINE ? line.substring(0, MAX_LINE) : line));
        } catch (Pop3ProtocolException e) {
            Safe.toShow(e.getMessage());
        }
    }
}
