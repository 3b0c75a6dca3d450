package io.github.camelpop3x;

import io.github.camelpop3x.client.Pop3Client;
import io.github.camelpop3x.client.model.Pop3AuthenticationException;
import io.github.camelpop3x.client.model.Pop3BusyException;
import io.github.camelpop3x.delivery.DeliveryState;
import io.github.camelpop3x.delivery.LedgerException;
import io.github.camelpop3x.delivery.MessageKey;
import io.github.camelpop3x.observe.LedgerRow;
import io.github.camelpop3x.observe.MaildropHealthCheck;
import io.github.camelpop3x.observe.MaildropMonitor;
import io.github.camelpop3x.observe.PollCounters;
import io.github.camelpop3x.poll.DeliveryBook;
import io.github.camelpop3x.poll.DeliveryCompletion;
import io.github.camelpop3x.poll.LeaseTakenException;
import io.github.camelpop3x.poll.MaildropPoll;
import io.github.camelpop3x.poll.Patience;
import io.github.camelpop3x.poll.RetrievedMessage;
import io.github.camelpop3x.poll.SelectionMemory;
import io.github.camelpop3x.poll.StopGuard;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.apache.camel.util.CastUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the endpoint's maildrop on Camel's schedule and hands each message to the route.
 *
 * <p>What a poll throws drives Camel's error counters, back-off, {@code bridgeErrorHandler} and health. One poll at a
 * time, on the scheduler's thread; exchanges may complete on any thread.
 */
