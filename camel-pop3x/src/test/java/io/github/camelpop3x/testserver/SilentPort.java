package io.github.camelpop3x.testserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * An address of the loopback interface that answers no connection, as behind a firewall that drops packets: a listener
 * whose queue of connections is full, which makes Linux drop further ones.
 */
public final class SilentPort implements AutoCloseable {

    private static final int ENOUGH = 8;

    private final ServerSocket listener;
    private final List<SocketChannel> queued = new ArrayList<>();

    public SilentPort() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        for (int i = 0; i < ENOUGH; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.connect(address());
            queued.add(channel);
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : queued) {
            channel.close();
        }
        listener.close();
    }
}
