package io.github.camelpop3x.client;

import io.github.camelpop3x.client.model.Capabilities;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3Exception;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.wire.CommandLine;
import io.github.camelpop3x.client.wire.ListBody;
import io.github.camelpop3x.client.wire.Listing;
import io.github.camelpop3x.client.wire.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What UIDL and LIST have said of one maildrop, octet by octet. Lines that can't be read are passed over. Immutable and
 * thread-safe; two of them are equal if the server has said the same.
 */
public final class MaildropListing {

    private final @Nullable ListBody uidl;
    private final @Nullable ListBody list;

    private MaildropListing(@Nullable ListBody uidl, @Nullable ListBody list) {
        this.uidl = uidl;
        this.list = list;
    }

    /**
     * Asks for UIDL and LIST.
     *
     * @throws Pop3CommandException UIDL is offered but refused, or both are refused
     */
    static MaildropListing read(Dialogue dialogue, Capabilities capabilities, boolean pipelining) throws Pop3Exception {
        CommandLine uidl = CommandLine.of("UIDL");
        CommandLine list = CommandLine.of("LIST");
        Map<CommandLine, ListBody> said = new HashMap<>();
        Map<CommandLine, Reply> refused = new HashMap<>();
        try {
            CommandBatch<CommandLine> both = CommandBatch.of(List.of(uidl, list), Function.identity(), pipelining);
            dialogue.pipeline(both, (command, reply) -> {
                if (reply.ok()) {
                    said.put(command, dialogue.readList(dialogue.maxListing()));
                } else {
                    refused.put(command, reply);
                }
            });
        } catch (Pop3StreamException e) {
            throw toldWhy(e, uidl, refused.get(uidl), capabilities);
        }
        Reply noUidl = refused.get(uidl);
        if (noUidl != null) {
            if (capabilities.uidl()) {
                throw Refusal.of(uidl.toString(), noUidl, capabilities);
            }
            Reply noList = refused.get(list);
            if (noList != null) {
                throw Refusal.of(list.toString(), noList, capabilities);
            }
        }
        return new MaildropListing(said.get(uidl), said.get(list));
    }

    /** Dovecot says only after the login that it can't open the maildrop, with a code, and hangs up. */
    private static Pop3Exception toldWhy(
            Pop3StreamException lost, CommandLine uidl, @Nullable Reply refusal, Capabilities capabilities) {
        if (refusal == null || capabilities.codeOf(refusal.text()) == null) {
            return lost;
        }
        Pop3CommandException told = Refusal.of(uidl.toString(), refusal, capabilities);
        told.addSuppressed(lost);
        return told;
    }

    /** Whether the server has unique-ids. */
    public boolean hasUids() {
        return uidl != null;
    }

    /**
     * Every message with unique-id and size, as far as they were told, in the order of UIDL; of a number that is listed
     * twice, the first counts (wire case 22). What only LIST has comes last, in the order of its numbers, and has no
     * unique-id: it must not vanish without a word.
     */
    public List<MessageEntry> entries() {
        List<MessageEntry> sized = list == null ? List.of() : sizes(list);
        List<MessageEntry> identified = uidl == null ? List.of() : uids(uidl);
        return inStep(identified, sized) ? zipped(identified, sized) : merged(identified, sized);
    }

    static List<MessageEntry> uids(ListBody body) {
        List<MessageEntry> entries = new ArrayList<>(body.lines());
        body.forEach((line, from, to) -> add(entries, Listing.uid(line, from, to)));
        return entries;
    }

    static List<MessageEntry> sizes(ListBody body) {
        List<MessageEntry> entries = new ArrayList<>(body.lines());
        body.forEach((line, from, to) -> add(entries, Listing.size(line, from, to)));
        return entries;
    }

    private static void add(List<MessageEntry> entries, @Nullable MessageEntry entry) {
        if (entry != null) {
            entries.add(entry);
        }
    }

    /** Whether both list the same numbers, each once and in order, as they nearly always do. */
    private static boolean inStep(List<MessageEntry> identified, List<MessageEntry> sized) {
        if (identified.size() != sized.size()) {
            return false;
        }
        int last = 0;
        for (int i = 0; i < sized.size(); i++) {
            int number = sized.get(i).number();
            if (number <= last || identified.get(i).number() != number) {
                return false;
            }
            last = number;
        }
        return true;
    }

    private static List<MessageEntry> zipped(List<MessageEntry> identified, List<MessageEntry> sized) {
        List<MessageEntry> entries = new ArrayList<>(identified.size());
        for (int i = 0; i < identified.size(); i++) {
            MessageEntry entry = identified.get(i);
            entries.add(
                    new MessageEntry(entry.number(), entry.uid(), sized.get(i).size()));
        }
        return entries;
    }

    private static List<MessageEntry> merged(List<MessageEntry> identified, List<MessageEntry> sized) {
        Map<Integer, Long> sizes = new HashMap<>(sized.size() * 2);
        sized.forEach(entry -> sizes.putIfAbsent(entry.number(), entry.size()));
        Map<Integer, MessageEntry> merged = new LinkedHashMap<>(identified.size() * 2);
        for (MessageEntry entry : identified) {
            long size = sizes.getOrDefault(entry.number(), MessageEntry.UNKNOWN_SIZE);
            merged.putIfAbsent(entry.number(), new MessageEntry(entry.number(), entry.uid(), size));
        }
        sizes.keySet().stream()
                .filter(number -> !merged.containsKey(number))
                .sorted()
                .forEach(number ->
                        merged.put(number, new MessageEntry(number, null, Objects.requireNonNull(sizes.get(number)))));
        return List.copyOf(merged.values());
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

    static <T> T usable(@Nullable T value, CommandLine command, Reply reply) throws Pop3CommandException {
        if (value == null) {
            throw new Pop3CommandException(
                    command.toString(), "an answer that can't be read: " + reply.shownText(), null);
        }
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MaildropListing that
                && Objects.equals(uidl, that.uidl)
                && Objects.equals(list, that.list);
    }

    @Override
    public int hashCode() {
        return Objects.hash(uidl, list);
    }
}
