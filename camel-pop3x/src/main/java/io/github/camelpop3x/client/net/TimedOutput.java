package io.github.camelpop3x.client.net;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The octets to the peer, bounded by an {@link IoClock}.
 *
 * <p>A socket's own timeout is for reads only: a write waits for as long as the peer takes nothing. The window of
 * {@code PipelineWindow} keeps our commands below what a send buffer holds, but not what JSSE writes by itself: a server
 * that asks for new TLS keys again and again and never reads fills any buffer with our answers. So a write is tried
 * without blocking, which is all that it takes as a rule, and only what finds no room waits in a selector.
 *
 * <p>One thread writes, and doesn't read meanwhile; {@link #wakeup} may be called by any.
 */
final class TimedOutput extends OutputStream {

    private final SocketChannel channel;
    private final IoClock clock;
    /** Set while somebody may be waiting in it. */
    private volatile @Nullable Selector selector;

    TimedOutput(SocketChannel channel, IoClock clock) {
        this.channel = channel;
        this.clock = clock;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(octets, offset, length);
        channel.configureBlocking(false);
        try {
            channel.write(rest);
            if (rest.hasRemaining()) {
                writeAsRoomComes(rest);
            }
        } finally {
            if (channel.isOpen()) {
                channel.configureBlocking(true);
            }
        }
    }

    private void writeAsRoomComes(ByteBuffer rest) throws IOException {
        try (Selector opened = Selector.open()) {
            selector = opened;
            SelectionKey room = channel.register(opened, SelectionKey.OP_WRITE);
            while (rest.hasRemaining()) {
                opened.select(clock.millisForWrite());
                if (Thread.currentThread().isInterrupted()) {
                    throw new IOException("the thread was interrupted");
                }
                // Throws where the channel was closed meanwhile.
                int written = channel.write(rest);
                if (written == 0 && opened.selectedKeys().isEmpty()) {
                    throw clock.stuck();
                }
                opened.selectedKeys().clear();
            }
            room.cancel();
        } finally {
            selector = null;
        }
    }

    /** To be called once the channel was closed: that alone wakes nobody who waits for room. */
    void wakeup() {
        Selector waiting = selector;
        if (waiting != null) {
            waiting.wakeup();
        }
    }
}
