package io.github.camelpop3x.client.wire;

/**
 * Is told what passes over the wire, secrets masked. Feeds counters and the trace.
 *
 * <p>Called on the thread that does the I/O: an implementation must neither block nor throw. One listener may serve
 * many sessions at once, so it must be thread-safe.
 */
public interface WireListener {

    /** Hears nothing. */
    WireListener NONE = new WireListener() {};

    /** A line was sent. Its text, secret masked, is only made by whoever asks for it. */
    default void sent(CommandLine command) {}

    /** The first line of a reply came. */
    default void received(Reply reply) {}

    /** The body of a multi-line reply came to its end. */
    default void receivedBody(long octets) {}

    /**
     * A login succeeded.
     *
     * @param mechanism the mechanism's name
     * @param secretInClear whether whoever is on the way could read the password or token: worth a warning
     */
    default void loggedIn(String mechanism, boolean secretInClear) {}
}
