package io.github.camelpop3x.client.model;

import org.jspecify.annotations.Nullable;

/**
 * There is no stream to the server that can be trusted: it couldn't be had, it was lost, it timed out, or what came
 * isn't POP3. The session is broken for good; whatever DELE marked in it is undone by the server.
 */
public non-sealed class Pop3StreamException extends Pop3Exception {

    private static final long serialVersionUID = 1L;

    /** A lost stream, said in one sentence that names what to change where there is something to change. */
    public Pop3StreamException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** A lost stream. */
    public Pop3StreamException(String message) {
        this(message, null);
    }
}
