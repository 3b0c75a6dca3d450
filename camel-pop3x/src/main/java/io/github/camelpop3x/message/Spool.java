package io.github.camelpop3x.message;

import io.github.camelpop3x.message.mime.Octets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes the octets of one message, byte for byte: in memory up to a threshold, in one temporary file beyond it.
 *
 * <p>Lifecycle: written by one thread, {@link #finish finished} once, then read by any number of
 * {@link #open streams}. Holders count: whoever made it holds it, further ones {@link #retain} it, and with the last
 * {@link #release} the file is gone. Memory is left to the garbage collector.
 */
public final class Spool extends OutputStream implements Octets {

    private static final int SMALLEST = 1024;
    /** Some servers send a little more than they list: a line end, or lines of status that they add (Mailutils: 55). */
    private static final int MARGIN = 128;

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final long number = NUMBERS.incrementAndGet();
    private final SpoolSettings settings;
    private final long expectedSize;
    private final AtomicInteger holders = new AtomicInteger(1);

    private byte[] memory;
    private int inMemory;
    private @Nullable SpoolFile file;
    private @Nullable OutputStream toFile;
    private final Fingerprint fingerprint = new Fingerprint();

    /**
     * An empty spool.
     *
     * @param expectedSize what the server says of the message's size; only a hint
     */
    public Spool(SpoolSettings settings, long expectedSize) {
        this.settings = settings;
        this.expectedSize = expectedSize;
        long fitting = Math.min(expectedSize + MARGIN, settings.threshold());
        this.memory = new byte[(int) Math.max(SMALLEST, Math.min(fitting, Integer.MAX_VALUE / 2))];
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] data, int from, int count) throws IOException {
        if (toFile == null && inMemory + (long) count <= settings.threshold()) {
            remember(data, from, count);
        } else {
            overflow().write(data, from, count);
        }
        fingerprint.write(data, from, count);
    }

    private void remember(byte[] data, int from, int count) {
        if (inMemory + count > memory.length) {
            long doubled = Math.max(memory.length * 2L, inMemory + (long) count);
            memory = Arrays.copyOf(memory, (int) Math.min(doubled, settings.threshold()));
        }
        System.arraycopy(data, from, memory, inMemory, count);
        inMemory += count;
    }

    private OutputStream overflow() throws IOException {
        if (toFile == null) {
            file = new SpoolFile(settings, expectedSize);
            toFile = file.writer();
            toFile.write(memory, 0, inMemory);
            memory = new byte[0];
            inMemory = 0;
        }
        return toFile;
    }

    /** Ends writing. Fails where not all of it could be written. */
    public void finish() throws IOException {
        if (toFile != null) {
            toFile.close();
            // An exchange may hold the spool for hours, and needs no buffer for that.
            toFile = null;
        }
    }

    /** Tells it from other messages. */
    public String fingerprint() {
        return fingerprint.toString();
    }

    /** Octets written. */
    @Override
    public long length() {
        return fingerprint.length();
    }

    /** Whether all of it is in memory. */
    public boolean inMemory() {
        return file == null;
    }

    @Override
    public InputStream open() {
        return file == null ? new ByteArrayInputStream(memory, 0, inMemory) : file.reader();
    }

    /** A slice costs what it has, except in an encrypted file, which must be read from its start. */
    @Override
    public InputStream open(long offset, long count) throws IOException {
        long from = Math.min(offset, length());
        long most = Math.min(count, length() - from);
        return file == null ? new ByteArrayInputStream(memory, (int) from, (int) most) : file.reader(from, most);
    }

    @Override
    public byte @Nullable [] array() {
        return file == null ? memory : null;
    }

    /** The header section of the message. */
    HeaderBlock headers() throws IOException {
        return file == null ? HeaderBlock.of(memory, 0, inMemory) : HeaderBlock.read(file.reader());
    }

    /** Another one for each spool of this JVM. */
    long number() {
        return number;
    }

    /** One more holder. */
    public void retain() {
        holders.incrementAndGet();
    }

    /** One holder less; the last one takes the file with it. */
    public void release() {
        if (holders.decrementAndGet() == 0 && file != null) {
            file.close();
        }
    }
}
