package io.github.camelpop3x.message.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Octets that can be read again and again, from anywhere in them. */
public interface Octets {

    /** How many there are. */
    long length();

    /**
     * A stream over a slice, independent of others.
     *
     * @throws IOException they can't be read, or aren't there any more
     */
    InputStream open(long offset, long length) throws IOException;

    /** A stream over all of them. */
    default InputStream open() throws IOException {
        return open(0, length());
    }

    /**
     * The array that begins with all of them and isn't to be written to, which saves copies of it; {@code null} if they
     * aren't in one.
     */
    default byte @Nullable [] array() {
        return null;
    }

    /** An array's octets. */
    static Octets of(byte[] array) {
        return new Octets() {
            @Override
            public byte[] array() {
                return array;
            }

            @Override
            public long length() {
                return array.length;
            }

            @Override
            public InputStream open(long offset, long length) {
                return new ByteArrayInputStream(array, (int) offset, (int) length);
            }
        };
    }
}
