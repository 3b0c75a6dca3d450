package io.github.camelpop3x.client.model;

/** The server didn't answer in time; the message names the option that set the limit. */
public final class Pop3TimeoutException extends Pop3StreamException {

    private static final long serialVersionUID = 1L;

    /** A deadline that passed. */
    public Pop3TimeoutException(String message) {
        super(message);
    }
}
