package io.github.camelpop3x.client.model;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Something went wrong between the client and a POP3 server.
 *
 * <p>There are two kinds, and what can be done next depends on which it is: {@link Pop3CommandException}, the server
 * refused a command and the session goes on; {@link Pop3StreamException}, there is no stream that can be trusted and
 * the session is over.
 */
public abstract sealed class Pop3Exception extends IOException permits Pop3CommandException, Pop3StreamException {

    private static final long serialVersionUID = 1L;

    Pop3Exception(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
