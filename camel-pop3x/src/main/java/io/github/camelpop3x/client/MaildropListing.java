package io.github.camelpop3x.client;

import io.github.camelpop3x.client.model.Capabilities;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3Exception;
import io.github.camelpop3x.client.wire.CommandLine;
import io.github.camelpop3x.client.wire.Listing;
import io.github.camelpop3x.client.wire.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What UIDL and LIST have told of one maildrop, put together. Lines that can't be read are passed over. */
final class MaildropListing {

    private final List<MessageEntry> uids = new ArrayList<>();
    private final Map<Integer, Long> sizes = new HashMap<>();

    /**
     * Asks for UIDL and LIST.
     *
     * @throws Pop3CommandException UIDL is offered but refused, or both are refused
     */
    static List<MessageEntry> read(Dialogue dialogue, Capabilities capabilities, boolean pipelining)
            throws Pop3Exception {
        MaildropListing listing = new MaildropListing();
        CommandLine uidl = CommandLine.of("UIDL");
        CommandLine list = CommandLine.of("LIST");
        Map<CommandLine, Reply> refused = new HashMap<>();
        dialogue.pipeline(CommandBatch.of(List.of(uidl, list), Function.identity(), pipelining), (command, reply) -> {
            if (!reply.ok()) {
                refused.put(command, reply);
            } else if (command == uidl) {
                dialogue.readListing(listing::uidl);
            } else {
                dialogue.readListing(listing::list);
            }
        });
        Reply noUidl = refused.get(uidl);
        if (noUidl == null) {
            return listing.byUidl();
        }
        if (capabilities.uidl()) {
            throw Refusal.of(uidl.toString(), noUidl, capabilities);
        }
        Reply noList = refused.get(list);
        if (noList != null) {
            throw Refusal.of(list.toString(), noList, capabilities);
        }
        return listing.byList();
    }

    private void uidl(String line) {
        MessageEntry entry = Listing.uid(line);
        if (entry != null) {
            uids.add(entry);
        }
    }

    private void list(String line) {
        MessageEntry entry = Listing.size(line);
        if (entry != null) {
            sizes.putIfAbsent(entry.number(), entry.size());
        }
    }

    /**
     * In the order of UIDL; of a number that is listed twice, the first counts (wire case 22). What only LIST has comes
     * last and has no unique-id: it must not vanish without a word.
     */
    private List<MessageEntry> byUidl() {
        Map<Integer, MessageEntry> merged = new LinkedHashMap<>(uids.size() * 2);
        for (MessageEntry entry : uids) {
            long size = sizes.getOrDefault(entry.number(), MessageEntry.UNKNOWN_SIZE);
            merged.putIfAbsent(entry.number(), new MessageEntry(entry.number(), entry.uid(), size));
        }
        sizes.forEach((number, size) -> merged.putIfAbsent(number, new MessageEntry(number, null, size)));
        return List.copyOf(merged.values());
    }

    /** In the order of the numbers, without unique-ids. */
    private List<MessageEntry> byList() {
        return sizes.entrySet().stream()
                .map(e -> new MessageEntry(e.getKey(), null, e.getValue()))
                .sorted((a, b) -> Integer.compare(a.number(), b.number()))
                .toList();
    }

    /**
     * The answer about one message. Some servers leave the number out (wire case 21); one with another number is
     * somebody else's answer.
     *
     * @return {@code null} where it can't be used
     */
    static @Nullable MessageEntry one(int number, String text, Function<String, @Nullable MessageEntry> line) {
        boolean withoutNumber = text.strip().indexOf(' ') < 0;
        MessageEntry entry = line.apply(withoutNumber ? number + " " + text : text);
        return entry == null || entry.number() != number ? null : entry;
    }
}
