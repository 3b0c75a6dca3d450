package io.github.camelpop3x.testserver;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The server's side of the wire: counts what it sends and can stop at an exact byte, send in small pieces, or drip.
 * Otherwise it buffers until {@link #flush()}. Not thread-safe; a paced write wakes up when the connection is closed.
 */
final class WireOutput extends OutputStream {

    /** Thrown by the write that brought the count to its limit; all bytes up to there have been handed to the socket. */
    static final class LimitReached extends IOException {
        private LimitReached(long limit) {
            super("the limit of " + limit + " bytes is reached");
        }
    }

    private final CountDownLatch closed;
    private final byte[] buffer = new byte[64 * 1024];
    private OutputStream sink;
    private int buffered;
    private long count;
    private long limit = Long.MAX_VALUE;
    private int pieceSize;
    private Duration pause = Duration.ZERO;

    WireOutput(OutputStream sink, CountDownLatch closed) {
        this.sink = sink;
        this.closed = closed;
    }

    /** Writes to another stream from now on, as after a TLS handshake; the count goes on. */
    void sink(OutputStream other) throws IOException {
        flush();
        sink = other;
    }

    /** The write that reaches this many bytes in all sends exactly those and throws {@link LimitReached}. */
    void limitAt(long bytesInAll) {
        limit = bytesInAll;
    }

    /** Each write goes out in pieces of this size from now on, each flushed; 0 goes back to buffering. */
    void pieces(int size) throws IOException {
        flush();
        pieceSize = size;
        pause = Duration.ZERO;
    }

    /** Each byte goes out alone from now on, this long after the one before it. */
    void drip(Duration perByte) throws IOException {
        pieces(1);
        pause = perByte;
    }

    /** The number of bytes written in all, flushed or not. */
    long count() {
        return count;
    }

    /** The number of bytes that were handed to the socket. */
    long flushed() {
        return count - buffered;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int allowed = (int) Math.min(length, limit - count);
        if (pieceSize > 0) {
            writePieces(bytes, offset, allowed);
        } else {
            writeBuffered(bytes, offset, allowed);
        }
        if (count == limit) {
            flush();
            throw new LimitReached(limit);
        }
    }

    @Override
    public void flush() throws IOException {
        sink.write(buffer, 0, buffered);
        buffered = 0;
        sink.flush();
    }

    private void writeBuffered(byte[] bytes, int offset, int length) throws IOException {
        if (length > buffer.length - buffered) {
            flush();
        }
        count += length;
        if (length > buffer.length) {
            sink.write(bytes, offset, length);
        } else {
            System.arraycopy(bytes, offset, buffer, buffered, length);
            buffered += length;
        }
    }

    private void writePieces(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; done += pieceSize) {
            int piece = Math.min(pieceSize, length - done);
            pause();
            sink.write(bytes, offset + done, piece);
            sink.flush();
            count += piece;
        }
    }

    private void pause() throws IOException {
        try {
            if (!pause.isZero() && closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new SocketException("closed while dripping");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while dripping");
        }
    }
}
