package io.github.camelpop3x.observe;

import io.github.camelpop3x.client.wire.CommandLine;
import io.github.camelpop3x.client.wire.Reply;
import io.github.camelpop3x.client.wire.WireListener;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the dialogue to the log at TRACE, secrets masked, and feeds the counters. Thread-safe. */
public final class WireTrace implements WireListener {

    private static final Logger LOG = LoggerFactory.getLogger(WireTrace.class);

    private final String peer;
    private final WireListener next;
    /** Once true, always true. */
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * A trace.
     *
     * @param peer whose dialogue it is, for the log
     * @param next who else is told
     */
    public WireTrace(String peer, WireListener next) {
        this.peer = peer;
        this.next = next;
    }

    @Override
    public void sent(CommandLine command) {
        LOG.trace("{} C: {}", peer, command);
        next.sent(command);
    }

    @Override
    public void received(Reply reply) {
        if (LOG.isTraceEnabled()) {
            LOG.trace("{} S: {}", peer, reply.line());
        }
        next.received(reply);
    }

    @Override
    public void receivedBody(long octets) {
        LOG.trace("{} S: ({} octets and the final dot)", peer, octets);
        next.receivedBody(octets);
    }

    @Override
    public void loggedIn(String mechanism, boolean secretInClear) {
        LOG.debug("{} logged in by {}", peer, mechanism);
        if (secretInClear && !warned.getAndSet(true)) {
            LOG.warn(
                    "{}: {} has sent the password or token in clear, as tls=none allows: whoever is on the way can read it",
                    peer,
                    mechanism);
        }
        next.loggedIn(mechanism, secretInClear);
    }
}
