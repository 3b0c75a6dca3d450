package io.github.camelpop3x.poll;

import io.github.camelpop3x.client.Pop3Session;
import io.github.camelpop3x.client.RetrievalHandler;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3Exception;
import io.github.camelpop3x.delivery.DeliveryEntry;
import io.github.camelpop3x.delivery.ListedMessage;
import io.github.camelpop3x.delivery.MessageKey;
import io.github.camelpop3x.message.Spool;
import io.github.camelpop3x.message.SpoolSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Retrieves messages, or their header sections where no more was emitted, for their fingerprints only. For one thread. */
final class Fingerprints implements RetrievalHandler {

    private static final String OF_HEADERS = "top-";

    private final SpoolSettings settings;
    private final Map<MessageEntry, String> prints = new HashMap<>();
    private Function<Spool, String> print = Spool::fingerprint;
    private @Nullable Spool spool;

    private Fingerprints(SpoolSettings settings) {
        this.settings = settings;
    }

    /** The fingerprint of a message of which only the header section is here. */
    static String ofHeaders(Spool header) {
        return OF_HEADERS + header.fingerprint();
    }

    /**
     * The fingerprints of those messages that the server gives; one that it refuses has none.
     *
     * @param known the entries, whose fingerprints say of what each is to be
     */
    static Map<MessageEntry, String> of(
            Pop3Session session,
            List<ListedMessage> messages,
            Map<MessageKey, DeliveryEntry> known,
            SpoolSettings settings)
            throws Pop3Exception {
        Fingerprints prints = new Fingerprints(settings);
        Map<Boolean, List<MessageEntry>> byKind = messages.stream()
                .collect(Collectors.partitioningBy(
                        message -> isOfHeaders(known.get(message.key())),
                        Collectors.mapping(ListedMessage::entry, Collectors.toList())));
        try {
            session.retr(byKind.getOrDefault(false, List.of()), prints);
            prints.print = Fingerprints::ofHeaders;
            session.top(byKind.getOrDefault(true, List.of()), 0, prints);
        } finally {
            prints.release();
        }
        return prints.prints;
    }

    private static boolean isOfHeaders(@Nullable DeliveryEntry entry) {
        return entry != null
                && entry.fingerprint() != null
                && entry.fingerprint().startsWith(OF_HEADERS);
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
            prints.put(message, print.apply(spool));
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
