package io.github.camelpop3x.poll;

import io.github.camelpop3x.client.Pop3Session;
import io.github.camelpop3x.client.RetrievalHandler;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3Exception;
import io.github.camelpop3x.delivery.ListedMessage;
import io.github.camelpop3x.message.Spool;
import io.github.camelpop3x.message.SpoolSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Retrieves messages for their fingerprints only. For one thread. */
final class Fingerprints implements RetrievalHandler {

    private final SpoolSettings settings;
    private final Map<MessageEntry, String> prints = new HashMap<>();
    private @Nullable Spool spool;

    private Fingerprints(SpoolSettings settings) {
        this.settings = settings;
    }

    /** The fingerprints of those messages that the server gives; one that it refuses has none. */
    static Map<MessageEntry, String> of(Pop3Session session, List<ListedMessage> messages, SpoolSettings settings)
            throws Pop3Exception {
        Fingerprints prints = new Fingerprints(settings);
        if (!messages.isEmpty()) {
            try {
                session.retr(messages.stream().map(ListedMessage::entry).toList(), prints);
            } finally {
                prints.release();
            }
        }
        return prints.prints;
    }

    @Override
    public OutputStream begin(MessageEntry message) {
        release();
        spool = new Spool(settings, message.size());
        return spool;
    }

    @Override
    public void retrieved(MessageEntry message) {
        if (spool != null) {
            prints.put(message, spool.fingerprint());
        }
    }

    private void release() {
        if (spool != null) {
            spool.release();
            spool = null;
        }
    }

    @Override
    public void refused(MessageEntry message, Pop3CommandException reason) {
        // It has no fingerprint then, and waits for a later poll.
    }

    @Override
    public void spoiled(MessageEntry message, IOException reason) {
        // As above.
    }
}
