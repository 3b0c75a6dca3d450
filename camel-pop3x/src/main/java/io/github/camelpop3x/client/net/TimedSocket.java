package io.github.camelpop3x.client.net;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;

/**
 * A connected socket whose reads and writes obey an {@link IoClock}.
 *
 * <p>A socket's own timeout starts anew with every read, and JSSE reads a TLS record in as many reads as the peer
 * likes: a peer that drips would never time out. Laying TLS over this socket puts the clock beneath JSSE, where every
 * read and write passes. Only what JSSE and this package call is delegated.
 */
final class TimedSocket extends Socket {

    private final SocketChannel channel;
    private final Socket socket;
    private final InputStream in;
    private final TimedOutput out;

    /** Over a connected channel in blocking mode. */
    TimedSocket(SocketChannel channel, IoClock clock) throws IOException {
        super((SocketImpl) null);
        this.channel = channel;
        this.socket = channel.socket();
        socket.setTcpNoDelay(true);
        this.in = new TimedInput(socket, clock);
        this.out = new TimedOutput(channel, clock);
    }

    /** Sets the time for each read anew. */
    private static final class TimedInput extends FilterInputStream {

        private final Socket socket;
        private final IoClock clock;

        TimedInput(Socket socket, IoClock clock) throws IOException {
            super(socket.getInputStream());
            this.socket = socket;
            this.clock = clock;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int millis = clock.millisForRead();
            // A channel's socket switches to non-blocking mode and back for each read with a timeout: four system
            // calls, a quarter of the speed. What is here already needs no timeout, and nobody else reads it.
            socket.setSoTimeout(in.available() > 0 ? 0 : millis);
            try {
                return in.read(target, offset, length);
            } catch (SocketTimeoutException e) {
                throw clock.silent();
            }
        }
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            out.wakeup();
        }
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public boolean isBound() {
        return socket.isBound();
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public boolean isInputShutdown() {
        return socket.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return socket.isOutputShutdown();
    }

    @Override
    public void shutdownInput() throws IOException {
        socket.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public InetAddress getInetAddress() {
        return socket.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return socket.getLocalAddress();
    }

    @Override
    public int getPort() {
        return socket.getPort();
    }

    @Override
    public int getLocalPort() {
        return socket.getLocalPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return socket.getRemoteSocketAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return socket.getLocalSocketAddress();
    }

    @Override
    public void setSoTimeout(int timeout) throws SocketException {
        socket.setSoTimeout(timeout);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return socket.getSoTimeout();
    }

    @Override
    public int getSendBufferSize() throws SocketException {
        return socket.getSendBufferSize();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        socket.setTcpNoDelay(on);
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException {
        return socket.getTcpNoDelay();
    }

    @Override
    public void setSoLinger(boolean on, int linger) throws SocketException {
        socket.setSoLinger(on, linger);
    }

    @Override
    public int getSoLinger() throws SocketException {
        return socket.getSoLinger();
    }
}
