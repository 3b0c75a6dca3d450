package io.github.camelpop3x.poll;

import io.github.camelpop3x.client.Pop3Session;
import io.github.camelpop3x.client.model.MaildropStatus;
import io.github.camelpop3x.client.model.Pop3Exception;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Remembers that a maildrop held nothing to be done, and what STAT said of it then. As long as STAT says the same, a poll
 * needn't list a hundred thousand messages to find the same nothing.
 *
 * <p>STAT doesn't see that one message went and another of exactly the same size came in between two polls. So it is
 * believed for a while only: that message is found when the time is over. For one thread at a time.
 */
final class QuietMaildrop {

    private @Nullable MaildropStatus status;
    private long since;

    /**
     * Whether it still holds what it held.
     *
     * @param believed how long STAT may stand for a listing; zero for never
     */
    boolean isAsItWas(Pop3Session session, Duration believed) throws Pop3Exception {
        MaildropStatus before = status;
        if (before == null || System.nanoTime() - since >= believed.toNanos()) {
            status = null;
            return false;
        }
        boolean same = before.equals(session.stat());
        status = same ? before : null;
        return same;
    }

    /** It holds nothing to be done. */
    void remember(MaildropStatus seen) {
        status = seen;
        since = System.nanoTime();
    }

    void forget() {
        status = null;
    }
}
