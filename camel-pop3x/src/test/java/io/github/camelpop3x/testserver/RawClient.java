package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * The client side of the test servers' own tests: bytes out, lines in, and nothing that a POP3 client would know. Reads
 * fail after some seconds. Not thread-safe.
 */
final class RawClient implements AutoCloseable {

    private static final int READ_TIMEOUT_MILLIS = 10_000;

    private Socket socket;
    private InputStream in;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    static RawClient connect(int port) throws IOException {
        return new RawClient(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    void startTls(SSLContext context) throws IOException {
        var tls = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        var parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        socket = tls;
        in = new BufferedInputStream(tls.getInputStream());
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    /** The next line without its CRLF; what came before the end of the stream, if that comes first; null at the end. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0; next = in.read()) {
            line.append((char) next);
            if (line.length() >= 2 && line.indexOf("\r\n", line.length() - 2) >= 0) {
                return line.substring(0, line.length() - 2);
            }
        }
        return line.toString();
    }

    /** Sends the line and returns the first line of what comes back. */
    String ask(String command) throws IOException {
        send(command + "\r\n");
        return line();
    }

    /** The lines up to the one that is a lone dot, as they came. */
    String block() throws IOException {
        StringBuilder block = new StringBuilder();
        for (String line = line(); !".".equals(line); line = line()) {
            if (line == null) {
                throw new IOException("the stream ended in a block:\n" + block);
            }
            block.append(line).append('\n');
        }
        return block.toString();
    }

    String bytes(int count) throws IOException {
        return new String(in.readNBytes(count), ISO_8859_1);
    }

    /** Everything up to the end of the stream. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), ISO_8859_1);
    }

    /** Reads to the end of the connection, whether that is an end of stream or a reset. */
    void awaitEnd() throws IOException {
        try {
            in.readAllBytes();
        } catch (SocketException reset) {
            // An end, too.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
