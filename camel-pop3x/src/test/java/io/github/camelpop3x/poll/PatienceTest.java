package io.github.camelpop3x.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final RandomGenerator NO_SPREAD = new Random() {
        private static final long serialVersionUID = 1L;

        @Override
        public double nextDouble() {
            return 0;
        }
    };

    private long now = Long.MAX_VALUE - 5;
    private final Patience patience = new Patience(() -> now, NO_SPREAD);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    /** The pauses that so many refusals in a row lead to, in seconds. */
    private List<Long> pauses(int count, Runnable refusal) {
        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            refusal.run();
            seconds.add(patience.secondsLeft());
            pass(Duration.ofSeconds(patience.secondsLeft()));
            assertThat(patience.waiting()).isFalse();
        }
        return seconds;
    }

    @Test
    void aBusyMaildropIsAskedAgainAfterGrowingPauses() {
        assertThat(pauses(11, () -> patience.busy(Duration.ZERO)))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
    }

    @Test
    void whatTheServerWantsIsTheLeast() {
        patience.busy(Duration.ofSeconds(900));
        assertThat(patience.secondsLeft()).isEqualTo(900);
        pass(Duration.ofSeconds(899));
        assertThat(patience.waiting()).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(patience.waiting()).isFalse();
    }

    @Test
    void wrongCredentialsAreTriedSeldom() {
        assertThat(pauses(8, patience::rejected)).containsExactly(60L, 120L, 240L, 480L, 960L, 1920L, 3600L, 3600L);
    }

    @Test
    void aLoginThatGoesWellStartsAnew() {
        pauses(5, () -> patience.busy(Duration.ZERO));
        patience.served();
        assertThat(patience.waiting()).isFalse();
        assertThat(pauses(1, () -> patience.busy(Duration.ZERO))).containsExactly(1L);
    }

    @Test
    void beingBusyIsNormalForTenMinutesAndThenAnError() {
        assertThat(patience.busy(Duration.ZERO)).isFalse();
        pass(Duration.ofMinutes(10));
        assertThat(patience.busy(Duration.ZERO)).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(patience.busy(Duration.ZERO)).isTrue();
    }

    @Test
    void theSpreadOnlyAdds() {
        Patience spread = new Patience(() -> now, new Random(1));
        spread.busy(Duration.ofSeconds(1000));
        assertThat(spread.secondsLeft()).isBetween(1000L, 1250L);
    }
}
