package io.github.camelpop3x.client.net;

import io.github.camelpop3x.client.model.Deadline;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the first of several addresses that answers (RFC 8305's idea, without threads): each one gets a short head
 * start over the next, or none if it fails before, so that an address that leads nowhere costs a quarter of a second
 * and not the whole time.
 *
 * <p>{@link #abort} may be called by any thread at any time; {@link #run} by one thread at a time, as often as wanted.
 * Whatever didn't win is closed when {@code run} returns.
 */
final class AddressRace {

    /** What RFC 8305, section 5 recommends. */
    static final Duration HEAD_START = Duration.ofMillis(250);

    /** Whoever answers for DNS chooses the number of addresses, and each is a socket of ours. */
    private static final int MOST = 16;

    private final Duration headStart;
    /** Once true, always true. */
    private volatile boolean aborted;
    /** Set while somebody may be waiting in it. */
    private volatile @Nullable Selector selector;

    AddressRace(Duration headStart) {
        this.headStart = headStart;
    }

    /** Takes the families in turns, the first one first, and otherwise leaves the order (RFC 8305, section 4). */
    static List<InetAddress> interleaved(List<InetAddress> resolved) {
        boolean sixFirst = !resolved.isEmpty() && resolved.get(0) instanceof Inet6Address;
        Queue<InetAddress> first = new ArrayDeque<>();
        Queue<InetAddress> second = new ArrayDeque<>();
        resolved.forEach(address -> (address instanceof Inet6Address == sixFirst ? first : second).add(address));
        List<InetAddress> mixed = new ArrayList<>(resolved.size());
        while (!first.isEmpty() || !second.isEmpty()) {
            if (!first.isEmpty()) {
                mixed.add(first.remove());
            }
            if (!second.isEmpty()) {
                mixed.add(second.remove());
            }
        }
        return mixed.subList(0, Math.min(mixed.size(), MOST));
    }

    /**
     * A connected channel in blocking mode.
     *
     * @throws ConnectException every address refused; the message names each
     * @throws IOException nobody answered before the deadline, or for other reasons; the message names each address
     */
    SocketChannel run(List<InetSocketAddress> addresses, Deadline deadline) throws IOException {
        Heat heat = new Heat(addresses);
        SocketChannel winner;
        try (Selector opened = Selector.open()) {
            selector = opened;
            try {
                winner = heat.run(opened, deadline);
            } finally {
                selector = null;
                // Before the selector's end, which releases what is registered with it.
                heat.closeLosers();
            }
        }
        try {
            winner.configureBlocking(true);
            return winner;
        } catch (IOException e) {
            winner.close();
            throw e;
        }
    }

    /** Ends a race that runs, and lets no other begin. */
    void abort() {
        aborted = true;
        Selector waiting = selector;
        if (waiting != null) {
            waiting.wakeup();
        }
    }

    private void checkGoingOn() throws IOException {
        if (aborted) {
            throw new IOException("aborted");
        }
        if (Thread.currentThread().isInterrupted()) {
            // Left as it is: the selector wouldn't wait any more.
            throw new IOException("the thread was interrupted");
        }
    }

    /** One race. */
    private final class Heat {

        private final List<InetSocketAddress> addresses;
        private final List<SocketChannel> running = new ArrayList<>();
        private final List<String> failures = new ArrayList<>();
        private int refused;
        private int next;

        Heat(List<InetSocketAddress> addresses) {
            this.addresses = addresses;
        }

        SocketChannel run(Selector selector, Deadline deadline) throws IOException {
            Deadline ahead = Deadline.after(Duration.ZERO, "head start");
            while (true) {
                checkGoingOn();
                if (deadline.passed()) {
                    running.forEach(
                            channel -> failures.add(name(addressOf(channel, selector)) + ": no answer in time"));
                    throw new SocketTimeoutException(
                            "no connection in time (" + deadline.what() + "); " + String.join(", ", failures));
                }
                if (next < addresses.size() && (running.isEmpty() || ahead.passed())) {
                    ahead = Deadline.after(headStart, "head start");
                    if (start(addresses.get(next++), selector)) {
                        return winner(running.get(running.size() - 1));
                    }
                    continue;
                }
                if (running.isEmpty()) {
                    throw failed();
                }
                Deadline until = next < addresses.size() ? deadline.earlier(ahead) : deadline;
                selector.select(Math.max(1, until.remainingNanos() / 1_000_000));
                int before = running.size();
                SocketChannel connected = harvest(selector);
                if (connected != null) {
                    return connected;
                }
                if (running.size() < before) {
                    // Whoever failed has no head start over the next any more.
                    ahead = Deadline.after(Duration.ZERO, "head start");
                }
            }
        }

        /** Whether it is connected already. */
        private boolean start(InetSocketAddress address, Selector selector) throws IOException {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.configureBlocking(false);
                boolean connected = channel.connect(address);
                channel.register(selector, SelectionKey.OP_CONNECT, address);
                running.add(channel);
                return connected;
            } catch (IOException | RuntimeException e) {
                // RuntimeException: an address of a family that this system doesn't have.
                channel.close();
                failed(address, e);
                return false;
            }
        }

        private @Nullable SocketChannel harvest(Selector selector) {
            for (SelectionKey key : selector.selectedKeys()) {
                SocketChannel channel = (SocketChannel) key.channel();
                try {
                    if (channel.finishConnect()) {
                        return winner(channel);
                    }
                } catch (IOException e) {
                    running.remove(channel);
                    failed((InetSocketAddress) key.attachment(), e);
                    closeQuietly(channel);
                }
            }
            selector.selectedKeys().clear();
            return null;
        }

        private SocketChannel winner(SocketChannel channel) {
            running.remove(channel);
            return channel;
        }

        private void failed(InetSocketAddress address, Exception why) {
            if (why instanceof ConnectException) {
                refused++;
            }
            failures.add(name(address) + ": " + (why.getMessage() == null ? why : why.getMessage()));
        }

        private IOException failed() {
            String message = failures.isEmpty() ? "it has no address" : String.join(", ", failures);
            return refused > 0 && refused == failures.size() ? new ConnectException(message) : new IOException(message);
        }

        void closeLosers() {
            running.forEach(AddressRace::closeQuietly);
        }
    }

    private static @Nullable InetSocketAddress addressOf(SocketChannel channel, Selector selector) {
        SelectionKey key = channel.keyFor(selector);
        return key == null ? null : (InetSocketAddress) key.attachment();
    }

    private static String name(@Nullable InetSocketAddress address) {
        return address == null ? "?" : address.getAddress().getHostAddress();
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It has lost, and its file descriptor is released either way.
        }
    }
}
