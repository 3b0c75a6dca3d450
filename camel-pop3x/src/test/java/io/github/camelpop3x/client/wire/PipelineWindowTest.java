package io.github.camelpop3x.client.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PipelineWindowTest {

    private static final CommandLine RETR = CommandLine.of("RETR", 10_000);

    @Test
    void withoutPipeliningOneCommandIsOnItsWay() {
        PipelineWindow window = new PipelineWindow(false, 1 << 20);
        assertThat(window.admits(RETR, 0)).isTrue();
        window.sent(RETR, 0);
        assertThat(window.admits(RETR, 0)).isFalse();
        assertThat(window.isEmpty()).isFalse();
        window.answered();
        assertThat(window.isEmpty()).isTrue();
        assertThat(window.admits(RETR, 0)).isTrue();
    }

    @Test
    void neverMoreOctetsOfCommandsAreOnTheirWayThanFitIntoASendBuffer() {
        PipelineWindow window = new PipelineWindow(true, 1 << 20);
        int sent = 0;
        while (window.admits(RETR, 0)) {
            window.sent(RETR, 0);
            sent++;
        }
        assertThat(sent).isEqualTo(PipelineWindow.MAX_COMMAND_OCTETS / RETR.length());
        window.answered();
        assertThat(window.admits(RETR, 0)).isTrue();
        window.sent(RETR, 0);
        assertThat(window.admits(RETR, 0)).isFalse();
    }

    @Test
    void itIsRefilledWhenHalfIsAnswered() {
        PipelineWindow window = new PipelineWindow(true, 1 << 20);
        assertThat(window.worthFilling()).isTrue();
        int sent = 0;
        for (; window.admits(RETR, 0); sent++) {
            window.sent(RETR, 0);
        }
        int answered = 0;
        for (; !window.worthFilling(); answered++) {
            window.answered();
        }
        assertThat(answered).isBetween(sent / 2 - 1, sent / 2 + 1);
        for (; answered < sent; answered++) {
            window.answered();
        }
        assertThat(window.isEmpty()).isTrue();
    }

    @Test
    void noMoreRepliesAreAskedForThanMayHaveToBeReadForNothing() {
        PipelineWindow window = new PipelineWindow(true, 1 << 20);
        long half = PipelineWindow.MAX_REPLY_OCTETS / 2;
        window.sent(RETR, half);
        assertThat(window.admits(RETR, half)).isTrue();
        window.sent(RETR, half);
        assertThat(window.admits(RETR, 1)).isFalse();
        assertThat(window.worthFilling()).isTrue();
        window.answered();
        assertThat(window.admits(RETR, 1)).isTrue();
    }

    @Test
    void aMessageLargerThanTheBoundIsAskedForAlone() {
        PipelineWindow window = new PipelineWindow(true, 1 << 20);
        assertThat(window.admits(RETR, Long.MAX_VALUE / 2)).isTrue();
        window.sent(RETR, Long.MAX_VALUE / 2);
        assertThat(window.admits(RETR, 0)).isFalse();
    }

    @Test
    void aSmallSendBufferMakesASmallWindow() {
        assertThat(sentAtOnce(0)).isEqualTo(PipelineWindow.SURE_COMMAND_OCTETS / RETR.length());
        assertThat(sentAtOnce(32 * 1024)).isEqualTo(8 * 1024 / RETR.length());
        assertThat(sentAtOnce(Integer.MAX_VALUE)).isEqualTo(PipelineWindow.MAX_COMMAND_OCTETS / RETR.length());
    }

    private static int sentAtOnce(int sendBuffer) {
        PipelineWindow window = new PipelineWindow(true, sendBuffer);
        int sent = 0;
        while (window.admits(RETR, 0)) {
            window.sent(RETR, 0);
            sent++;
        }
        return sent;
    }
}
