package io.github.camelpop3x.benchmarks.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;

/** What is to be sent, in order. Short pieces are put together, long ones are sent from where they are. */
final class Output {

    private static final int SHORT = 512;
    private static final int CHUNK = 4 * 1024;
    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private final Queue<ByteBuffer> queue = new ArrayDeque<>();
    private ByteBuffer chunk = NONE;

    /** Adds a rendered piece, which itself stays as it is. */
    void add(ByteBuffer rendered) {
        if (rendered.remaining() > SHORT) {
            closeChunk();
            queue.add(rendered.duplicate());
            return;
        }
        if (chunk.remaining() < rendered.remaining()) {
            closeChunk();
            chunk = ByteBuffer.allocate(CHUNK);
        }
        chunk.put(rendered.duplicate());
    }

    void add(String text) {
        add(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private void closeChunk() {
        if (chunk.position() > 0) {
            ByteBuffer rest = chunk.slice();
            queue.add(chunk.flip());
            chunk = rest;
        }
    }

    /** Takes over everything that another one has. */
    void take(Output other) {
        closeChunk();
        other.closeChunk();
        queue.addAll(other.queue);
        other.queue.clear();
    }

    /** Whether there is nothing to send. */
    boolean isEmpty() {
        return queue.isEmpty() && chunk.position() == 0;
    }

    /**
     * Sends as much as the channel takes.
     *
     * @param gathered room for as many pieces as one system call takes
     */
    void writeTo(GatheringByteChannel channel, ByteBuffer[] gathered) throws IOException {
        closeChunk();
        while (!queue.isEmpty()) {
            int count = 0;
            for (Iterator<ByteBuffer> next = queue.iterator(); next.hasNext() && count < gathered.length; ) {
                gathered[count++] = next.next();
            }
            channel.write(gathered, 0, count);
            while (!queue.isEmpty() && !queue.element().hasRemaining()) {
                queue.remove();
            }
            if (count > 0 && gathered[count - 1].hasRemaining()) {
                return;
            }
        }
    }

    /** Takes out what fits into an array. Returns how many octets it took. */
    int drainTo(byte[] target) {
        closeChunk();
        int length = 0;
        while (length < target.length && !queue.isEmpty()) {
            ByteBuffer first = queue.element();
            int count = Math.min(first.remaining(), target.length - length);
            first.get(target, length, count);
            length += count;
            if (!first.hasRemaining()) {
                queue.remove();
            }
        }
        return length;
    }
}
