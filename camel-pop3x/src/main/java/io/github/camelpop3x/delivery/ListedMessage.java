package io.github.camelpop3x.delivery;

import io.github.camelpop3x.client.model.MessageEntry;
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
            int ordinal = seen.merge(uid, 1, Integer::sum);
            keyed.add(new ListedMessage(new MessageKey(account, uid, ordinal), entry));
        }
        return keyed;
    }
}
