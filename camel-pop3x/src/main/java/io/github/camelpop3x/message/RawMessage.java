package io.github.camelpop3x.message;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A message's octets, beside what was made of them. Converts to {@code InputStream}, {@code byte[]}, {@code String},
 * {@code File} and, with Jakarta Mail, to {@code MimeMessage}. Immutable and thread-safe; readable until the exchange is
 * done, and in copies of the exchange for as long as they exist.
 */
public final class RawMessage {

    private final Spool spool;
    private final @Nullable Object body;

    RawMessage(Spool spool, @Nullable Object body) {
        this.spool = spool;
        this.body = body;
    }

    /** A stream from the first octet on, independent of others. */
    public InputStream open() {
        return spool.open();
    }

    /** How many octets there are. */
    public long length() {
        return spool.length();
    }

    /** Whether this is the body that was made of the message. */
    boolean isBody(Object value) {
        return body == value;
    }

    @Override
    public String toString() {
        return "message of " + length() + " octets";
    }
}
