package io.github.camelpop3x.observe;

import io.github.camelpop3x.client.wire.CommandLine;
import io.github.camelpop3x.client.wire.Reply;
import io.github.camelpop3x.client.wire.WireListener;
import java.util.concurrent.atomic.LongAdder;

/** What was done for one endpoint since it was made. Thread-safe; fed by the wire and by the polls. */
public final class PollCounters implements WireListener {

    private final LongAdder retrieved = new LongAdder();
    private final LongAdder octets = new LongAdder();
    private final LongAdder completed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder deleted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder commands = new LongAdder();
    private final LongAdder replies = new LongAdder();

    @Override
    public void sent(CommandLine command) {
        commands.increment();
    }

    @Override
    public void received(Reply reply) {
        replies.increment();
    }

    @Override
    public void receivedBody(long length) {
        octets.add(length);
    }

    /** A message was retrieved in full. */
    public void messageRetrieved() {
        retrieved.increment();
    }

    /** The server refused to give or to delete a message. */
    public void messageRefused() {
        refused.increment();
    }

    /** An exchange completed. */
    public void messageCompleted() {
        completed.increment();
    }

    /** An exchange failed or was rolled back. */
    public void messageFailed() {
        failed.increment();
    }

    /** Messages are gone, confirmed by the answer to QUIT. */
    public void messagesDeleted(long count) {
        deleted.add(count);
    }

    /** Messages retrieved in full. */
    public long retrieved() {
        return retrieved.sum();
    }

    /** Octets of all multi-line replies. */
    public long octets() {
        return octets.sum();
    }

    /** Exchanges completed. */
    public long completed() {
        return completed.sum();
    }

    /** Exchanges failed or rolled back. */
    public long failed() {
        return failed.sum();
    }

    /** Deletions that the server confirmed. */
    public long deleted() {
        return deleted.sum();
    }

    /** RETRs and DELEs that the server refused. */
    public long refused() {
        return refused.sum();
    }

    /** Command lines sent. */
    public long commands() {
        return commands.sum();
    }

    /** Reply lines received. */
    public long replies() {
        return replies.sum();
    }
}
