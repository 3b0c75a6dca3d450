package io.github.camelpop3x.operation;

import io.github.camelpop3x.client.model.MessageEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which messages are meant: by unique-id, or by number within one session. Copies that share a unique-id are all meant.
 *
 * @param uids unique-ids
 * @param numbers message numbers
 */
public record Addresses(List<String> uids, List<Integer> numbers) {

    /** No message in particular. */
    public static final Addresses NONE = new Addresses(List.of(), List.of());

    private static final String NUMBER = "(number ";

    /** What a message is called: its unique-id, or else its number in words that can't be a unique-id. */
    static String name(MessageEntry message) {
        String uid = message.uid();
        return uid == null ? number(message.number()) : uid;
    }

    private static String number(int number) {
        return NUMBER + number + ")";
    }

    static boolean isNumber(String name) {
        return name.startsWith(NUMBER);
    }

    /** Whether no message is named. */
    public boolean isEmpty() {
        return uids.isEmpty() && numbers.isEmpty();
    }

    /** Looks them up in a listing. */
    Found in(List<MessageEntry> listing) {
        Map<String, List<MessageEntry>> byUid = new HashMap<>();
        Map<Integer, MessageEntry> byNumber = new HashMap<>();
        for (MessageEntry message : listing) {
            byNumber.put(message.number(), message);
            String uid = message.uid();
            if (uid != null) {
                byUid.computeIfAbsent(uid, key -> new ArrayList<>(1)).add(message);
            }
        }
        List<MessageEntry> entries = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String uid : uids) {
            List<MessageEntry> named = byUid.get(uid);
            if (named == null) {
                missing.add(uid);
            } else {
                entries.addAll(named);
            }
        }
        for (Integer number : numbers) {
            MessageEntry message = byNumber.get(number);
            if (message == null) {
                missing.add(number(number));
            } else {
                entries.add(message);
            }
        }
        return new Found(entries, missing);
    }

    /** What of it is there. */
    record Found(List<MessageEntry> entries, List<String> missing) {

        void requireAll() throws Pop3OperationException {
            if (!missing.isEmpty()) {
                throw new Pop3OperationException.NotFound(missing, "There is no such message on the server");
            }
        }
    }
}
