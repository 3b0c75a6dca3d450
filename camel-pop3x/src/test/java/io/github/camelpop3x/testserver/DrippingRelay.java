package io.github.camelpop3x.testserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * Stands before a server and hands on what that sends one octet at a time, a pause before each; what the client sends
 * goes through at once. So the octets of TLS drip too. Lifecycle: running until {@link #close()}.
 */
public final class DrippingRelay implements AutoCloseable {

    private final RawServer relay;

    /** Before the server at this port of the loopback interface. */
    public DrippingRelay(int port, Duration perOctet) throws IOException {
        relay = RawServer.start((client, server) -> {
            try (Socket behind = new Socket(InetAddress.getLoopbackAddress(), port)) {
                RawServer.thread("relay-to-server", () -> server.copy(client, behind, Duration.ZERO));
                server.copy(behind, client, perOctet);
            }
        });
    }

    public int port() {
        return relay.port();
    }

    @Override
    public void close() {
        relay.close();
    }
}
