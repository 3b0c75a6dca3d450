package io.github.camelpop3x.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each message of the corpus becomes what its file says. A new one is two files: write {@code NNN-name.eml}, run this
 * test with {@code -Dcorpus.write=true}, and read what it wrote.
 */
class CorpusTest {

    /** Must fit the least that is claimed of it. */
    private static final int LEAST = 150;

    private final CamelContext context = new DefaultCamelContext();

    static List<Corpus.Entry> entries() throws IOException {
        return Corpus.entries();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("entries")
    void becomesWhatItsFileSays(Corpus.Entry entry) throws IOException {
        String described = BoundMessage.described(BoundMessage.bind(entry.octets(), context, BoundMessage.MIME));
        if (Boolean.getBoolean("corpus.write")) {
            entry.write(described);
        } else {
            assertThat(described).isEqualTo(entry.expected());
        }
    }

    @Test
    void thereAreEnough() throws IOException {
        assertThat(Corpus.entries()).hasSizeGreaterThanOrEqualTo(LEAST);
    }
}
