package io.github.camelpop3x.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3ConnectException;
import io.github.camelpop3x.client.net.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * A server in memory that says what it was given, and watches what the client does with the transport.
 *
 * <p>Three octets aren't said but done: {@link #WAIT}, {@link #TEAR} and {@link #SILENCE}. After the last octet the
 * server closes. A client that reads while the server waits for it gets what a real transport would give it at the
 * deadline: a timeout.
 */
final class HostileServer implements Transport {

    /** The server waits for the client's next line. */
    static final int WAIT = 0x1e;
    /** What follows comes with another read. */
    static final int TEAR = 0x1f;
    /** The server says nothing more and keeps the connection. */
    static final int SILENCE = 0x1d;

    /** Nobody has its key: only its octets matter, to mechanisms with channel binding. */
    private static final X509Certificate CERTIFICATE = certificate();

    private final byte[] says;
    private final boolean byteByByte;
    private int at;
    private int linesReceived;
    private int linesAwaited;

    private final ByteArrayOutputStream delivered = new ByteArrayOutputStream();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final InputStream in = new Input();
    private final OutputStream out = new Output();

    private @Nullable Deadline deadline;
    private boolean secured;
    private @Nullable String sentInClear;
    private boolean over;
    private boolean aborted;
    private int deliveredWhenLastWritten;

    HostileServer(byte[] says, boolean byteByByte) {
        this.says = says;
        this.byteByByte = byteByByte;
    }

    private static X509Certificate certificate() {
        try (InputStream pem = HostileServer.class.getResourceAsStream("certificate.pem")) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        } catch (IOException | CertificateException e) {
            throw new AssertionError(e);
        }
    }

    /** What the client has written before TLS stood. */
    String receivedInClear() {
        return sentInClear == null ? received() : sentInClear;
    }

    /** The octets that the client has read. */
    byte[] delivered() {
        return delivered.toByteArray();
    }

    /** The octets that the client has read since it last wrote. */
    String answer() {
        byte[] all = delivered.toByteArray();
        return new String(all, deliveredWhenLastWritten, all.length - deliveredWhenLastWritten, ISO_8859_1);
    }

    /** What the client has written. */
    String received() {
        return received.toString(ISO_8859_1);
    }

    /** Whether the client has closed or aborted it. */
    boolean over() {
        return over;
    }

    private boolean speaks() {
        if (at == says.length || says[at] == TEAR || says[at] == SILENCE) {
            return false;
        }
        return says[at] != WAIT || linesAwaited < linesReceived;
    }

    private final class Input extends InputStream {

        @Override
        public int available() throws IOException {
            mustBeOpen();
            if (at < says.length && says[at] == TEAR) {
                // What follows has come by the next time somebody asks.
                at++;
                return 0;
            }
            int from = at;
            while (from < says.length && says[from] == WAIT && linesAwaited + from - at < linesReceived) {
                from++;
            }
            int to = from;
            while (to < says.length && says[to] != WAIT && says[to] != TEAR && says[to] != SILENCE) {
                to++;
            }
            return to - from;
        }

        @Override
        public int read() {
            throw new AssertionError("reads one octet at a time");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            mustBeOpen();
            if (deadline == null) {
                throw new AssertionError("reads without a deadline");
            }
            if (length == 0) {
                throw new AssertionError("reads into a buffer without room");
            }
            int got = 0;
            if (at < says.length && says[at] == TEAR) {
                at++;
            }
            while (got < (byteByByte ? 1 : length) && speaks()) {
                if (says[at] == WAIT) {
                    linesAwaited++;
                } else {
                    delivered.write(says[at]);
                    target[offset + got++] = says[at];
                }
                at++;
            }
            if (got > 0) {
                return got;
            }
            if (at == says.length) {
                return -1;
            }
            if (says[at] == TEAR) {
                return read(target, offset, length);
            }
            throw new SocketTimeoutException("no answer in time (" + deadline.what() + ")");
        }
    }

    private final class Output extends OutputStream {

        @Override
        public void write(int octet) {
            throw new AssertionError("writes one octet at a time");
        }

        @Override
        public void write(byte[] data, int offset, int length) throws IOException {
            if (over) {
                throw new AssertionError("writes although the transport is over");
            }
            for (int i = offset; i < offset + length; i++) {
                linesReceived += data[i] == '\n' ? 1 : 0;
            }
            received.write(data, offset, length);
            deliveredWhenLastWritten = delivered.size();
        }
    }

    private void mustBeOpen() throws IOException {
        if (over) {
            throw new SocketException("Socket closed");
        }
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public void deadline(Deadline next) {
        deadline = next;
    }

    @Override
    public int sendBuffer() {
        return 0;
    }

    @Override
    public void replyDue(Deadline next) {
        deadline = next;
    }

    /** Fails where clear text that came behind the answer to STLS would be taken for what came under TLS. */
    @Override
    public void startTls() throws Pop3ConnectException {
        String line = answer();
        while (line.startsWith("\r\n") || line.startsWith("\n") || line.startsWith(".\r\n") || line.startsWith(".\n")) {
            line = line.substring(line.indexOf('\n') + 1);
        }
        if (line.indexOf('\n') != line.length() - 1) {
            throw new AssertionError("clear text goes on into TLS: " + line);
        }
        if (at == says.length || says[at] != WAIT) {
            // Clear text that comes now would meet the handshake.
            over = true;
            throw new Pop3ConnectException("TLS doesn't stand", null);
        }
        secured = true;
        sentInClear = received();
    }

    @Override
    public void abort() {
        aborted = true;
        over = true;
    }

    @Override
    public boolean aborted() {
        return aborted;
    }

    @Override
    public boolean secured() {
        return secured;
    }

    @Override
    public void drop() {
        over = true;
    }

    @Override
    public @Nullable X509Certificate peerCertificate() {
        return secured ? CERTIFICATE : null;
    }

    @Override
    public void close() {
        over = true;
    }
}
