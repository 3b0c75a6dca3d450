package io.github.camelpop3x;

import io.github.camelpop3x.delivery.LedgerException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.ExecutorServiceManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one started consumer beside the one that polls: those that run exchanges with {@code
 * concurrentConsumers}, and one that keeps a shared ledger's lease alive. With neither there is none. Handed to by the
 * polling thread.
 */
final class Workers {

    /** Runs everything on the calling thread. */
    static final Workers NONE = new Workers(null, null, null, 1);

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private final @Nullable ExecutorServiceManager threads;
    private final @Nullable ExecutorService exchanges;
    private final @Nullable ScheduledExecutorService heartbeat;
    /** No more are handed over than run: the rest waits in the poll, where stopping can still leave it on the server. */
    private final Semaphore free;

    private final Phaser running = new Phaser(1);

    private Workers(
            @Nullable ExecutorServiceManager threads,
            @Nullable ExecutorService exchanges,
            @Nullable ScheduledExecutorService heartbeat,
            int count) {
        this.threads = threads;
        this.exchanges = exchanges;
        this.heartbeat = heartbeat;
        this.free = new Semaphore(count);
    }

    static Workers of(Pop3xConsumer consumer, Pop3xEndpoint endpoint) {
        ExecutorServiceManager threads = endpoint.getCamelContext().getExecutorServiceManager();
        int count = endpoint.getConfiguration().getConcurrentConsumers();
        ExecutorService exchanges = count == 1 ? null : threads.newFixedThreadPool(consumer, "Pop3xExchange", count);
        ScheduledExecutorService heartbeat = null;
        if (endpoint.sharesLedger()) {
            heartbeat = threads.newSingleThreadScheduledExecutor(consumer, "Pop3xLease");
            long period = Math.max(1, endpoint.leaseTimeout().toMillis() / 3);
            ScheduledFuture<?> unused =
                    heartbeat.scheduleAtFixedRate(() -> renewLease(endpoint), period, period, TimeUnit.MILLISECONDS);
        }
        return new Workers(threads, exchanges, heartbeat, count);
    }

    private static void renewLease(Pop3xEndpoint endpoint) {
        try {
            if (endpoint.book().renew(endpoint.leaseTimeout())) {
                LOG.warn("{}: another node has taken over the maildrop", endpoint.account());
            }
        } catch (LedgerException | RuntimeException e) {
            LOG.warn("{}: the lease can't be renewed: {}", endpoint.account(), e.getMessage());
        }
    }

    /** Runs an exchange, here or on a thread of its own; blocks while all are busy. */
    void run(Runnable exchange) {
        if (exchanges == null) {
            exchange.run();
            return;
        }
        free.acquireUninterruptibly();
        running.register();
        exchanges.execute(() -> {
            try {
                exchange.run();
            } finally {
                free.release();
                running.arriveAndDeregister();
            }
        });
    }

    /** Waits until every exchange that was handed over is back. */
    void await() {
        running.arriveAndAwaitAdvance();
    }

    void close() {
        if (threads != null && exchanges != null) {
            threads.shutdownGraceful(exchanges);
        }
        if (threads != null && heartbeat != null) {
            threads.shutdownNow(heartbeat);
        }
    }
}
