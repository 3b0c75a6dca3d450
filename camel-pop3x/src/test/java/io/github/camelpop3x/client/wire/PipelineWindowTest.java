package io.github.camelpop3x.client.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PipelineWindowTest {

    private static final CommandLine RETR = CommandLine.of("RETR", 10_000);

    @Test
    void withoutPipeliningOneCommandIsOnItsWay() {
        PipelineWindow window = new PipelineWindow(false);
        assertThat(window.admits(RETR)).isTrue();
        window.sent(RETR);
        assertThat(window.admits(RETR)).isFalse();
        assertThat(window.isEmpty()).isFalse();
        window.answered();
        assertThat(window.isEmpty()).isTrue();
        assertThat(window.admits(RETR)).isTrue();
    }

    @Test
    void neverMoreOctetsOfCommandsAreOnTheirWayThanFitIntoASendBuffer() {
        PipelineWindow window = new PipelineWindow(true);
        int sent = 0;
        while (window.admits(RETR)) {
            window.sent(RETR);
            sent++;
        }
        assertThat(sent).isEqualTo(PipelineWindow.MAX_COMMAND_OCTETS / RETR.length());
        window.answered();
        assertThat(window.admits(RETR)).isTrue();
        window.sent(RETR);
        assertThat(window.admits(RETR)).isFalse();
    }

    @Test
    void itIsRefilledWhenHalfIsAnswered() {
        PipelineWindow window = new PipelineWindow(true);
        assertThat(window.worthFilling()).isTrue();
        int sent = 0;
        for (; window.admits(RETR); sent++) {
            window.sent(RETR);
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
}
