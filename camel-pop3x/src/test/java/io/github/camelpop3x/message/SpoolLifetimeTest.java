package io.github.camelpop3x.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.DefaultExchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** When a message's file goes. */
class SpoolLifetimeTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    private Exchange withLargeBody() throws IOException {
        Exchange exchange = new DefaultExchange(context);
        Spool spool = new Spool(new SpoolSettings(10, null, null), 1000);
        spool.write(new byte[1000]);
        spool.finish();
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
    @EnabledOnOs(value = OS.LINUX, disabledReason = "counts open files in /proc")
    void andItGoesWithTheLastCopy() throws Exception {
        long before = openSpools();
        Exchange exchange = withLargeBody();
        Exchange copy = exchange.copy();
        assertThat(openSpools()).isEqualTo(before + 1);
        done(exchange);
        assertThat(copy).isNotNull();
        exchange = null;
        copy = null;
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> {
            System.gc();
            return openSpools() <= before;
        });
    }

    /** Their names are removed already; what is open shows in /proc all the same. */
    private static long openSpools() throws IOException {
        return OpenFiles.named("camel-pop3x-");
    }
}
