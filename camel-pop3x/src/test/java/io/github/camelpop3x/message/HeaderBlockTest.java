package io.github.camelpop3x.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import io.github.camelpop3x.message.mime.HeaderText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Header sections that nobody writes in good faith; the usual ones are in ExchangeTest. */
class HeaderBlockTest {

    private static final String WORD = "=?utf-8?Q?=C3=BC?= ";

    private static HeaderBlock read(String header) throws IOException {
        return HeaderBlock.read(new ByteArrayInputStream(header.getBytes(UTF_8)));
    }

    /** What a route would see: each name with a String, or with a list of them. */
    private static Map<String, Object> fields(String header) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        read(header).forEach((name, value) -> assertThat(fields.put(name, value))
                .as("%s came before", name)
                .isNull());
        return fields;
    }

    @Test
    void encodedWordsAreDecodedUpToABound() throws IOException {
        String most = WORD.repeat(HeaderText.MAX_WORDS).strip();
        assertThat(fields("A: " + most + "\r\nB: " + WORD.strip() + "\r\nC: plain\r\n\r\n"))
                .containsEntry("A", "\u00fc".repeat(HeaderText.MAX_WORDS))
                .containsEntry("B", WORD.strip())
                .containsEntry("C", "plain");
    }

    @Test
    void beginningsWithoutAnEndCountTowardsTheBound() throws IOException {
        String field = "Subject: " + WORD + "=?".repeat(HeaderText.MAX_WORDS / 2) + "\r\n";
        assertThat(fields(field.repeat(200) + "\r\n").get("Subject"))
                .asInstanceOf(list(String.class))
                .hasSize(200)
                .filteredOn(subject -> subject.startsWith("\u00fc"))
                .as("decoded, which takes the square of the beginnings")
                .hasSize(1);
    }

    @Test
    void repeatedFieldsAreOneListInTheirOrderUnderTheNameAsFirstWritten() throws IOException {
        Map<String, Object> fields = fields("received: 1\r\nTo: a@example.org\r\nRECEIVED: 2\r\nSubject: x\r\n"
                + "Received : 3\r\nto: b@example.org\r\n\r\n");
        assertThat(fields)
                .containsOnly(
                        Map.entry("received", List.of("1", "2", "3")),
                        Map.entry("Subject", "x"),
                        Map.entry("To", List.of("a@example.org", "b@example.org")));
    }

    @Test
    void theFirstOfANameIsFoundInAnyCase() throws IOException {
        HeaderBlock block = read("date: 1\r\nX: 2\r\nDate: 3\r\nDATES: 4\r\n\r\nDate-Behind: 5\r\n");
        assertThat(block.first("DATE")).isEqualTo("1");
        assertThat(block.first("dates")).isEqualTo("4");
        assertThat(block.first("Dat")).isNull();
        assertThat(block.first("Date-Behind")).isNull();
    }

    @Test
    void addressesStayAsTheyWereWritten() throws IOException {
        HeaderBlock block = read("From: =?utf-8?Q?a=2C?= <a@example.org>\r\nFROM: b@example.org\r\n\r\n");
        assertThat(block.written("from")).containsExactly("=?utf-8?Q?a=2C?= <a@example.org>", "b@example.org");
        assertThat(block.written("To")).isEmpty();
        assertThat(block.first("From")).isEqualTo("a, <a@example.org>");
    }

    /** Whatever counts as white space in Unicode goes at both ends, and nothing of it within. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                " a b",
                "\t a b \t",
                "\r\n a b",
                "a\r\n b",
                "a\n b\n \n\t",
                "a b\r",
                "\u2003a b\u2003\u3000",
                "\u2028 a b \u1680",
                "\u001ca b\u001f\u0000\u007f",
                "\u0085 a b"
            })
    void valuesHaveNoBlanksAroundThem(String value) throws IOException {
        assertThat(fields("A:" + value + "\r\nB: 1\r\n\r\n"))
                .containsExactly(Map.entry("A", "a b"), Map.entry("B", "1"));
    }

    /** A no-break space is no white space to Java, as ever. */
    @ParameterizedTest
    @CsvSource({"a\u00a0, 00a0", "a\u2007, 2007", "a\u202f, 202f", "a\ufeff, feff"})
    void noBreakSpacesStay(String value, String last) throws IOException {
        assertThat(fields("A: " + value + "\r\n\r\n")).containsExactly(Map.entry("A", value));
        assertThat(value).hasSize(2).endsWith(Character.toString(Integer.parseInt(last, 16)));
    }

    @Test
    void onlyLineEndsGoFromAFoldedValue() throws IOException {
        assertThat(fields("A: a\r\n  b\n\tc\r\r\n d\r\n \r\n\r\nB: 1\r\n"))
                .as("a CR that ends no line becomes a blank, as any control character")
                .containsExactly(Map.entry("A", "a  b\tc  d"));
        assertThat(fields("A: a\r\n b")).containsExactly(Map.entry("A", "a b"));
        assertThat(fields("A:")).containsExactly(Map.entry("A", ""));
        assertThat(fields("A:\r\n")).containsExactly(Map.entry("A", ""));
        assertThat(fields("")).isEmpty();
    }

    @Test
    void octetsThatAreNoUtf8AreWindows1252() throws IOException {
        byte[] section = "A: \u00fc\u0085 \r\n\r\n".getBytes(ISO_8859_1);
        assertThat(HeaderBlock.of(section, 0, section.length).first("A")).isEqualTo("\u00fc\u2026");
    }

    /** As many fields as there can be, all of one name or all of another: nothing may take their square. */
    @Test
    @Timeout(20)
    void hundredsOfThousandsOfFieldsTakeNoTimeToSpeakOf() throws IOException {
        int count = HeaderText.MAX_SECTION_OCTETS / 3;
        assertThat(fields("a:\n".repeat(count))).containsExactly(Map.entry("a", Collections.nCopies(count, "")));
        StringBuilder different = new StringBuilder();
        for (int i = 0; different.length() < HeaderText.MAX_SECTION_OCTETS - 10; i++) {
            different.append(Integer.toString(i, 36)).append(":\n");
        }
        assertThat(fields(different.toString())).hasSizeGreaterThan(80_000);
    }

    /** Names are kept for the next message; no other's name may come in their place. */
    @Test
    void eachFieldHasItsOwnName() throws IOException {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 5_000; i++) {
                String name = "X-" + Integer.toString(i * 7919, 36);
                assertThat(fields(name + ": 1\r\n")).containsExactly(Map.entry(name, "1"));
            }
        }
        String longName = "X-" + "y".repeat(1_000);
        assertThat(fields(longName + ": 1\r\nAaBB: 2\r\nBBAa: 3\r\n"))
                .as("two of them have one hash")
                .containsOnlyKeys(longName, "AaBB", "BBAa");
    }
}
