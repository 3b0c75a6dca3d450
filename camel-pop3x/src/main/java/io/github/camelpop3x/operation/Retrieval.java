package io.github.camelpop3x.operation;

import io.github.camelpop3x.client.RetrievalHandler;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.message.Spool;
import io.github.camelpop3x.message.SpoolSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Messages on their way into spools; bounded by octets, so that as many come as are wanted at once. For one thread. */
public final class Retrieval implements RetrievalHandler {

    /**
     * A message that came in full.
     *
     * @param entry as the session lists it
     * @param spool its octets; whoever takes it releases it
     */
    public record Retrieved(MessageEntry entry, Spool spool) {}

    private final SpoolSettings settings;
    private final long mostOctets;
    private final Queue<Retrieved> retrieved = new ArrayDeque<>();
    private final Map<MessageEntry, IOException> failed = new LinkedHashMap<>();
    private long octets;
    private @Nullable Spool current;

    private Retrieval(SpoolSettings settings, long mostOctets) {
        this.settings = settings;
        this.mostOctets = mostOctets;
    }

    /**
     * Retrieves the first of some messages, as many as fit the bound, at least one.
     *
     * @param lines how many lines of the bodies; negative for all (RETR and not TOP)
     */
    public static Retrieval of(
            MaildropTransaction maildrop,
            List<MessageEntry> messages,
            int lines,
            SpoolSettings settings,
            long mostOctets)
            throws IOException {
        Retrieval retrieval = new Retrieval(settings, mostOctets);
        List<String> names = messages.stream().map(Addresses::name).toList();
        try {
            return maildrop.run(names, session -> {
                maildrop.requireListed(messages);
                if (lines < 0) {
                    session.retr(messages, retrieval);
                } else {
                    session.top(messages, lines, retrieval);
                }
                return retrieval;
            });
        } catch (IOException | RuntimeException e) {
            retrieval.release();
            throw e;
        }
    }

    /** How many of the messages are settled: they came, or can't be had. */
    public int settled() {
        return retrieved.size() + failed.size();
    }

    /** What came, in order; to be taken by the caller. */
    public Queue<Retrieved> retrieved() {
        return retrieved;
    }

    /** The unique-ids of those that can't be had, with the reasons. */
    public Map<MessageEntry, IOException> failed() {
        return failed;
    }

    /** Fails where one can't be had; nothing is kept then. */
    public void requireAll() throws Pop3OperationException {
        if (!failed.isEmpty()) {
            release();
            List<String> names = new ArrayList<>();
            failed.keySet().forEach(message -> names.add(Addresses.name(message)));
            throw new Pop3OperationException.Refused(
                    names, failed.values().iterator().next());
        }
    }

    @Override
    public boolean wantsMore() {
        return settled() == 0 || octets < mostOctets;
    }

    @Override
    public OutputStream begin(MessageEntry message) {
        current = new Spool(settings, message.size());
        return current;
    }

    @Override
    public void retrieved(MessageEntry message) throws IOException {
        Spool spool = Objects.requireNonNull(current);
        spool.finish();
        current = null;
        octets += spool.length();
        retrieved.add(new Retrieved(message, spool));
    }

    @Override
    public void refused(MessageEntry message, Pop3CommandException reason) {
        failed.put(message, reason);
    }

    @Override
    public void spoiled(MessageEntry message, IOException reason) {
        abandon();
        failed.put(message, reason);
    }

    private void abandon() {
        Spool spool = current;
        if (spool != null) {
            current = null;
            spool.release();
        }
    }

    private void release() {
        abandon();
        retrieved.forEach(message -> message.spool().release());
        retrieved.clear();
    }
}
