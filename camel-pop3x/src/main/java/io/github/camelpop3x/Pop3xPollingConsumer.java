package io.github.camelpop3x;

import io.github.camelpop3x.client.Pop3Client;
import io.github.camelpop3x.client.model.Pop3BusyException;
import io.github.camelpop3x.poll.DeliveryCompletion;
import io.github.camelpop3x.poll.LeaseTakenException;
import io.github.camelpop3x.poll.MaildropPoll;
import io.github.camelpop3x.poll.RetrievedMessage;
import io.github.camelpop3x.poll.SelectionMemory;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.PollingConsumerSupport;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one message when it is asked to, for {@code pollEnrich}, the {@code poll} EIP and {@code ConsumerTemplate}. The
 * message is deleted, in a session of its own, when the exchange that it became part of completes. Whoever uses a {@code
 * ConsumerTemplate} says when that is ({@code doneUoW}).
 *
 * <p>While there is none the server is asked again every {@code delay}. Thread-safe: one caller at a time.
 */
final class Pop3xPollingConsumer extends PollingConsumerSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Pop3xPollingConsumer.class);

    private final Pop3xEndpoint endpoint;
    private final Lock lock = new ReentrantLock();
    private final Condition stopped = lock.newCondition();
    private @Nullable Pop3Client client;
    /** Guarded by {@link #lock}. */
    private SelectionMemory memory = new SelectionMemory();

    private @Nullable LeaseHeartbeat heartbeat;

    Pop3xPollingConsumer(Pop3xEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.cleanSpool();
        memory = new SelectionMemory();
        client = endpoint.newClient();
        heartbeat = LeaseHeartbeat.start(this, endpoint);
    }

    @Override
    protected void doStop() throws Exception {
        Pop3Client current = client;
        if (current != null) {
            current.abort();
        }
        LeaseHeartbeat beating = heartbeat;
        if (beating != null) {
            beating.stop();
        }
        lock.lock();
        try {
            stopped.signalAll();
        } finally {
            lock.unlock();
        }
        super.doStop();
    }

    @Override
    public @Nullable Exchange receive() {
        return receive(Long.MAX_VALUE);
    }

    @Override
    public @Nullable Exchange receiveNoWait() {
        return receive(0);
    }

    /**
     * The next message; {@code null} if there is none within so many milliseconds. Throws a {@code RuntimeCamelException}
     * around what went wrong; that somebody else has the maildrop is only thrown when the time is over.
     */
    @Override
    public @Nullable Exchange receive(long timeout) {
        long began = System.nanoTime();
        lock.lock();
        try {
            while (isRunAllowed()) {
                IOException busy = null;
                try {
                    Exchange exchange = poll();
                    if (exchange != null) {
                        return exchange;
                    }
                } catch (Pop3BusyException | LeaseTakenException e) {
                    busy = e;
                }
                long left = timeout - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                if (left <= 0) {
                    if (busy != null) {
                        throw busy;
                    }
                    return null;
                }
                boolean unused = stopped.await(Math.min(left, endpoint.getDelay()), TimeUnit.MILLISECONDS);
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (IOException e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Exchange poll() throws IOException {
        One one = new One();
        try {
            run(one, memory);
        } catch (IOException e) {
            if (one.taken == null) {
                throw e;
            }
            LOG.warn("{}: {}", endpoint.account(), e.getMessage());
        }
        return one.taken;
    }

    private void run(MaildropPoll.Route route, SelectionMemory memory) throws IOException {
        Pop3Client current = client;
        if (current == null) {
            throw new IllegalStateException("The consumer isn't started");
        }
        new MaildropPoll(
                        current,
                        endpoint.credentials(),
                        endpoint.book(),
                        endpoint.pollOptions(1),
                        endpoint.counters(),
                        memory,
                        route)
                .run();
    }

    /** What completed is in the ledger, so another poll will delete it where this one can't. */
    private void deleteCompleted() {
        try {
            run(new None(), new SelectionMemory());
        } catch (IOException | RuntimeException e) {
            LOG.warn("{}: what completed is deleted by a later poll: {}", endpoint.account(), e.getMessage());
        }
    }

    /** Takes the first message. */
    private final class One implements MaildropPoll.Route {

        private @Nullable Exchange taken;

        @Override
        public void process(Queue<RetrievedMessage> messages, int first, int total, boolean last) {
            RetrievedMessage message = messages.remove();
            Exchange exchange = endpoint.createExchange();
            try {
                MessageBinding.bind(endpoint, message, exchange);
            } catch (IOException | RuntimeException e) {
                endpoint.book().failed(message.planned().key(), e.toString());
                throw RuntimeCamelException.wrapRuntimeCamelException(e);
            }
            DeliveryCompletion completion =
                    new DeliveryCompletion(endpoint.book(), message.planned().key());
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onComplete(Exchange done) {
                    completion.onComplete(done);
                    deleteCompleted();
                }

                @Override
                public void onFailure(Exchange done) {
                    completion.onFailure(done);
                }
            });
            taken = exchange;
        }

        @Override
        public void await() {
            // Nothing runs beside the caller's thread.
        }

        @Override
        public boolean accepts() {
            return taken == null;
        }
    }

    /** Takes nothing: only what completed is deleted. */
    private static final class None implements MaildropPoll.Route {

        @Override
        public void process(Queue<RetrievedMessage> messages, int first, int total, boolean last) {
            throw new IllegalStateException("Nothing was accepted");
        }

        @Override
        public void await() {
            // Nothing runs.
        }

        @Override
        public boolean accepts() {
            return false;
        }
    }
}
