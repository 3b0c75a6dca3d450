package io.github.camelpop3x.poll;

import io.github.camelpop3x.client.Pop3Session;
import io.github.camelpop3x.client.RetrievalHandler;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3Exception;
import io.github.camelpop3x.delivery.DeliveryEntry;
import io.github.camelpop3x.delivery.ListedMessage;
import io.github.camelpop3x.delivery.MessageKey;
import io.github.camelpop3x.message.Fingerprint;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Retrieves messages for their fingerprints only. For one thread. */
final class Fingerprints implements RetrievalHandler {

    /** Begins the fingerprint of a message of which only the header section was retrieved. */
    static final String OF_HEADERS = "top-";

    private final String prefix;
    private final Map<MessageEntry, String> prints;
    private Fingerprint current = new Fingerprint();

    private Fingerprints(String prefix, Map<MessageEntry, String> prints) {
        this.prefix = prefix;
        this.prints = prints;
    }

    /**
     * The fingerprints of those messages that the server gives; one that it refuses has none.
     *
     * @param known says of each whether its fingerprint is to be of all of it or of its header section
     */
    static Map<MessageEntry, String> of(
            Pop3Session session, List<ListedMessage> messages, Map<MessageKey, DeliveryEntry> known)
            throws Pop3Exception {
        Map<MessageEntry, String> prints = new HashMap<>();
        Map<Boolean, List<MessageEntry>> byKind = messages.stream()
                .collect(Collectors.partitioningBy(
                        message -> ofHeaders(known.get(message.key())),
                        Collectors.mapping(ListedMessage::entry, Collectors.toList())));
        new Fingerprints("", prints).retrieve(byKind.getOrDefault(false, List.of()), session::retr);
        new Fingerprints(OF_HEADERS, prints)
                .retrieve(byKind.getOrDefault(true, List.of()), (list, handler) -> session.top(list, 0, handler));
        return prints;
    }

    private static boolean ofHeaders(@Nullable DeliveryEntry entry) {
        String print = entry == null ? null : entry.fingerprint();
        return print != null && print.startsWith(OF_HEADERS);
    }

    private interface Retrieval {
        void run(List<MessageEntry> messages, RetrievalHandler handler) throws Pop3Exception;
    }

    private void retrieve(List<MessageEntry> messages, Retrieval retrieval) throws Pop3Exception {
        if (!messages.isEmpty()) {
            retrieval.run(messages, this);
        }
    }

    @Override
    public OutputStream begin(MessageEntry message) {
        current = new Fingerprint();
        return current;
    }

    @Override
    public void retrieved(MessageEntry message) {
        prints.put(message, prefix + current);
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
