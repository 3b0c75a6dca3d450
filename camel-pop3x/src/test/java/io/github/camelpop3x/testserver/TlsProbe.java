package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.security.Principal;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/**
 * A server under implicit TLS that tells what each client's handshake came to; then it greets and refuses every
 * command. Lifecycle: running until {@link #close()}.
 */
public final class TlsProbe implements AutoCloseable {

    /**
     * What a handshake came to.
     *
     * @param names what the client called the server (SNI), empty where it said nothing
     * @param client the subject of its certificate, empty where it showed none
     */
    public record Handshake(String protocol, String cipherSuite, String names, String client) {}

    private final RawServer server;
    private final BlockingQueue<Handshake> handshakes = new LinkedBlockingQueue<>();

    /** On this address, with this certificate. */
    public TlsProbe(InetAddress address, SSLContext context) throws IOException {
        server = RawServer.start(address, (socket, raw) -> {
            try (SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, "", 0, true)) {
                tls.setUseClientMode(false);
                tls.setWantClientAuth(true);
                tls.startHandshake();
                handshakes.add(seen((ExtendedSSLSession) tls.getSession()));
                tls.getOutputStream().write("+OK hi\r\n".getBytes(US_ASCII));
                BufferedReader lines = new BufferedReader(new InputStreamReader(tls.getInputStream(), US_ASCII));
                while (lines.readLine() != null) {
                    tls.getOutputStream().write("-ERR no\r\n".getBytes(US_ASCII));
                }
            }
        });
    }

    /** On {@code 127.0.0.1}, with a certificate for {@code localhost}. */
    public static TlsProbe start() throws IOException {
        return new TlsProbe(InetAddress.getByName("127.0.0.1"), TestTls.server());
    }

    private static Handshake seen(ExtendedSSLSession session) {
        List<String> names = session.getRequestedServerNames().stream()
                .map(name -> new String(name.getEncoded(), US_ASCII))
                .toList();
        return new Handshake(session.getProtocol(), session.getCipherSuite(), String.join(",", names), client(session));
    }

    private static String client(ExtendedSSLSession session) {
        try {
            Principal principal = session.getPeerPrincipal();
            return principal.getName();
        } catch (SSLPeerUnverifiedException e) {
            return "";
        }
    }

    public int port() {
        return server.port();
    }

    /** The next handshake that went well; waits a few seconds for it. */
    public Handshake handshake() throws InterruptedException {
        Handshake next = handshakes.poll(5, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no client shook hands");
        }
        return next;
    }

    @Override
    public void close() {
        server.close();
    }
}
