package io.github.camelpop3x.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.DefaultExchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** When a message's file goes. */
class SpoolLifetimeTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final SpoolBudget budget = new SpoolBudget(SpoolBudget.UNLIMITED);

    private Spool spool() throws IOException {
        Spool spool = new Spool(new SpoolSettings(10, null, null, budget), 1000);
        spool.write(new byte[1000]);
        spool.finish();
        return spool;
    }

    private Exchange withLargeBody() throws IOException {
        Exchange exchange = new DefaultExchange(context);
        Spool spool = spool();
        exchange.getMessage().setBody(SpooledMessage.of(spool, exchange));
        spool.release();
        return exchange;
    }

    private static void done(Exchange exchange) {
        for (Synchronization completion : exchange.getExchangeExtension().handoverCompletions()) {
            completion.onComplete(exchange);
        }
    }

    private static int read(Exchange exchange) throws IOException {
        return exchange.getMessage().getBody(InputStream.class).readAllBytes().length;
    }

    @Test
    void theFileGoesWithTheExchange() throws Exception {
        Exchange exchange = withLargeBody();
        assertThat(read(exchange)).isEqualTo(1000);
        SpooledMessage body = exchange.getMessage().getBody(SpooledMessage.class);
        body.reset();
        done(exchange);
        assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
    }

    @Test
    void aCopyOfTheExchangeStillReadsIt() throws Exception {
        Exchange exchange = withLargeBody();
        Exchange copy = exchange.copy();
        done(exchange);
        assertThat(read(copy)).isEqualTo(1000);
    }

    @Test
    void aCopyOfAnExchangeWithManyMessagesReadsThemAll() throws Exception {
        Exchange exchange = new DefaultExchange(context);
        List<SpooledMessage> bodies = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Exchange own = new DefaultExchange(context);
            Spool spool = spool();
            bodies.add(SpooledMessage.of(spool, own));
            SpoolHold.move(spool, own, exchange);
            spool.release();
        }
        Exchange copy = exchange.copy();
        done(exchange);
        assertThat(bodies.get(0).readAllBytes()).hasSize(1000);
        assertThat(bodies.get(1).readAllBytes()).hasSize(1000);
        assertThat(copy).isNotNull();
    }

    @Test
    void andWithoutACopyTheyGoWithTheExchange() throws Exception {
        Exchange exchange = new DefaultExchange(context);
        Exchange own = new DefaultExchange(context);
        Spool spool = spool();
        SpooledMessage body = SpooledMessage.of(spool, own);
        SpoolHold.move(spool, own, exchange);
        spool.release();
        assertThat(body.readAllBytes()).hasSize(1000);
        done(exchange);
        assertThat(budget.held()).isZero();
    }

    @Test
    void andItGoesWithTheLastCopy() throws Exception {
        Exchange exchange = withLargeBody();
        Exchange copy = exchange.copy();
        assertThat(budget.held()).isEqualTo(1000);
        done(exchange);
        assertThat(copy).isNotNull();
        exchange = null;
        copy = null;
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> {
            System.gc();
            return budget.held() == 0;
        });
    }
}
