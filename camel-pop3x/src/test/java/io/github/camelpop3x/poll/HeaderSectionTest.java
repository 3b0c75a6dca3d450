package io.github.camelpop3x.poll;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.message.mime.HeaderText;
import org.junit.jupiter.api.Test;

class HeaderSectionTest {

    @Test
    void keepsWhatIsLookedAtAndNoMore() {
        HeaderSection section = new HeaderSection();
        section.writeBytes("Subject: a\r\n".getBytes(US_ASCII));
        byte[] much = "X-Much: 0123456789\r\n".repeat(1_000).getBytes(US_ASCII);
        for (int i = 0; i < 200; i++) {
            section.writeBytes(much);
            section.write('x');
        }
        assertThat(section.size()).isEqualTo(HeaderText.MAX_SECTION_OCTETS);
        assertThat(section.read().first("Subject")).isEqualTo("a");
    }
}
