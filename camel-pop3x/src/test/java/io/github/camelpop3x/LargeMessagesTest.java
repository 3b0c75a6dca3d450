package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.testserver.GeneratedMessage;
import io.github.camelpop3x.testserver.GeneratingServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages of gigabytes in a JVM with 128 MB of heap. Needs 2 to 4 GB of temporary space, and some minutes. */
@Tag("large")
@Timeout(900)
class LargeMessagesTest {

    private static final int MEGABYTES = 128;
    private static final long GIGABYTE = 1_000_000_000;

    private static String run(SmallHeap.Work work, GeneratedMessage message, boolean retrieved) throws Exception {
        try (GeneratingServer server = new GeneratingServer(message)) {
            String said = SmallHeap.run(work, MEGABYTES, server.port());
            assertThat(server.deleted()).isTrue();
            assertThat(server.retrievals()).isEqualTo(retrieved ? 1 : 0);
            return said;
        }
    }

    @Test
    void aGigabyteWithAnAttachmentOf700MegabytesInMime() throws Exception {
        GeneratedMessage message = GeneratedMessage.of(700_000_000, GIGABYTE);
        assertThat(run(SmallHeap.Work.POLL_MIME, message, true))
                .isEqualTo("text " + message.textLines() * GeneratedMessage.LINE + ", large.bin "
                        + message.attachmentSize());
    }

    @Test
    void aGigabyteInRaw() throws Exception {
        GeneratedMessage message = GeneratedMessage.of(700_000_000, GIGABYTE);
        assertThat(run(SmallHeap.Work.POLL, message, true)).isEqualTo("routed [" + message.size() + "]");
    }

    @Test
    void aGigabyteInHeaders() throws Exception {
        GeneratedMessage message = GeneratedMessage.of(700_000_000, GIGABYTE);
        assertThat(run(SmallHeap.Work.POLL_HEADERS, message, false)).isEqualTo("large, " + message.size());
    }

    @Test
    void threeGigabytesInRaw() throws Exception {
        GeneratedMessage message = GeneratedMessage.of(2_000_000_000, 3 * GIGABYTE);
        assertThat(run(SmallHeap.Work.POLL, message, true)).isEqualTo("routed [" + message.size() + "]");
    }
}
