package io.github.camelpop3x.message;

import java.io.IOException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Messages as nobody would write them: each of the corpus, spoiled in many ways. */
class MutationTest {

    private static final int COUNT = Integer.getInteger("corpus.mutations", 6_000);
    /** The large ones are spoiled by the same code and cost more. */
    private static final int MOST_OCTETS = 20_000;

    private final CamelContext context = new DefaultCamelContext();

    @Test
    void whateverIsSpoiledBecomesAnExchange() throws IOException {
        List<byte[]> messages = Corpus.entries().stream()
                .map(Corpus.Entry::octets)
                .filter(octets -> octets.length < MOST_OCTETS)
                .toList();
        for (int seed = 0; seed < COUNT; seed++) {
            byte[] spoiled = new Mutations(seed, messages).of(messages.get(seed % messages.size()));
            try {
                AnyOctets.becomeAnExchange(spoiled, context);
                AnyOctets.areReadOnce(spoiled);
            } catch (Exception | Error e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }
}
