package io.github.camelpop3x.benchmarks.server;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A POP3 server from memory: every user finds the same messages, with any password, as often as he logs in.
 *
 * <p>Lifecycle: listens on free ports of the loopback interface from its construction on; its threads are daemons.
 * Thread-safe.
 */
public final class FastServer {

    private final AtomicReference<MaildropImage> maildrop;
    private final Traffic traffic = new Traffic();
    private final int port;
    private final int tlsPort;

    /**
     * A server.
     *
     * @param messages in each maildrop
     * @param size octets of each message
     * @param roundTrip a pure delay, half of it in each direction; bandwidth isn't limited. Not for TLS
     * @param tls for a second port that speaks TLS from the first octet; {@code null} for none
     */
    public FastServer(int messages, long size, Duration roundTrip, @Nullable SSLContext tls) throws IOException {
        maildrop = new AtomicReference<>(MaildropImage.of(messages, size));
        EventLoop loop = new EventLoop(roundTrip.toNanos(), maildrop::get, traffic);
        port = loop.port();
        start(loop, "loop");
        if (tls == null) {
            tlsPort = 0;
        } else {
            TlsListener listener = new TlsListener(tls, maildrop::get, traffic);
            tlsPort = listener.port();
            start(listener, "tls-acceptor");
        }
    }

    private static void start(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** The port without TLS. */
    public int port() {
        return port;
    }

    /** The port with TLS; 0 for none. */
    public int tlsPort() {
        return tlsPort;
    }

    /** From the next login on there are other messages, as many and as large. */
    public void refill() {
        maildrop.updateAndGet(MaildropImage::refilled);
    }

    /** Sessions, commands and round trips since it was last asked, as three numbers with blanks between them. */
    public String report() {
        return traffic.report();
    }
}
