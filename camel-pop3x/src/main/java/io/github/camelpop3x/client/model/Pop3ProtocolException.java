package io.github.camelpop3x.client.model;

/** What the server sent isn't POP3, or is beyond a bound: no later octet of the stream can be trusted. */
public final class Pop3ProtocolException extends Pop3StreamException {

    private static final long serialVersionUID = 1L;

    /** A broken framing. */
    public Pop3ProtocolException(String message) {
        super(message);
    }
}
