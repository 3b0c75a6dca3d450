package io.github.camelpop3x.client.model;

import org.jspecify.annotations.Nullable;

/** No connection could be made: unknown host, refused port, TLS that failed. The message names what to check. */
public final class Pop3ConnectException extends Pop3StreamException {

    private static final long serialVersionUID = 1L;

    /** A connection that couldn't be made. */
    public Pop3ConnectException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
