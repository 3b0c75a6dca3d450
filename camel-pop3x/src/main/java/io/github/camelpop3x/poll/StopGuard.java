package io.github.camelpop3x.poll;

import io.github.camelpop3x.observe.PollCounters;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends a poll that is stuck on the wire while its route is being stopped. To be run every {@link #PERIOD} from the
 * moment the stop is asked for; stops nothing that is making headway: DELE and QUIT of what completed are let through.
 *
 * <p>Run by one thread, beside the one that polls.
 */
public final class StopGuard implements Runnable {

    /** How often it wants to run. */
    public static final Duration PERIOD = Duration.ofMillis(100);

    private static final Duration PATIENCE = Duration.ofMillis(600);

    private final Supplier<@Nullable MaildropPoll> current;
    private final PollCounters counters;
    private final Runnable abort;

    private long headway = -1;
    private long since;

    /**
     * A guard.
     *
     * @param current the poll that runs, if one does
     * @param abort what ends it; may be called again
     */
    public StopGuard(Supplier<@Nullable MaildropPoll> current, PollCounters counters, Runnable abort) {
        this.current = current;
        this.counters = counters;
        this.abort = abort;
    }

    @Override
    public void run() {
        MaildropPoll poll = current.get();
        long now = System.nanoTime();
        long seen = poll == null || poll.step() == MaildropPoll.Step.ROUTING ? -1 : headway(poll.step());
        if (seen == -1 || seen != headway) {
            headway = seen;
            since = now;
        } else if (now - since > PATIENCE.toNanos()) {
            abort.run();
        }
    }

    /** Further deletions are headway; further messages that nobody wants any more are not. */
    private long headway(MaildropPoll.Step step) {
        return step == MaildropPoll.Step.DELETING ? counters.replies() : 0;
    }
}
