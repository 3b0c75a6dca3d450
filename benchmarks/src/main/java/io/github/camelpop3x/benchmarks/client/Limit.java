package io.github.camelpop3x.benchmarks.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLSocketFactory;

/**
 * What nobody can go below: it logs in, asks STAT, sends RETR and DELE for everything and QUIT in one go, and throws away
 * whatever comes until the server closes. It looks for no end of a message and keeps nothing, so it isn't a client that
 * anybody could use.
 */
final class Limit implements Drain {

    private static final int BUFFER = 256 * 1024;
    private static final int SMALLEST_BUFFER = 4 * 1024;

    /** A connection of either kind. */
    private interface Line extends AutoCloseable {

        void send(byte[] octets) throws IOException;

        /** Returns how many octets came; negative at the end. What came stands at the start of the buffer. */
        int receive() throws IOException;

        byte last(int count);

        @Override
        void close() throws IOException;
    }

    private final Target target;
    private final Accounts accounts;
    private final byte[] everything;

    Limit(Target target) {
        this.target = target;
        this.accounts = new Accounts(target);
        StringBuilder commands = new StringBuilder();
        if (!target.known()) {
            for (int number = 1; number <= target.messages(); number++) {
                commands.append("RETR ").append(number).append("\r\n");
                commands.append("DELE ").append(number).append("\r\n");
            }
        }
        everything = ascii(commands.append("QUIT\r\n").toString());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void round(Tally tally) throws Exception {
        accounts.each(account -> drain(account, tally));
    }

    private void drain(int account, Tally tally) throws IOException {
        try (Line line = target.tls() ? new TlsLine(target.port()) : new PlainLine(target.port(), bufferSize())) {
            reply(line);
            line.send(ascii("USER " + Target.user(account) + "\r\n"));
            reply(line);
            line.send(ascii("PASS " + Target.PASSWORD + "\r\n"));
            reply(line);
            line.send(ascii("STAT\r\n"));
            reply(line);
            line.send(everything);
            long octets = 0;
            for (int count = line.receive(); count >= 0; count = line.receive()) {
                octets += count;
            }
            if (!target.known()) {
                count(tally, octets);
            }
        }
    }

    private int bufferSize() {
        return (int) Math.min(BUFFER, Math.max(SMALLEST_BUFFER, target.messages() * target.size()));
    }

    /** Everything but the messages is short, so whole messages can be told from the sum. */
    private void count(Tally tally, long octets) {
        if (octets < target.messages() * target.size()) {
            throw new IllegalStateException("Only " + octets + " octets came");
        }
        for (int i = 0; i < target.messages(); i++) {
            tally.add(target.size());
        }
    }

    private static void reply(Line line) throws IOException {
        int count;
        do {
            count = line.receive();
            if (count < 0) {
                throw new IOException("The server closed the connection");
            }
        } while (line.last(count) != '\n');
    }

    @Override
    public void close() {
        accounts.close();
    }

    private static final class PlainLine implements Line {

        /** Those that no connection uses just now: a new one for each would cost more than what it reads. */
        private static final Queue<ByteBuffer> FREE = new ConcurrentLinkedQueue<>();

        private final SocketChannel channel;
        private final ByteBuffer buffer;

        PlainLine(int port, int size) throws IOException {
            ByteBuffer free = FREE.poll();
            buffer = free == null ? ByteBuffer.allocateDirect(size) : free;
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }

        /** All at once: the server takes every command before it waits for anybody to take its answers. */
        @Override
        public void send(byte[] octets) throws IOException {
            ByteBuffer out = ByteBuffer.wrap(octets);
            while (out.hasRemaining()) {
                channel.write(out);
            }
        }

        @Override
        public int receive() throws IOException {
            buffer.clear();
            return channel.read(buffer);
        }

        @Override
        public byte last(int count) {
            return buffer.get(count - 1);
        }

        @Override
        public void close() throws IOException {
            channel.close();
            FREE.add(buffer);
        }
    }

    private static final class TlsLine implements Line {

        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private final byte[] buffer = new byte[BUFFER];

        TlsLine(int port) throws IOException {
            socket = SSLSocketFactory.getDefault().createSocket(Target.HOST, port);
            socket.setTcpNoDelay(true);
            in = socket.getInputStream();
            out = socket.getOutputStream();
        }

        @Override
        public void send(byte[] octets) throws IOException {
            out.write(octets);
            out.flush();
        }

        @Override
        public int receive() throws IOException {
            return in.read(buffer);
        }

        @Override
        public byte last(int count) {
            return buffer[count - 1];
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
