package io.github.camelpop3x.benchmarks.client;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;

/** What Camel itself costs: a consumer that makes as many exchanges without any mail, and the same counting route. */
final class CamelFloor implements Drain {

    private final Target target;
    private final Tally tally = new Tally();
    private final CamelContext camel = new DefaultCamelContext();
    private final TrivialEndpoint endpoint;

    CamelFloor(Target target) throws Exception {
        this.target = target;
        endpoint = new TrivialEndpoint(camel);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(endpoint).routeId("floor").process(exchange -> tally.add(0));
            }
        });
        camel.start();
    }

    @Override
    public void round(Tally result) throws Exception {
        tally.reset();
        TrivialConsumer consumer = (TrivialConsumer) camel.getRoute("floor").getConsumer();
        for (int i = 0; i < target.expected(); i++) {
            consumer.emit();
        }
        result.add(tally);
    }

    @Override
    public void close() {
        camel.stop();
    }

    private static final class TrivialEndpoint extends DefaultEndpoint {

        TrivialEndpoint(CamelContext camel) {
            super("trivial:floor", null);
            setCamelContext(camel);
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException("trivial: only consumes");
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            return new TrivialConsumer(this, processor);
        }
    }

    private static final class TrivialConsumer extends DefaultConsumer {

        TrivialConsumer(Endpoint endpoint, Processor processor) {
            super(endpoint, processor);
        }

        void emit() throws Exception {
            Exchange exchange = createExchange(true);
            getProcessor().process(exchange);
            releaseExchange(exchange, false);
        }
    }
}
