package io.github.camelpop3x.delivery;

import io.github.camelpop3x.client.model.MessageEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A message as this session lists it, with the key that outlives the session.
 *
 * @param key which message it is
 * @param entry its number, unique-id and size in this session
 */
public record ListedMessage(MessageKey key, MessageEntry entry) {

    /** RFC 1939 allows 70; what some servers send beyond any measure must still fit into a database's index. */
    private static final int LONGEST_UID = 255;

    /**
     * Gives each message of a listing its key. Where one unique-id is listed more than once, its copies are counted in
     * the order of the listing (wire case 23).
     *
     * @throws IllegalArgumentException a message has no unique-id
     */
    public static List<ListedMessage> of(String account, List<MessageEntry> listing) {
        Map<String, Integer> seen = new HashMap<>(listing.size() * 2);
        List<ListedMessage> keyed = new ArrayList<>(listing.size());
        for (MessageEntry entry : listing) {
            String uid = entry.uid();
            if (uid == null) {
                throw new IllegalArgumentException("message " + entry.number() + " has no unique-id");
            }
            String name = uid.length() <= LONGEST_UID ? uid : digest(uid);
            int ordinal = seen.merge(name, 1, Integer::sum);
            keyed.add(new ListedMessage(new MessageKey(account, name, ordinal), entry));
        }
        return keyed;
    }

    private static String digest(String uid) {
        return "sha256:" + Sha256.hex(uid.getBytes(StandardCharsets.ISO_8859_1));
    }
}
