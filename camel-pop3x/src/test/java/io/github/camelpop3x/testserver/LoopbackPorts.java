package io.github.camelpop3x.testserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Two ports that nobody listens on at the moment, for a server that has to be told its ports before it starts.
 *
 * <p>They are below those that Linux gives to outgoing connections. From there one could be taken while the server is
 * down, and a client that tries to reconnect could even meet itself: a connection from a port to the same port.
 */
record LoopbackPorts(int plain, int tls) {

    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int ATTEMPTS = 100;

    static LoopbackPorts pick() throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port) && isFree(port + 1)) {
                return new LoopbackPorts(port, port + 1);
            }
        }
        throw new IOException("no free ports between " + FIRST + " and " + LAST);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
