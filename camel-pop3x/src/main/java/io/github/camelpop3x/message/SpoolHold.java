package io.github.camelpop3x.message;

import org.apache.camel.Exchange;
import org.apache.camel.SafeCopyProperty;
import org.apache.camel.support.SynchronizationAdapter;

/** Exchanges hold a spool until they are done. */
final class SpoolHold {

    private static final String COPIED = "CamelPop3xSpoolCopied";

    private SpoolHold() {}

    /** This exchange holds it. The caller's own hold stays his. */
    static void of(Spool spool, Exchange exchange) {
        spool.retain();
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                spool.release();
            }
        });
    }

    /**
     * This exchange holds it, and so does every copy that is made of it, as by {@code wireTap}, {@code seda} or {@code
     * split}. A copy doesn't say when it is done, so the file of a message that was copied goes when nobody can reach it
     * any more.
     */
    static void withCopies(Spool spool, Exchange exchange) {
        of(spool, exchange);
        if (!spool.inMemory()) {
            exchange.getExchangeExtension().setSafeCopyProperty(COPIED, new Copied(spool));
        }
    }

    private record Copied(Spool spool) implements SafeCopyProperty {

        @Override
        public SafeCopyProperty safeCopy() {
            spool.leaveToCollector();
            return this;
        }
    }
}
