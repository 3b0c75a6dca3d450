package io.github.camelpop3x.operation;

import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.message.SpoolSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages one by one, retrieved in groups ahead of the reader. Those that the server refuses are passed over with a
 * warning. For one thread.
 */
public final class Retrievals implements Iterator<Retrieval.Retrieved> {

    private static final Logger LOG = LoggerFactory.getLogger(Retrievals.class);

    /** What is asked for at once: enough to hide the round trip, little enough for a reader that stops early. */
    private static final int GROUP = 100;

    private final MaildropTransaction maildrop;
    private final int lines;
    private final SpoolSettings settings;
    private final long mostOctets;
    private List<MessageEntry> waiting;
    private Queue<Retrieval.Retrieved> ready = new ArrayDeque<>();

    /** An iterator over these messages; the other parameters are as for {@link Retrieval#of}. */
    public Retrievals(
            MaildropTransaction maildrop,
            List<MessageEntry> messages,
            int lines,
            SpoolSettings settings,
            long mostOctets) {
        this.maildrop = maildrop;
        this.lines = lines;
        this.settings = settings;
        this.mostOctets = mostOctets;
        this.waiting = messages;
    }

    /** Whether there is another one. Throws {@link UncheckedIOException} where that can't be found out. */
    @Override
    public boolean hasNext() {
        try {
            while (ready.isEmpty() && !waiting.isEmpty()) {
                retrieve();
            }
            return !ready.isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void retrieve() throws IOException {
        List<MessageEntry> next = waiting.subList(0, Math.min(GROUP, waiting.size()));
        Retrieval retrieval = Retrieval.of(maildrop, next, lines, settings, mostOctets);
        retrieval
                .failed()
                .forEach((message, reason) ->
                        LOG.warn("Message {} is left out: {}", Addresses.name(message), reason.getMessage()));
        ready = retrieval.retrieved();
        waiting = waiting.subList(retrieval.settled(), waiting.size());
    }

    @Override
    public Retrieval.Retrieved next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }
}
