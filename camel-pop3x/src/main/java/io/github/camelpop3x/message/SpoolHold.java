package io.github.camelpop3x.message;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.SafeCopyProperty;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Exchanges hold a spool until they are done. Copies of the exchange keep it: one that took over the exchange's
 * completions, as behind {@code seda:}, until it is done too; any other one until the garbage collection of whatever
 * reads it last, since nobody says when such a copy is done: an aggregator, say, reads it when the exchange that brought
 * it is long over.
 */
public final class SpoolHold {

    private static final String ESCAPE = "CamelPop3xSpool-";

    private SpoolHold() {}

    /** This exchange holds it. The caller's own hold stays his. */
    static void of(Spool spool, Exchange exchange) {
        if (spool.inMemory()) {
            // There is nothing but garbage to be left behind.
            return;
        }
        ExchangeExtension extension = exchange.getExchangeExtension();
        spool.retain();
        extension.addOnCompletion(new Hold(spool));
        spool.retain();
        extension.addOnCompletion(new HandedOverHold(spool));
        extension.setSafeCopyProperty(escapeOf(spool), new Escape(spool, new AtomicBoolean()));
    }

    /**
     * An exchange that was only made to bind one message, and that nobody routes, leaves what it holds to another one,
     * which may hold many.
     */
    public static void move(Spool spool, Exchange from, Exchange to) {
        Escape escape = from.getExchangeExtension().getSafeCopyProperty(escapeOf(spool), Escape.class);
        if (escape != null) {
            to.getExchangeExtension().setSafeCopyProperty(escapeOf(spool), escape);
        }
        from.getExchangeExtension().handoverCompletions(to);
    }

    private static String escapeOf(Spool spool) {
        return ESCAPE + spool.number();
    }

    /** Holds until the exchange is done, whoever else takes over its completions. */
    private static final class Hold extends SynchronizationAdapter {

        private final Spool spool;

        Hold(Spool spool) {
            this.spool = spool;
        }

        @Override
        public boolean allowHandover() {
            return false;
        }

        @Override
        public void onDone(Exchange exchange) {
            spool.release();
        }
    }

    /** Holds until the last exchange that took over the completions is done, and sees which copies those are. */
    private static final class HandedOverHold extends SynchronizationAdapter {

        private final Spool spool;

        HandedOverHold(Spool spool) {
            this.spool = spool;
        }

        @Override
        public void beforeHandover(Exchange target) {
            Escape escape = target.getExchangeExtension().getSafeCopyProperty(escapeOf(spool), Escape.class);
            if (escape != null && escape.ends.compareAndSet(false, true)) {
                target.getExchangeExtension().addOnCompletion(new Hold(spool));
            }
        }

        @Override
        public void onDone(Exchange exchange) {
            spool.release();
        }
    }

    /**
     * Camel asks the properties of an exchange that is copied for copies of them: the one sign that it was. The copy's
     * hold is never released, unless the copy tells when it ends.
     *
     * @param ends whether the exchange that has this tells when it is done
     */
    private record Escape(Spool spool, AtomicBoolean ends) implements SafeCopyProperty {

        @Override
        public SafeCopyProperty safeCopy() {
            spool.retain();
            return new Escape(spool, new AtomicBoolean());
        }
    }
}
