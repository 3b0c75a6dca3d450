package io.github.camelpop3x.client.model;

import org.jspecify.annotations.Nullable;

/** The server doesn't accept the credentials. Trying again with the same ones may lock the account. */
public final class Pop3AuthenticationException extends Pop3CommandException {

    private static final long serialVersionUID = 1L;

    /** A refused login. */
    public Pop3AuthenticationException(String command, String serverText, @Nullable ResponseCode code, String message) {
        super(command, serverText, code, message);
    }
}
