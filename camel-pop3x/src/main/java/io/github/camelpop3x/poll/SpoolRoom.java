package io.github.camelpop3x.poll;

import io.github.camelpop3x.message.SpoolFullException;
import io.github.camelpop3x.message.SpoolSettings;
import io.github.camelpop3x.observe.PollCounters;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether temporary files have room for the messages that come next, as far as their listed sizes tell. While it is open
 * one message may get the file of the other.
 */
final class SpoolRoom implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolRoom.class);

    private final SpoolSettings spool;
    private final DeliveryBook book;

    SpoolRoom(SpoolSettings spool, DeliveryBook book) {
        this.spool = spool;
        this.book = book;
        spool.budget().spare().begin();
    }

    @Override
    public void close() {
        spool.budget().spare().end();
    }

    /**
     * From the first on that there is room for. Those before it are left to a later poll, as others hold the room. One
     * that is listed as larger than all of it is retrieved when nothing else is held: servers list sizes that are
     * absurd (wire case 26), and only what comes shows whether it fits.
     */
    List<SelectedMessage> from(List<SelectedMessage> waiting) {
        int first = 0;
        while (first < waiting.size() && !isFor(waiting.get(first))) {
            first++;
        }
        return waiting.subList(first, waiting.size());
    }

    private boolean isFor(SelectedMessage message) {
        long octets = message.octets();
        long limit = spool.budget().limit();
        if (spool.hasRoom(octets)) {
            return true;
        }
        book.lookAgain();
        LOG.info(
                "Message {} waits: it has {} octets, and of maxSpoolBytes={} others hold {}",
                message.key(),
                octets,
                limit,
                spool.budget().held());
        return false;
    }

    /** The message can't be had as long as the option is what it is: an attempt at it has failed. */
    static void refuse(SelectedMessage message, SpoolFullException full, DeliveryBook book, PollCounters counters) {
        String reason = String.valueOf(full.getMessage());
        counters.messageRefused();
        book.refused(message.planned(), reason);
        LOG.warn("Message {} stays on the server: {}", message.key(), reason);
    }
}
