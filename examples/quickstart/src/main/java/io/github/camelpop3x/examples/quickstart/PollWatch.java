package io.github.camelpop3x.examples.quickstart;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when a polling route has done its work: Camel reports the end of each poll here. The watch is over, once and for
 * all, when a poll ends with enough messages or when one fails.
 *
 * <p>A service that runs for good needs none of this. It keeps Camel's defaults: log a failed poll, and poll again.
 */
final class PollWatch implements PollingConsumerPollStrategy, ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(PollWatch.class);

    private final BooleanSupplier enough;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Throwable failure;

    /** @param enough asked after each poll that ended well: need there be no further one? */
    PollWatch(BooleanSupplier enough) {
        this.enough = enough;
    }

    /** Waits for the end of the watch; false if it isn't over by then. */
    boolean await(Duration patience) throws InterruptedException {
        return over.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** What the poll failed with, if one did. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        return over.getCount() > 0;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        if (enough.getAsBoolean()) {
            over.countDown();
        }
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
        failure = cause;
        over.countDown();
        return false;
    }

    @Override
    public void handleException(Throwable thrown) {
        handleException("Something failed outside of any message", thrown);
    }

    @Override
    public void handleException(String message, Throwable thrown) {
        handleException(message, null, thrown);
    }

    /** Logs what goes wrong, except a poll's failure, which rollback has seen: that ends the run and is told there. */
    @Override
    public void handleException(String message, Exchange exchange, Throwable thrown) {
        if (thrown != failure) {
            LOG.warn(message, thrown);
        }
    }
}
