package io.github.camelpop3x.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A group is what the route does in 10 ms, from one poll to the next. */
class GroupSizeTest {

    private static final long FAST = TimeUnit.MICROSECONDS.toNanos(1);
    private static final long SLOW = TimeUnit.MILLISECONDS.toNanos(1);

    private final GroupSize group = new GroupSize(1);

    private int after(int messages, long eachNanos) {
        group.took(messages, messages * eachNanos);
        return group.size();
    }

    @Test
    void growsByTwoAtMostUntilAThousand() {
        for (int expected = 2; expected < 1_000; expected *= 2) {
            assertThat(after(group.size(), FAST)).isEqualTo(expected);
        }
        assertThat(after(group.size(), FAST)).isEqualTo(1_000);
        assertThat(after(group.size(), FAST)).isEqualTo(1_000);
    }

    @Test
    void fallsAtOnceWhenTheRouteBecomesSlow() {
        for (int i = 0; i < 10; i++) {
            after(group.size(), FAST);
        }
        assertThat(after(1_000, SLOW)).isEqualTo(10);
        assertThat(after(10, 100 * SLOW)).isEqualTo(1);
    }

    @Test
    void aSmallGroupOnlySaysThatLessIsPossible() {
        for (int i = 0; i < 10; i++) {
            after(group.size(), FAST);
        }
        assertThat(after(3, FAST)).isEqualTo(1_000);
        assertThat(after(3, SLOW)).isEqualTo(10);
        assertThat(after(3, FAST)).isEqualTo(10);
    }

    @Test
    void isNeverLessThanTheRouteTakesAtATime() {
        GroupSize wide = new GroupSize(8);
        wide.took(8, TimeUnit.SECONDS.toNanos(1));
        assertThat(wide.size()).isEqualTo(8);
        wide.took(0, 0);
        assertThat(wide.size()).isEqualTo(8);
    }
}
