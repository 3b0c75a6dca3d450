package io.github.camelpop3x;

import io.github.camelpop3x.delivery.LedgerException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.ExecutorServiceManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a shared ledger's lease alive while exchanges run. Without a shared ledger there is no thread. */
final class LeaseHeartbeat {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseHeartbeat.class);

    private final ExecutorServiceManager threads;
    private final @Nullable ScheduledExecutorService thread;

    private LeaseHeartbeat(ExecutorServiceManager threads, @Nullable ScheduledExecutorService thread) {
        this.threads = threads;
        this.thread = thread;
    }

    static LeaseHeartbeat start(Object source, Pop3xEndpoint endpoint) {
        ExecutorServiceManager threads = endpoint.getCamelContext().getExecutorServiceManager();
        if (!endpoint.sharesLedger()) {
            return new LeaseHeartbeat(threads, null);
        }
        ScheduledExecutorService thread = threads.newSingleThreadScheduledExecutor(source, "Pop3xLease");
        long period = Math.max(1, endpoint.leaseTimeout().toMillis() / 3);
        ScheduledFuture<?> unused =
                thread.scheduleAtFixedRate(() -> renew(endpoint), period, period, TimeUnit.MILLISECONDS);
        return new LeaseHeartbeat(threads, thread);
    }

    private static void renew(Pop3xEndpoint endpoint) {
        try {
            if (endpoint.book().renew(endpoint.leaseTimeout())) {
                LOG.warn("{}: another node has taken over the maildrop", endpoint.account());
            }
        } catch (LedgerException | RuntimeException e) {
            LOG.warn("{}: the lease can't be renewed: {}", endpoint.account(), e.getMessage());
        }
    }

    void stop() {
        if (thread != null) {
            threads.shutdownNow(thread);
        }
    }
}
