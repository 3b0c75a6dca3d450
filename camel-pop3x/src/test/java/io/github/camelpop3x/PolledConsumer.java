package io.github.camelpop3x;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ScheduledPollConsumer;

/**
 * A consumer of any polling component whose polls are run by the test, one by one, on the test's thread.
 *
 * <p>The processor runs inside a route's channel, so that units of work, completions and rollback are Camel's own.
 */
class PolledConsumer implements AutoCloseable {

    private final ScheduledPollConsumer consumer;
    private final List<Exception> errors = new ArrayList<>();

    PolledConsumer(CamelContext context, String uri, Processor route) throws Exception {
        Endpoint endpoint = context.getEndpoint(uri + "&startScheduler=false");
        consumer = (ScheduledPollConsumer) endpoint.createConsumer(inUnitOfWork(context, route));
        consumer.setPollStrategy(new RecordingStrategy());
        consumer.setExceptionHandler(new SilentHandler());
        context.addService(consumer, true, true);
    }

    private static Processor inUnitOfWork(CamelContext context, Processor route) {
        return PluginHelper.getInternalProcessorFactory(context)
                .addUnitOfWorkProcessorAdvice(
                        context,
                        exchange -> {
                            try {
                                route.process(exchange);
                            } catch (Exception e) {
                                exchange.setException(e);
                            }
                        },
                        null);
    }

    /** Runs one poll and returns what it threw, {@code null} if it went well; an Error is thrown on. */
    final Exception poll() {
        errors.clear();
        consumer.run();
        return errors.isEmpty() ? null : errors.get(0);
    }

    ScheduledPollConsumer consumer() {
        return consumer;
    }

    @Override
    public void close() throws Exception {
        consumer.stop();
    }

    private final class RecordingStrategy implements PollingConsumerPollStrategy {

        @Override
        public boolean begin(Consumer polled, Endpoint endpoint) {
            return true;
        }

        @Override
        public void commit(Consumer polled, Endpoint endpoint, int messages) {}

        @Override
        public boolean rollback(Consumer polled, Endpoint endpoint, int retry, Exception cause) {
            errors.add(cause);
            return false;
        }
    }

    /** What a route throws is the test's own doing. */
    static final class SilentHandler implements ExceptionHandler {

        @Override
        public void handleException(Throwable exception) {}

        @Override
        public void handleException(String message, Throwable exception) {}

        @Override
        public void handleException(String message, Exchange exchange, Throwable cause) {}
    }
}