@ManagedResource(description = "Managed POP3X Consumer")
public class Pop3xConsumer extends ScheduledBatchPollingConsumer implements MaildropPoll.Route, MaildropMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(Pop3xConsumer.class);

    private final Pop3xEndpoint endpoint;
    /** Replaced once it was aborted. */
    private volatile @Nullable Pop3Client client;
    /** Set while a poll runs. */
    private volatile @Nullable MaildropPoll poll;

    private Workers workers = Workers.NONE;
    private @Nullable LeaseHeartbeat heartbeat;
    private final Patience patience = new Patience();
    private SelectionMemory memory = new SelectionMemory();
    private volatile String status = "not polled yet";

    private @Nullable ScheduledExecutorService stopGuard;

    /** For {@link Pop3xEndpoint}. */
    public Pop3xConsumer(Pop3xEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doBuild() throws Exception {
        setHealthCheck(new MaildropHealthCheck(this, this));
        super.doBuild();
    }

    /** The shutdown strategy calls this first, and then waits for the poll that runs. */
    @Override
    public boolean deferShutdown(ShutdownRunningTask runningTask) {
        boolean deferred = super.deferShutdown(runningTask);
        if (runningTask != ShutdownRunningTask.CompleteAllTasks && stopGuard == null) {
            stopGuard = endpoint.getCamelContext()
                    .getExecutorServiceManager()
                    .newSingleThreadScheduledExecutor(this, "Pop3xStopGuard");
            Runnable guard = new StopGuard(() -> poll, endpoint.counters(), this::abort);
            long period = StopGuard.PERIOD.toMillis();
            ScheduledFuture<?> unused = stopGuard.scheduleAtFixedRate(guard, 0, period, TimeUnit.MILLISECONDS);
        }
        return deferred;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        super.prepareShutdown(suspendOnly, forced);
        endStopGuard();
    }

    /** Whoever starts the route anew may have changed the password or what the filter says: nothing goes on. */
    @Override
    protected void doStart() throws Exception {
        endpoint.cleanSpool();
        patience.served();
        memory = new SelectionMemory();
        workers = Workers.of(this, endpoint);
        heartbeat = LeaseHeartbeat.start(this, endpoint);
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        abort();
        endStopGuard();
        super.doStop();
        workers.close();
        LeaseHeartbeat beating = heartbeat;
        if (beating != null) {
            beating.stop();
        }
        leaveLease();
    }

    /** So that another node needn't wait until it runs out. */
    private void leaveLease() {
        try {
            endpoint.book().release();
        } catch (LedgerException e) {
            LOG.debug("{}: {}", endpoint.account(), e.getMessage());
        }
    }

    private void endStopGuard() {
        ScheduledExecutorService guard = stopGuard;
        if (guard != null) {
            stopGuard = null;
            endpoint.getCamelContext().getExecutorServiceManager().shutdownNow(guard);
        }
    }

    private void abort() {
        Pop3Client stopped = client;
        if (stopped != null) {
            stopped.abort();
        }
    }

    private Pop3Client client() throws Exception {
        Pop3Client current = client;
        if (current == null || current.aborted()) {
            current = endpoint.newClient();
            client = current;
        }
        return current;
    }

    /** While the server is to be left alone there is no poll, so that counters and health stay as they are. */
    @Override
    public void run() {
        if (!patience.waiting()) {
            super.run();
        }
    }

    @Override
    protected int poll() throws Exception {
        MaildropPoll current = new MaildropPoll(
                client(),
                endpoint.credentials(),
                endpoint.book(),
                endpoint.pollOptions(getMaxMessagesPerPoll()),
                endpoint.counters(),
                memory,
                this);
        poll = current;
        try {
            int emitted = current.run();
            patience.served();
            status = "ok";
            return emitted;
        } catch (LeaseTakenException e) {
            // No pause as for a busy server: if that node dies, the next poll after leaseTimeout takes over.
            status = "waiting: " + e.getMessage();
            LOG.debug("{}: {}", endpoint.account(), status);
            return 0;
        } catch (Pop3BusyException e) {
            return busy(e);
        } catch (Pop3AuthenticationException e) {
            patience.rejected();
            status = "rejected until " + Instant.now().plusSeconds(patience.secondsLeft()) + ": " + e.getMessage();
            LOG.warn("{}: {}", endpoint.account(), status);
            throw e;
        } catch (IOException e) {
            status = "failed: " + e.getMessage();
            throw e;
        } finally {
            poll = null;
        }
    }

    /** Somebody else has the maildrop: no failure, unless it goes on for long. */
    private int busy(Pop3BusyException e) throws Pop3BusyException {
        boolean tooLong = patience.busy(e.retryAfter());
        status = "busy until " + Instant.now().plusSeconds(patience.secondsLeft()) + ": " + e.getMessage();
        LOG.info("{}: {}", endpoint.account(), status);
        if (tooLong) {
            throw e;
        }
        return 0;
    }

    @Override
    public boolean accepts() {
        return isBatchAllowed();
    }

    @Override
    public int processBatch(Queue<Object> messages) {
        int size = messages.size();
        process(CastUtils.cast(messages), 0, size, true);
        return size - messages.size();
    }

    @Override
    public void process(Queue<RetrievedMessage> messages, int first, int total, boolean last) {
        int index = first;
        while (!messages.isEmpty() && isBatchAllowed()) {
            RetrievedMessage message = messages.remove();
            pendingExchanges = messages.size();
            int at = index++;
            boolean complete = last && messages.isEmpty();
            workers.run(() -> route(message, at, total, complete));
            MaildropPoll current = poll;
            if (current != null) {
                current.keepAlive();
            }
        }
        pendingExchanges = 0;
    }

    @Override
    public void await() {
        workers.await();
    }

    private void route(RetrievedMessage message, int index, int total, boolean last) {
        DeliveryBook book = endpoint.book();
        MessageKey key = message.planned().key();
        Exchange exchange = createExchange(true);
        try {
            MessageBinding.bind(endpoint, message, exchange);
            exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
            exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, total);
            exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, last);
        } catch (IOException | RuntimeException e) {
            // The route never saw it, so no completion will tell the book.
            book.failed(key, e.toString());
            releaseExchange(exchange, false);
            getExceptionHandler().handleException("Message " + key + " can't be read from its spool", e);
            return;
        }
        exchange.getExchangeExtension().addOnCompletion(new DeliveryCompletion(book, key));
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        Exception failure = exchange.getException();
        if (failure != null) {
            getExceptionHandler()
                    .handleException("Message " + key + " wasn't processed and stays on the server", exchange, failure);
        }
    }

    // --- what an operator sees -----------------------------------------------------------------------------------

    @Override
    @ManagedAttribute(
            description = "How the last poll went: ok; waiting for another node; busy or rejected, until when and"
                    + " why; or failed and why")
    public String getPollStatus() {
        return status;
    }

    /** Messages retrieved in full since the endpoint was made. */
    @ManagedAttribute(description = "Messages retrieved in full")
    public long getMessagesRetrieved() {
        return counters().retrieved();
    }

    /** Exchanges that completed. */
    @ManagedAttribute(description = "Exchanges that completed")
    public long getMessagesCompleted() {
        return counters().completed();
    }

    /** Exchanges that failed or were rolled back. */
    @ManagedAttribute(description = "Exchanges that failed or were rolled back")
    public long getMessagesFailed() {
        return counters().failed();
    }

    /** Deletions that the server confirmed. */
    @ManagedAttribute(description = "Deletions that the server confirmed by its answer to QUIT")
    public long getMessagesDeleted() {
        return counters().deleted();
    }

    /** RETRs and DELEs that the server refused. */
    @ManagedAttribute(description = "RETRs and DELEs that the server refused")
    public long getMessagesRefused() {
        return counters().refused();
    }

    @Override
    @ManagedAttribute(description = "Exchanges that aren't over")
    public int getMessagesInFlight() {
        return endpoint.book().inFlight();
    }

    @Override
    @ManagedAttribute(description = "Octets of messages in temporary files, those of producers of this endpoint too")
    public long getSpooledBytes() {
        return endpoint.spoolBudget().held();
    }

    /** Octets of multi-line replies. */
    @ManagedAttribute(description = "Octets received in messages and lists")
    public long getOctetsReceived() {
        return counters().octets();
    }

    /** Command lines sent. */
    @ManagedAttribute(description = "Command lines sent")
    public long getCommandsSent() {
        return counters().commands();
    }

    @Override
    @ManagedAttribute(description = "Messages that wait for an operator, as the last poll saw it")
    public int getMessagesHeld() {
        return endpoint.book().held();
    }

    /** The messages that wait for an operator, a line each: unique-id, attempts, since when, why. */
    @ManagedOperation(description = "The held messages: unique-id, attempts, since when and why")
    public List<String> heldMessages() throws LedgerException {
        return held().stream().map(LedgerRow::toString).toList();
    }

    @Override
    public List<LedgerRow> held() throws LedgerException {
        return LedgerRows.of(endpoint.book(), DeliveryState.HELD);
    }

    @Override
    @ManagedOperation(description = "Emits a held message again in the next poll, its attempts counted anew")
    public boolean releaseHeld(String uid) throws LedgerException {
        return endpoint.book().operator().decide(uid, true);
    }

    @Override
    @ManagedOperation(description = "Gives a held message up: with delete=true the next poll deletes it")
    public boolean giveUpHeld(String uid) throws LedgerException {
        return endpoint.book().operator().decide(uid, false);
    }

    @Override
    public String account() {
        return endpoint.account();
    }

    @Override
    public PollCounters counters() {
        return endpoint.counters();
    }
}
