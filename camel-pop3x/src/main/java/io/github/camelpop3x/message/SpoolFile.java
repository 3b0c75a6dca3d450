package io.github.camelpop3x.message;

import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.Cleaner;
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
 * reach any more is closed by the garbage collector. What is closed may be the {@link SpareFile}, and soon another
 * message's: no reader gets beyond the end of what was written, or anything after the closing. Read through one
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

    private final Content content;
    private final Cleaner.Cleanable cleanable;
    private final @Nullable CipherPair cipher;

    /**
     * An empty file.
     *
     * @param expected octets that are to be expected; only a hint
     */
    SpoolFile(SpoolSettings settings, long expected) throws IOException {
        this.cipher = newCipher(settings.cipher());
        this.content = new Content(TemporaryFile.open(settings, expected), settings.budget());
        this.cleanable = CLEANER.register(this, content);
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

    /** Releases the file. Whoever still reads gets an {@code IOException}. */
    void close() {
        cleanable.clean();
    }

    /**
     * What the file has until it is released: from then on it may be another message's. Must not refer to the
     * {@code SpoolFile}, which would never become garbage.
     */
    private static final class Content extends OutputStream implements Runnable {

        private final TemporaryFile temporary;
        private final SpoolBudget budget;
        private final ReentrantLock lock = new ReentrantLock();
        /** Guarded by {@link #lock}. */
        private boolean released;
        /** Octets written; what is behind them was another message's. Guarded by {@link #lock}. */
        private long length;

        Content(TemporaryFile temporary, SpoolBudget budget) {
            this.temporary = temporary;
            this.budget = budget;
        }

        int read(long position, byte[] target, int from, int count) throws IOException {
            lock.lock();
            try {
                requireHeld();
                if (position >= length) {
                    return -1;
                }
                temporary.file().seek(position);
                return temporary.file().read(target, from, (int) Math.min(count, length - position));
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] data, int from, int count) throws IOException {
            lock.lock();
            try {
                requireHeld();
                temporary.file().seek(length);
                temporary.file().write(data, from, count);
                length += count;
            } finally {
                lock.unlock();
            }
        }

        /** Gives back what a longer message had written before. */
        void finish() throws IOException {
            lock.lock();
            try {
                requireHeld();
                temporary.shrink(length);
            } finally {
                lock.unlock();
            }
        }

        SpoolBudget.Share share() {
            return temporary.share();
        }

        private void requireHeld() throws IOException {
            if (released) {
                throw new IOException("The message is gone: its exchange is done");
            }
        }

        /** Once, by the cleaner. */
        @Override
        public void run() {
            lock.lock();
            try {
                released = true;
            } finally {
                lock.unlock();
            }
            budget.leave(temporary);
        }
    }

    private final class FileWriter extends OutputStream {

        private final OutputStream gathered = new BufferedOutputStream(content, GATHERED);
        private long length;

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] data, int from, int count) throws IOException {
            content.share().takeUpTo(length + count);
            gathered.write(data, from, count);
            length += count;
        }

        /** What fails to be written here is as lost as any other piece. */
        @Override
        public void close() throws IOException {
            gathered.flush();
            content.finish();
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
            int got = content.read(position, target, from, most);
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
