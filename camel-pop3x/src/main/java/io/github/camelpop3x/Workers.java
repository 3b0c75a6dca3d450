package io.github.camelpop3x;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import org.apache.camel.spi.ExecutorServiceManager;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one started consumer that run exchanges with {@code concurrentConsumers}. Without it there are none.
 * Handed to by the polling thread.
 */
final class Workers {

    /** Runs everything on the calling thread. */
    static final Workers NONE = new Workers(null, null, 1);

    private final @Nullable ExecutorServiceManager threads;
    private final @Nullable ExecutorService exchanges;
    /** No more are handed over than run: the rest waits in the poll, where stopping can still leave it on the server. */
    private final Semaphore free;

    private final Phaser running = new Phaser(1);

    private Workers(@Nullable ExecutorServiceManager threads, @Nullable ExecutorService exchanges, int count) {
        this.threads = threads;
        this.exchanges = exchanges;
        this.free = new Semaphore(count);
    }

    static Workers of(Pop3xConsumer consumer, Pop3xEndpoint endpoint) {
        int count = endpoint.getConfiguration().getConcurrentConsumers();
        if (count == 1) {
            return NONE;
        }
        ExecutorServiceManager threads = endpoint.getCamelContext().getExecutorServiceManager();
        return new Workers(threads, threads.newFixedThreadPool(consumer, "Pop3xExchange", count), count);
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
        if (exchanges != null) {
            running.arriveAndAwaitAdvance();
        }
    }

    void close() {
        if (threads != null && exchanges != null) {
            threads.shutdownGraceful(exchanges);
        }
    }
}
