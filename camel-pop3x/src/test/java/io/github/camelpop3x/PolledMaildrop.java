package io.github.camelpop3x;

import io.github.camelpop3x.testserver.MaildropServer;
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

/**
 * A consumer of one maildrop whose polls are run by the test, one by one, on the test's thread.
 *
 * <p>The processor runs inside a route's channel, so that units of work, completions and rollback are Camel's own.
 */
final class PolledMaildrop implements AutoCloseable {

    private final Pop3xConsumer consumer;
    private final List<Exception> errors = new ArrayList<>();

    PolledMaildrop(CamelContext context, MaildropServer server, String options, Processor route) throws Exception {
        this(context, "pop3x:localhost:" + server.port() + "?username=joe&password=secret&tls=none" + options, route);
    }

    PolledMaildrop(CamelContext context, String uri, Processor route) throws Exception {
        Endpoint endpoint = context.getEndpoint(
                uri + "&startScheduler=false" + (uri.contains("retryDelay") ? "" : "&retryDelay=0") + raw(uri));
        Consumer made = endpoint.createConsumer(inUnitOfWork(context, route));
        consumer = (Pop3xConsumer) made;
        consumer.setPollStrategy(new RecordingStrategy());
        consumer.setExceptionHandler(new SilentHandler());
        context.addService(consumer, true, true);
    }

    /** What is compared is octets, unless a test is about something else. */
    static String raw(String options) {
        return options.contains("format=") ? "" : "&format=raw";
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

    /** Runs one poll and returns what it threw, {@code null} if it went well. */
    Exception poll() {
        errors.clear();
        consumer.run();
        return errors.isEmpty() ? null : errors.get(0);
    }

    /** Runs polls until one goes well and hands over nothing; at most so many. */
    void pollUntilQuiet(int most) throws Exception {
        long commands = -1;
        for (int i = 0; i < most; i++) {
            if (consumer.getPollStatus().contains(" until ")) {
                // As an operator would, who doesn't want to wait.
                consumer.stop();
                consumer.start();
            }
            long retrieved = consumer.getMessagesRetrieved();
            Exception error = poll();
            if (error == null && consumer.getMessagesRetrieved() == retrieved && commands >= 0) {
                return;
            }
            commands = consumer.getCommandsSent();
        }
        throw new AssertionError("not quiet after " + most + " polls; the last error: " + errors);
    }

    Pop3xConsumer consumer() {
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
