package io.github.camelpop3x.client.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultiLineDecoderTest {

    private static final String AFTER = "+OK the next reply\r\n";

    /** Escapes: \r, \n as usual; the octets after the end belong to the next reply. */
    @ParameterizedTest(name = "[{0}] -> [{1}]")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                ".\\r\\n, \"\"",
                "a\\r\\n.\\r\\n, a\\r\\n",
                "\\r\\n.\\r\\n, \\r\\n",
                "..\\r\\n.\\r\\n, .\\r\\n",
                "...\\r\\n.\\r\\n, ..\\r\\n",
                ".a\\r\\n.\\r\\n, a\\r\\n",
                "a.\\r\\n.\\r\\n, a.\\r\\n",
                "a\\n.\\r\\nb\\r\\n.\\r\\n, a\\n.\\r\\nb\\r\\n",
                "a\\n.\\nb\\r\\n.\\r\\n, a\\n.\\nb\\r\\n",
                ".\\rX\\r\\n.\\r\\n, \\rX\\r\\n",
                ".\\r\\r\\n.\\r\\n, \\r\\r\\n",
                "a\\r.\\r\\n.\\r\\n, a\\r.\\r\\n",
                "a\\r\\r\\n.\\r\\n, a\\r\\r\\n",
                "\\n\\r\\n.\\r\\n, \\n\\r\\n",
                "+OK\\r\\n-ERR\\r\\n.\\r\\n, +OK\\r\\n-ERR\\r\\n",
                ".\\r.\\r\\n.\\r\\n, \\r.\\r\\n",
                ".\\n.\\r\\n.\\r\\n, \\n.\\r\\n",
            })
    void framingIsTheSameHoweverTheOctetsAreSplit(String wire, String expected) throws IOException {
        byte[] octets = (unescaped(wire) + AFTER).getBytes(ISO_8859_1);
        for (int first = 1; first <= octets.length; first++) {
            for (int step = 1; step <= octets.length; step++) {
                assertThat(decoded(octets, first, step)).isEqualTo(unescaped(expected));
            }
        }
    }

    @Test
    void anyOctetsInAnySplitComeOutAsTheyWere() throws IOException {
        Random random = new Random(20261123);
        byte[] alphabet = "\r\n..a\0\u00ff".getBytes(ISO_8859_1);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder message = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                message.append((char) (alphabet[random.nextInt(alphabet.length)] & 0xff));
            }
            message.append("\r\n");
            String wire = stuffed(message.toString()) + ".\r\n" + AFTER;
            String got = decoded(wire.getBytes(ISO_8859_1), 1 + random.nextInt(9), 1 + random.nextInt(9));
            assertThat(got).as("round %d", round).isEqualTo(message.toString());
        }
    }

    /** Decodes in pieces and checks that exactly the body was consumed. */
    private static String decoded(byte[] octets, int first, int step) throws IOException {
        MultiLineDecoder decoder = new MultiLineDecoder();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = 0;
        int to = Math.min(first, octets.length);
        while (!decoder.done()) {
            assertThat(at).as("the end was missed").isLessThan(octets.length);
            at = decoder.decode(octets, at, to, body);
            to = Math.min(octets.length, Math.max(to, at) + step);
        }
        assertThat(new String(octets, at, octets.length - at, ISO_8859_1)).isEqualTo(AFTER);
        return body.toString(ISO_8859_1);
    }

    /** RFC 1939, section 3: a line that begins with a dot gets another one. */
    private static String stuffed(String message) {
        return (message.startsWith(".") ? "." : "") + message.replace("\r\n.", "\r\n..");
    }

    private static String unescaped(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n");
    }
}
