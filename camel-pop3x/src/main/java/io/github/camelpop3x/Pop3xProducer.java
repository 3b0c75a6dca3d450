package io.github.camelpop3x;

import io.github.camelpop3x.client.Pop3Client;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3ConnectException;
import io.github.camelpop3x.client.model.Pop3Exception;
import io.github.camelpop3x.message.SpoolHold;
import io.github.camelpop3x.operation.MaildropTransaction;
import io.github.camelpop3x.operation.Retrieval;
import io.github.camelpop3x.operation.Retrievals;
import io.github.camelpop3x.select.MessageOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/**
 * Runs POP3 commands where a route needs them. Operations that have a result set it as body; the others leave the body as
 * it is. Thread-safe; connects when it is called and not before.
 */
public class Pop3xProducer extends DefaultProducer {

    private final Pop3xEndpoint endpoint;
    private final LedgerOperations ledger;
    private final Lock lock = new ReentrantLock();
    /** Made when it is first needed; aborted when the producer stops. */
    private @Nullable Pop3Client client;

    /** For {@link Pop3xEndpoint}. */
    public Pop3xProducer(Pop3xEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.ledger = new LedgerOperations(endpoint);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Call call = Call.of(exchange, endpoint.getConfiguration());
        if (call.operation().isOfLedger()) {
            ledger.process(call, exchange);
            return;
        }
        boolean shared = call.shared();
        MaildropTransaction maildrop = shared
                ? ExchangeTransaction.of(exchange, endpoint.account(call.username()), () -> transaction(call))
                : transaction(call);
        try {
            run(call, maildrop, exchange);
            if (!shared) {
                maildrop.commit();
            }
        } finally {
            if (!shared) {
                maildrop.drop();
            }
        }
    }

    private MaildropTransaction transaction(Call call) {
        return new MaildropTransaction(
                deadline -> client().open(call.credentials(endpoint), deadline), endpoint.pollTimeout());
    }

    private Pop3Client client() throws Pop3Exception {
        lock.lock();
        try {
            Pop3Client current = client;
            if (current == null) {
                current = endpoint.newClient();
                client = current;
            }
            return current;
        } catch (Pop3Exception | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new Pop3ConnectException("TLS can't be set up: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void doStart() throws Exception {
        endpoint.cleanSpool();
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        lock.lock();
        try {
            if (client != null) {
                client.abort();
                client = null;
            }
        } finally {
            lock.unlock();
        }
        super.doStop();
    }

    private void run(Call call, MaildropTransaction maildrop, Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        List<String> uids = call.addresses().uids();
        switch (call.operation()) {
            case STAT -> message.setBody(maildrop.run(uids, session -> session.stat()));
            case CAPA ->
                message.setBody(maildrop.run(uids, session -> session.capa().all()));
            case LIST -> message.setBody(entries(call, maildrop));
            case UIDL ->
                message.setBody(entries(call, maildrop).stream()
                        .map(entry -> new MessageEntry(entry.number(), entry.uid(), MessageEntry.UNKNOWN_SIZE))
                        .toList());
            case TOP -> retrieve(call, maildrop, call.lines(), exchange);
            case RETR -> retrieve(call, maildrop, -1, exchange);
            case DRAIN -> drain(call, maildrop, exchange);
            case DELE -> maildrop.delete(call.required(), call.failIfMissing());
            case RSET -> maildrop.reset();
            case NOOP ->
                maildrop.run(uids, session -> {
                    session.noop();
                    return true;
                });
            case VERIFY -> maildrop.run(uids, session -> true);
            default -> throw new IllegalStateException("Not an operation on a maildrop: " + call.operation());
        }
    }

    private static List<MessageEntry> entries(Call call, MaildropTransaction maildrop) throws IOException {
        return call.addresses().isEmpty() ? maildrop.listing() : maildrop.find(call.addresses());
    }

    private void retrieve(Call call, MaildropTransaction maildrop, int lines, Exchange exchange) throws IOException {
        List<MessageEntry> entries = maildrop.find(call.required());
        if (call.streaming()) {
            exchange.getMessage().setBody(iterator(maildrop, entries, lines, exchange, false));
            return;
        }
        Retrieval retrieval = Retrieval.of(maildrop, entries, lines, endpoint.spoolSettings(), Long.MAX_VALUE);
        retrieval.requireAll();
        if (call.many() || entries.size() > 1) {
            List<Message> messages = new ArrayList<>();
            while (!retrieval.retrieved().isEmpty()) {
                messages.add(element(retrieval.retrieved().remove(), exchange));
            }
            exchange.getMessage().setBody(messages);
        } else {
            bind(retrieval.retrieved().remove(), exchange);
        }
    }

    private void drain(Call call, MaildropTransaction maildrop, Exchange exchange) throws IOException {
        List<MessageEntry> entries = new ArrayList<>(entries(call, maildrop));
        Pop3xConfiguration options = endpoint.getConfiguration();
        if (options.getOrder() == MessageOrder.NEWEST) {
            Collections.reverse(entries);
        }
        int most = options.getMaxMessagesPerPoll();
        List<MessageEntry> wanted = most > 0 && most < entries.size() ? entries.subList(0, most) : entries;
        Iterator<Message> messages = iterator(maildrop, wanted, -1, exchange, options.isDelete());
        if (call.streaming()) {
            exchange.getMessage().setBody(messages);
        } else {
            List<Message> all = new ArrayList<>();
            messages.forEachRemaining(all::add);
            exchange.getMessage().setBody(all);
        }
    }

    private Iterator<Message> iterator(
            MaildropTransaction maildrop, List<MessageEntry> entries, int lines, Exchange exchange, boolean delete) {
        Retrievals retrievals = new Retrievals(
                maildrop,
                entries,
                lines,
                endpoint.spoolSettings(),
                endpoint.getConfiguration().getPrefetchBytes());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return retrievals.hasNext();
            }

            @Override
            public Message next() {
                Retrieval.Retrieved retrieved = retrievals.next();
                Message message = element(retrieved, exchange);
                if (delete) {
                    maildrop.deleteLater(retrieved.entry());
                }
                return message;
            }
        };
    }

    /** One of many: a message of its own, which can be read until the exchange is done. */
    private Message element(Retrieval.Retrieved retrieved, Exchange exchange) {
        Exchange own = endpoint.createExchange();
        try {
            bind(retrieved, own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SpoolHold.move(retrieved.spool(), own, exchange);
        return own.getMessage();
    }

    private void bind(Retrieval.Retrieved retrieved, Exchange exchange) throws IOException {
        try {
            MessageBinding.bind(endpoint.contentOptions(), retrieved.entry(), retrieved.spool(), exchange);
        } finally {
            retrieved.spool().release();
        }
    }
}
