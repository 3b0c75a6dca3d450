package io.github.camelpop3x.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.camelpop3x.message.HeaderBlock;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** A message's header section: any octets give some result, and the name of a field is one that a header may have. */
class HeadersFuzzTest {

    @FuzzTest
    void anyOctets(byte[] message) throws IOException {
        HeaderBlock block = HeaderBlock.read(new ByteArrayInputStream(message));
        block.fields().forEach((name, values) -> {
            assertThat(name).isNotEmpty();
            assertThat(name.chars()).allMatch(c -> c > 32 && c < 127 && c != ':');
            assertThat(values).isNotEmpty().doesNotContainNull();
        });
    }
}
