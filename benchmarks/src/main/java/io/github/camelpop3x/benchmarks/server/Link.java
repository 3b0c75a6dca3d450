package io.github.camelpop3x.benchmarks.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One connection of the event loop. With a delay, what came is answered half a round trip later, and the answer is sent
 * another half later.
 *
 * <p>Counts round trips by what follows from what: an answer is one round trip deeper than the deepest answer that the
 * client can have had when it sent the command. A client that sends ahead of the answers therefore counts one, however
 * its commands are torn, as long as the delay is longer than the client takes to send them. For the loop's thread.
 */
final class Link {

    private final SocketChannel channel;
    private final SelectionKey key;
    private final EventLoop loop;
    private final Output ready = new Output();
    private final Output answers = new Output();
    private final Session session;

    /** The deepest answer that was put on the way to the client, and the deepest that was counted. */
    private int delivered;

    private int counted;
    private boolean closed;

    Link(SocketChannel channel, SelectionKey key, EventLoop loop, MaildropImage maildrop) {
        this.channel = channel;
        this.key = key;
        this.loop = loop;
        this.session = new Session(maildrop, answers);
    }

    /** Greets. */
    void begin() throws IOException {
        loop.traffic().session();
        Output greeting = new Output();
        greeting.take(answers);
        loop.later(() -> deliver(greeting, 0, false));
    }

    /** Takes what came; the buffer is the loop's. */
    void readable(ByteBuffer buffer) throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        if (count < 0) {
            close();
            return;
        }
        buffer.flip();
        int depth = delivered + 1;
        if (!loop.delays()) {
            answer(buffer, depth);
            return;
        }
        ByteBuffer kept = ByteBuffer.allocate(count).put(buffer).flip();
        loop.later(() -> answer(kept, depth));
    }

    private void answer(ByteBuffer octets, int depth) throws IOException {
        loop.traffic().commands(session.receive(octets));
        while (counted < depth) {
            counted++;
            loop.traffic().roundTrip();
        }
        boolean last = session.over();
        if (!loop.delays()) {
            deliver(answers, depth, last);
            return;
        }
        Output batch = new Output();
        batch.take(answers);
        loop.later(() -> deliver(batch, depth, last));
    }

    private void deliver(Output batch, int depth, boolean last) throws IOException {
        ready.take(batch);
        delivered = Math.max(delivered, depth);
        closed |= last;
        writable();
    }

    /** Sends what can be sent. */
    void writable() throws IOException {
        ready.writeTo(channel, loop.gathered());
        if (!ready.isEmpty()) {
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        } else if (closed) {
            close();
        } else {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    void close() throws IOException {
        key.cancel();
        channel.close();
    }
}
