package io.github.camelpop3x.client.wire;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How much may be on its way before replies are read (RFC 2449, section 6.6).
 *
 * <p>Bounded by octets of unanswered commands, so that a write never waits for the peer: the commands fit into the
 * socket's send buffer even when the server has stopped reading because it waits for us to take its replies. That is
 * the deadlock which RFC 2449 warns of. Not thread-safe.
 */
public final class PipelineWindow {

    /** Below what every system gives as send buffer; some 400 RETRs. */
    public static final int MAX_COMMAND_OCTETS = 4096;

    private final boolean pipelining;
    private final Deque<CommandLine> outstanding = new ArrayDeque<>();
    private int octets;

    /**
     * An empty window.
     *
     * @param pipelining {@code false} for one command at a time
     */
    public PipelineWindow(boolean pipelining) {
        this.pipelining = pipelining;
    }

    /** Whether this command may be sent now. */
    public boolean admits(CommandLine command) {
        return outstanding.isEmpty() || (pipelining && octets + command.length() <= MAX_COMMAND_OCTETS);
    }

    /** Whether refilling is worth a write: sending each command alone would cost a packet each. */
    public boolean worthFilling() {
        return octets <= MAX_COMMAND_OCTETS / 2;
    }

    /** Notes a command that was sent. */
    public void sent(CommandLine command) {
        outstanding.add(command);
        octets += command.length();
    }

    /** Takes the oldest command, whose reply was read. */
    public void answered() {
        octets -= outstanding.remove().length();
    }

    /** Whether every command was answered. */
    public boolean isEmpty() {
        return outstanding.isEmpty();
    }
}
