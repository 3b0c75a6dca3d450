package io.github.camelpop3x.select;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of the messages that could be emitted are retrieved in this poll. Immutable; no Camel, no I/O.
 *
 * @param order which come first
 * @param maxMessages how many at the most; 0 or less for all. Only selected ones count
 * @param size how large they may be
 * @param age how old they must and may be
 * @param deleteUnmatched whether those that the filter or their age rules out are deleted; they are left otherwise
 */
public record Selection(MessageOrder order, int maxMessages, SizeLimit size, AgeLimits age, boolean deleteUnmatched) {

    /** The listed ones in the order in which they are to be retrieved. */
    public <T> List<T> ordered(List<T> listed) {
        List<T> ordered = new ArrayList<>(listed);
        if (order == MessageOrder.NEWEST) {
            Collections.reverse(ordered);
        }
        return ordered;
    }

    /** Whether so many are enough for one poll. */
    public boolean enough(int selected) {
        return maxMessages > 0 && selected >= maxMessages;
    }

    /**
     * Decides about one message. Its header section comes first: what isn't wanted at all needn't be too large.
     *
     * @param facts what its header section says; {@code null} where neither age nor a filter matters
     * @param octets its size by LIST; negative if that isn't known
     */
    public Verdict verdict(@Nullable HeaderFacts facts, long octets, Instant now) {
        if (facts != null) {
            if (!facts.matched() || age.tooOld(facts.sent(), now)) {
                return Verdict.UNMATCHED;
            }
            if (age.tooYoung(facts.sent(), now)) {
                return Verdict.WAIT;
            }
        }
        if (!size.exceededBy(octets)) {
            return Verdict.EMIT;
        }
        return switch (size.oversize()) {
            case SKIP -> Verdict.SKIP;
            case HEADERS -> Verdict.EMIT_HEADERS;
            case HOLD -> Verdict.HOLD;
            case FAIL -> Verdict.FAIL;
        };
    }
}
