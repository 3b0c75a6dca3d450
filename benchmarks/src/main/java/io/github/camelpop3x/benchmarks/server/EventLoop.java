package io.github.camelpop3x.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Serves every connection in one thread, and does what is delayed when it is due. All delays are the same, so that they
 * come to their end in the order in which they began.
 */
final class EventLoop implements Runnable {

    private static final long MILLI = 1_000_000;
    /** The selector waits for whole milliseconds; the rest is waited for in such steps. */
    private static final long STEP = 50_000;

    private static final int BACKLOG = 4096;
    /** IOV_MAX of Linux. */
    private static final int GATHER = 1024;

    /** What is done when it is due. */
    interface Task {
        void run() throws IOException;
    }

    private record Delayed(long due, Task task) {}

    private final Selector selector;
    private final ServerSocketChannel acceptor;
    private final long delay;
    private final Supplier<MaildropImage> maildrop;
    private final Traffic traffic;
    private final Queue<Delayed> delayed = new ArrayDeque<>();
    private final ByteBuffer[] gathered = new ByteBuffer[GATHER];
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);

    /**
     * A loop that listens on a free port of the loopback interface.
     *
     * @param roundTripNanos half of it is put on each direction
     */
    EventLoop(long roundTripNanos, Supplier<MaildropImage> maildrop, Traffic traffic) throws IOException {
        this.delay = roundTripNanos / 2;
        this.maildrop = maildrop;
        this.traffic = traffic;
        this.selector = Selector.open();
        this.acceptor =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        acceptor.configureBlocking(false);
        acceptor.register(selector, SelectionKey.OP_ACCEPT);
    }

    int port() throws IOException {
        return ((InetSocketAddress) acceptor.getLocalAddress()).getPort();
    }

    /** Room for whoever writes just now. */
    ByteBuffer[] gathered() {
        return gathered;
    }

    Traffic traffic() {
        return traffic;
    }

    boolean delays() {
        return delay > 0;
    }

    /** Has a task done after half a round trip. For the loop's thread. */
    void later(Task task) throws IOException {
        if (delay == 0) {
            task.run();
        } else {
            delayed.add(new Delayed(System.nanoTime() + delay, task));
        }
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                select();
                runDue();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void select() throws IOException {
        Delayed next = delayed.peek();
        if (next == null) {
            selector.select(this::serve);
            return;
        }
        long left = next.due() - System.nanoTime();
        if (left > MILLI) {
            selector.select(this::serve, left / MILLI);
        } else {
            if (left > 0) {
                LockSupport.parkNanos(Math.min(left, STEP));
            }
            selector.selectNow(this::serve);
        }
    }

    private void runDue() {
        long now = System.nanoTime();
        for (Delayed next = delayed.peek(); next != null && next.due() - now <= 0; next = delayed.peek()) {
            delayed.remove();
            try {
                next.task().run();
            } catch (IOException | CancelledKeyException e) {
                // The client went away: nothing is owed to it any more.
            }
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
                return;
            }
            Link link = (Link) key.attachment();
            try {
                if (key.isReadable()) {
                    link.readable(buffer);
                }
                if (key.isValid() && key.isWritable()) {
                    link.writable();
                }
            } catch (IOException e) {
                link.close();
            }
        } catch (ClosedChannelException e) {
            key.cancel();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        for (SocketChannel channel = acceptor.accept(); channel != null; channel = acceptor.accept()) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            Link link = new Link(channel, key, this, maildrop.get());
            key.attach(link);
            link.begin();
        }
    }
}
