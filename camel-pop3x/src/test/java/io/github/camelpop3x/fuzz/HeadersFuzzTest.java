package io.github.camelpop3x.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.camelpop3x.message.HeaderBlock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A message's header section: any octets give some result, and the name of a field is one that a header may have. */
class HeadersFuzzTest {

    @FuzzTest
    void anyOctets(byte[] message) throws IOException {
        HeaderBlock block = HeaderBlock.read(new ByteArrayInputStream(message));
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        block.forEach((name, value) -> {
            assertThat(names.add(name)).as("%s comes once", name).isTrue();
            assertThat(name).isNotEmpty();
            assertThat(name.chars()).allMatch(c -> c > 32 && c < 127 && c != ':');
            if (value instanceof List<?> values) {
                assertThat(values).hasSizeGreaterThan(1).hasOnlyElementsOfType(String.class);
            } else {
                assertThat(value).isInstanceOf(String.class);
            }
        });
    }
}
