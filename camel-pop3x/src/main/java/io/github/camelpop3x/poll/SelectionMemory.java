package io.github.camelpop3x.poll;

import io.github.camelpop3x.delivery.ListedMessage;
import io.github.camelpop3x.delivery.MessageKey;
import io.github.camelpop3x.select.HeaderFacts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What polls found out about the maildrop and needn't ask again: what the header sections of the listed messages said,
 * and how the maildrop was listed when there was nothing to do. Only in memory: what a filter said is the filter's, and the
 * one that the next start brings may say something else. Outlives polls; grows with the last listing and no further. For
 * one thread at a time.
 */
public final class SelectionMemory {

    /** With the size: a unique-id may be given to another message once the first is gone. */
    private record Remembered(long size, HeaderFacts facts) {}

    private final Map<MessageKey, Remembered> remembered = new HashMap<>();
    private final Set<MessageKey> reported = new HashSet<>();

    private final QuietMaildrop quiet = new QuietMaildrop();
    /** Once true, always true. */
    private boolean topKnown;

    /** Remembers nothing yet. */
    public SelectionMemory() {}

    QuietMaildrop quiet() {
        return quiet;
    }

    @Nullable
    HeaderFacts facts(ListedMessage message) {
        Remembered known = remembered.get(message.key());
        return known == null || known.size() != message.entry().size() ? null : known.facts();
    }

    void remember(ListedMessage message, HeaderFacts facts) {
        remembered.put(message.key(), new Remembered(message.entry().size(), facts));
    }

    void forget(MessageKey key) {
        remembered.remove(key);
    }

    /** Whether it wasn't reported as too large before. */
    boolean firstReport(ListedMessage message) {
        return reported.add(message.key());
    }

    /** Whether the server has answered a TOP. */
    boolean topKnown() {
        return topKnown;
    }

    void topAnswered() {
        topKnown = true;
    }

    /** Forgets what isn't listed any more. */
    void retain(List<ListedMessage> listing) {
        if (remembered.isEmpty() && reported.isEmpty()) {
            return;
        }
        Set<MessageKey> listed = new HashSet<>(listing.size() * 2);
        listing.forEach(message -> listed.add(message.key()));
        remembered.keySet().retainAll(listed);
        reported.retainAll(listed);
    }
}
