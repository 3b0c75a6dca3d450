package io.github.camelpop3x.message;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import org.apache.camel.converter.stream.CipherPair;
import org.jspecify.annotations.Nullable;

/**
 * A temporary file that can be read by many and disappears with its last reader or with the JVM.
 *
 * <p>The file's name is removed right after it was opened where the system allows that (everywhere but on Windows), so
 * nothing is left behind even when the JVM is killed; elsewhere it is removed on {@link #close}. A file that nobody can
 * reach any more is closed by the garbage collector. Read through one
 * {@code RandomAccessFile} and not through a {@code FileChannel}: interrupting a thread that reads a channel closes it
 * for all others too. Thread-safe once written.
 *
 * <p>What is written is taken from the budget before, and given back when the file is gone.
 */
final class SpoolFile {

    private static final Cleaner CLEANER = Cleaner.create();

    /**
     * Octets that are written at once. File systems get memory for a file in pieces as large as what is written at once:
     * a GB in pieces of 128 KiB takes two thirds of the CPU time of one in pieces of 32 KiB.
     */
    private static final int GATHERED = 128 * 1024;

    private final RandomAccessFile file;
    private final SpoolBudget.Share share;
    private final Cleaner.Cleanable cleanable;
    private final @Nullable CipherPair cipher;
    private final ReentrantLock lock = new ReentrantLock();

    SpoolFile(SpoolSettings settings) throws IOException {
        Path path = settings.spoolFile();
        this.file = new RandomAccessFile(path.toFile(), "rw");
        this.share = settings.budget().share();
        this.cleanable = CLEANER.register(this, new Removal(file, unlinked(path) ? null : path, share));
        this.cipher = newCipher(settings.cipher());
    }

    private static boolean unlinked(Path path) {
        try {
            Files.delete(path);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static @Nullable CipherPair newCipher(@Nullable String transformation) throws IOException {
        try {
            return transformation == null ? null : new CipherPair(transformation);
        } catch (GeneralSecurityException e) {
            throw new IOException("spoolCipher '" + transformation + "' can't be used: " + e.getMessage(), e);
        }
    }

    /** A stream that appends; only one, before anything is read. */
    OutputStream writer() throws IOException {
        OutputStream plain = new FileWriter();
        return cipher == null ? plain : new CipherOutputStream(plain, cipher.getEncryptor());
    }

    /** A stream from the start of what was written, independent of others. */
    InputStream reader() {
        InputStream plain = new FileReader(0, Long.MAX_VALUE);
        return cipher == null ? plain : new CipherInputStream(plain, cipher.createDecryptor());
    }

    /** A stream over a slice, independent of others. */
    InputStream reader(long offset, long length) throws IOException {
        if (cipher == null) {
            return new FileReader(offset, offset + length);
        }
        InputStream plain = reader();
        plain.skipNBytes(offset);
        return new Limited(plain, length);
    }

    private int read(long position, byte[] target, int from, int length) throws IOException {
        lock.lock();
        try {
            file.seek(position);
            return file.read(target, from, length);
        } finally {
            lock.unlock();
        }
    }

    /** Releases the file. Whoever still reads gets an {@code IOException}. */
    void close() {
        cleanable.clean();
    }

    /** Must not refer to the {@code SpoolFile}, which would never become garbage. */
    private record Removal(RandomAccessFile file, @Nullable Path toDelete, SpoolBudget.Share share)
            implements Runnable {

        @Override
        public void run() {
            try {
                file.close();
                if (toDelete != null) {
                    Files.deleteIfExists(toDelete);
                }
            } catch (IOException e) {
                // Only where the name couldn't be removed before: the file stays until a later start, see
                // SpoolLeftOvers.
            } finally {
                share.giveBack();
            }
        }
    }

    private final class FileWriter extends OutputStream {

        private final OutputStream gathered;

        FileWriter() throws IOException {
            // The descriptor stays the RandomAccessFile's, which closes it.
            this.gathered = new BufferedOutputStream(new FileOutputStream(file.getFD()), GATHERED);
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] data, int from, int length) throws IOException {
            share.take(length);
            gathered.write(data, from, length);
        }

        /** What fails to be written here is as lost as any other piece. The file stays open. */
        @Override
        public void close() throws IOException {
            gathered.flush();
        }
    }

    private final class FileReader extends InputStream {

        private long position;
        private final long end;

        FileReader(long position, long end) {
            this.position = position;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            if (position >= end) {
                return -1;
            }
            int most = (int) Math.min(length, end - position);
            int got = SpoolFile.this.read(position, target, from, most);
            position += Math.max(0, got);
            return got;
        }
    }

    /** Another stream's first octets. */
    private static final class Limited extends FilterInputStream {

        private long left;

        Limited(InputStream in, long length) {
            super(in);
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int got = super.read(target, from, (int) Math.min(length, left));
            left -= Math.max(0, got);
            return got;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = super.skip(Math.min(count, left));
            left -= skipped;
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
