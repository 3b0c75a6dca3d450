package io.github.camelpop3x.client.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelpop3x.client.model.Pop3ProtocolException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListBodyTest {

    private static final int LONGEST = 10;
    private static final int MOST = 3;

    /** Written in pieces of so many octets. */
    private static ListBody list(String octets, int piece) throws Pop3ProtocolException {
        ListBody list = new ListBody(LONGEST, MOST);
        byte[] all = octets.getBytes(ISO_8859_1);
        for (int from = 0; from < all.length; from += piece) {
            list.write(all, from, Math.min(piece, all.length - from));
        }
        list.finish();
        return list;
    }

    private static List<String> lines(ListBody list) {
        List<String> lines = new ArrayList<>();
        list.forEachText(lines::add);
        assertThat(list.lines()).isEqualTo(lines.size());
        return lines;
    }

    @ParameterizedTest(name = "{0} at once")
    @ValueSource(ints = {1, 2, 3, 100})
    void linesEndWithLf(int piece) throws Exception {
        assertThat(lines(list("1 a\r\n\r\n2 \u00fc\rb\n", piece))).containsExactly("1 a", "", "2 \u00fc\rb");
        assertThat(lines(list("", piece))).isEmpty();
        assertThat(lines(list("1 a\r\nno end", piece))).containsExactly("1 a", "no end");
        assertThat(lines(list("\r\r\n\r", piece))).containsExactly("\r", "");
    }

    @ParameterizedTest(name = "{0} at once")
    @ValueSource(ints = {1, 2, 3, 100})
    void aLineHasItsBound(int piece) {
        assertThatCode(() -> list("1234567890\r\n", piece)).doesNotThrowAnyException();
        for (String tooLong : List.of("12345678901\r\n", "1\r\n12345678901", "123456789012345")) {
            assertThatExceptionOfType(Pop3ProtocolException.class)
                    .isThrownBy(() -> list(tooLong, piece))
                    .withMessageContaining("10 octets");
        }
    }

    @ParameterizedTest(name = "{0} at once")
    @ValueSource(ints = {1, 2, 3, 100})
    void theirNumberHasItsBound(int piece) {
        assertThatCode(() -> list("1\r\n2\r\n3\r\n", piece)).doesNotThrowAnyException();
        assertThatExceptionOfType(Pop3ProtocolException.class)
                .isThrownBy(() -> list("1\r\n2\r\n3\r\n4", piece))
                .withMessageContaining("more than 3 entries");
    }

    @Test
    void manyLongLinesHaveTheirBoundTogether() {
        ListBody list = new ListBody(8192, 100);
        assertThatExceptionOfType(Pop3ProtocolException.class)
                .isThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        list.write(("x".repeat(8000) + "\r\n").getBytes(ISO_8859_1), 0, 8002);
                    }
                })
                .withMessageContaining("a list of more than");
    }

    @Test
    void equalIsWhatHasTheSameOctets() throws Exception {
        assertThat(list("1 a\r\n2 b\r\n", 1))
                .isEqualTo(list("1 a\r\n2 b\r\n", 100))
                .hasSameHashCodeAs(list("1 a\r\n2 b\r\n", 3));
        assertThat(list("1 a\r\n2 b\r\n", 1))
                .isNotEqualTo(list("1 a\r\n2 B\r\n", 1))
                .isNotEqualTo(list("1 a\r\n", 1));
        assertThat(list("1 a\r\n", 1)).isNotEqualTo(list("1 a\n", 1));
        assertThat(list("", 1)).isEqualTo(list("", 1));
    }
}
