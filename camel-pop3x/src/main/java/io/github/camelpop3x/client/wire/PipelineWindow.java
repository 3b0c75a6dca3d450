package io.github.camelpop3x.client.wire;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How much may be on its way before replies are read (RFC 2449, section 6.6).
 *
 * <p>Bounded by octets of unanswered commands, so that a write never waits for the peer: the commands fit into the
 * socket's send buffer even when the server has stopped reading because it waits for us to take its replies. That is
 * the deadlock which RFC 2449 warns of. Bounded too by octets of expected replies, as far as they are known: what was
 * asked for and isn't wanted any more has to be read all the same. Not thread-safe.
 */
public final class PipelineWindow {

    /** Some 1,000 RETRs, so that a poll of so many has them all on the way at once, where the send buffer takes them. */
    public static final int MAX_COMMAND_OCTETS = 12 * 1024;

    /** Fits into the smallest send buffer that a system gives; some 400 RETRs. */
    public static final int SURE_COMMAND_OCTETS = 4096;

    /** Systems count more than the octets in a send buffer. */
    private static final int PART_OF_BUFFER = 4;

    /** Enough for any line that is fast and far. */
    public static final long MAX_REPLY_OCTETS = 8L * 1024 * 1024;

    /** What was sent and not answered yet. */
    private record Outstanding(int command, long reply) {}

    private final boolean pipelining;
    private final int mostCommandOctets;
    private final Deque<Outstanding> outstanding = new ArrayDeque<>();
    private int commandOctets;
    private long replyOctets;

    /**
     * An empty window.
     *
     * @param pipelining {@code false} for one command at a time
     * @param sendBuffer octets of the socket's send buffer, as the system counts them
     */
    public PipelineWindow(boolean pipelining, int sendBuffer) {
        this.pipelining = pipelining;
        this.mostCommandOctets =
                Math.max(SURE_COMMAND_OCTETS, Math.min(MAX_COMMAND_OCTETS, sendBuffer / PART_OF_BUFFER));
    }

    /**
     * Whether this command may be sent now. An empty window admits any.
     *
     * @param expected octets of the reply; 0 where that isn't known or it is small
     */
    public boolean admits(CommandLine command, long expected) {
        return outstanding.isEmpty()
                || (pipelining
                        && commandOctets + command.length() <= mostCommandOctets
                        && replyOctets + expected <= MAX_REPLY_OCTETS);
    }

    /** Whether refilling is worth a write: sending each command alone would cost a packet each. */
    public boolean worthFilling() {
        return commandOctets <= mostCommandOctets / 2;
    }

    /** Notes a command that was sent. */
    public void sent(CommandLine command, long expected) {
        outstanding.add(new Outstanding(command.length(), expected));
        commandOctets += command.length();
        replyOctets += expected;
    }

    /** Takes the oldest command, whose reply was read. */
    public void answered() {
        Outstanding oldest = outstanding.remove();
        commandOctets -= oldest.command();
        replyOctets -= oldest.reply();
    }

    /** Whether every command was answered. */
    public boolean isEmpty() {
        return outstanding.isEmpty();
    }
}
