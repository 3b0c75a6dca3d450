package io.github.camelpop3x.client.net;

import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3StreamException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * What a session runs over: octets both ways, on which no read outlives the deadline in force. {@link Connection} is
 * one over TCP; tests have one in memory, to play a million hostile servers a minute.
 *
 * <p>{@link #abort}, {@link #aborted} and {@link #close} may be called by any thread at any time; everything else
 * belongs to one thread at a time.
 */
public interface Transport extends Closeable {

    /** The octets from the peer. Each read ends before the deadline in force, with {@code SocketTimeoutException}. */
    InputStream in() throws IOException;

    /** The octets to the peer. */
    OutputStream out() throws IOException;

    /** The deadline in force from now on. */
    void deadline(Deadline deadline);

    /** A reply is due from now on: within the time that the peer may be silent, and before the deadline. */
    void replyDue(Deadline deadline);

    /** Octets of its send buffer, as the system counts them; 0 where that can't be told. */
    int sendBuffer();

    /** Puts the transport under TLS. What was got from {@link #in} and {@link #out} before is void. */
    void startTls() throws Pop3StreamException;

    /** Whether it is under TLS. */
    boolean secured();

    /** What the peer has shown of itself under TLS; {@code null} in clear. */
    @Nullable
    X509Certificate peerCertificate();

    /** Somebody wants it to end: closes it at once, without a farewell. A thread blocked in it gets an exception. */
    void abort();

    /** Closes it at once, without a farewell, as {@link #abort} does, but nobody wanted it: the stream is in doubt. */
    void drop();

    /** Whether {@link #abort} was called. */
    boolean aborted();

    /** Closes it in order. Errors of closing concern nobody. */
    @Override
    void close();
}
