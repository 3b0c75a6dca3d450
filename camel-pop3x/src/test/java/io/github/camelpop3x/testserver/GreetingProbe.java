package io.github.camelpop3x.testserver;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Finds out whether a POP3 server is ready: whether it sends a greeting. Thread-safe. */
final class GreetingProbe {

    private static final int TIMEOUT_MILLIS = 5_000;

    private final String host;
    private final SSLSocketFactory tls;

    /**
     * @param ca whose certificates to accept, for any host; null if there is no TLS to probe
     */
    GreetingProbe(String host, Path ca) throws IOException {
        this.host = host;
        this.tls = ca == null ? null : trusting(ca);
    }

    boolean greets(int port) {
        try (Socket socket = connect(port)) {
            return greets(socket);
        } catch (IOException e) {
            return false;
        }
    }

    boolean greetsOverTls(int port) {
        try (Socket plain = connect(port);
                SSLSocket socket = (SSLSocket) tls.createSocket(plain, host, port, true)) {
            socket.startHandshake();
            return greets(socket);
        } catch (IOException e) {
            return false;
        }
    }

    private Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
        return socket;
    }

    private static boolean greets(Socket socket) throws IOException {
        return socket.getInputStream().read() == '+';
    }

    private static SSLSocketFactory trusting(Path ca) throws IOException {
        try (InputStream pem = Files.newInputStream(ca)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("unusable CA: " + ca, e);
        }
    }
}
