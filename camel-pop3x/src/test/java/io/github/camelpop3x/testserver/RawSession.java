package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A session with a real server, spoken by the test itself, so that what a test says about the server doesn't depend on
 * the client that the server is there to test. Patient enough for servers that make a client wait. Strings have one
 * character per byte. Not thread-safe.
 */
final class RawSession implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 30_000;

    private Socket socket;
    private InputStream in;

    private RawSession(Socket socket) throws IOException {
        use(socket);
    }

    static RawSession connect(int port) throws IOException {
        return connect(DovecotServer.HOST, port);
    }

    static RawSession connect(String host, int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
        socket.setSoTimeout(READ_MILLIS);
        socket.setTcpNoDelay(true);
        return new RawSession(socket);
    }

    /** Connects and logs in. */
    static RawSession loggedIn(DovecotServer server, String user, String password) throws IOException {
        RawSession session = connect(server.plainPort());
        session.line();
        String reply = session.logIn(user, password);
        if (!reply.startsWith("+OK")) {
            session.close();
            throw new IOException(reply);
        }
        return session;
    }

    /** The TLS handshake, with the server's name checked. */
    RawSession startTls(SSLContext context) throws IOException {
        SSLSocket tls = (SSLSocket) context.getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        var parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        use(tls);
        return this;
    }

    /** USER and PASS; the reply that decides. */
    String logIn(String user, String password) throws IOException {
        String reply = ask("USER " + user);
        return reply.startsWith("+OK") ? ask("PASS " + password) : reply;
    }

    /** AUTH with an initial response, given in clear. */
    String authenticate(String mechanism, String response) throws IOException {
        return ask("AUTH " + mechanism + " " + base64(response));
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(ISO_8859_1));
    }

    static String fromBase64(String text) {
        return new String(Base64.getDecoder().decode(text), ISO_8859_1);
    }

    /** Sends the line and returns the one that comes back. */
    String ask(String command) throws IOException {
        send(command);
        return line();
    }

    void send(String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(ISO_8859_1));
    }

    /** The next line without its CRLF; null at the end of the stream. */
    String line() throws IOException {
        byte[] line = rawLine();
        return line == null ? null : new String(line, 0, line.length - 2, ISO_8859_1);
    }

    /** The lines of a reply that has many, without its first line and the dot. */
    List<String> lines(String command) throws IOException {
        List<String> lines = new ArrayList<>();
        expectOk(command);
        for (String line = line(); !".".equals(line); line = line()) {
            if (line == null) {
                throw new EOFException(command);
            }
            lines.add(line);
        }
        return lines;
    }

    /** The message as RETR transfers it, without the dots that were added on the way. */
    byte[] retrieve(int number) throws IOException {
        expectOk("RETR " + number);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (true) {
            byte[] line = rawLine();
            if (line == null) {
                throw new EOFException("RETR " + number);
            }
            int dots = line[0] == '.' ? 1 : 0;
            if (dots == 1 && line.length == 3) {
                return message.toByteArray();
            }
            message.write(line, dots, line.length - dots);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void expectOk(String command) throws IOException {
        String reply = ask(command);
        if (reply == null || !reply.startsWith("+OK")) {
            throw new IOException(command + ": " + reply);
        }
    }

    private byte[] rawLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int previous = 0, next = in.read(); next >= 0; previous = next, next = in.read()) {
            line.write(next);
            if (previous == '\r' && next == '\n') {
                return line.toByteArray();
            }
        }
        if (line.size() > 0) {
            throw new EOFException("in a line: " + line.toString(ISO_8859_1));
        }
        return null;
    }

    private void use(Socket used) throws IOException {
        socket = used;
        in = new BufferedInputStream(used.getInputStream(), 1 << 16);
    }
}
