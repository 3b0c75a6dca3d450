package io.github.camelpop3x.client.model;

/** A command was called in a state that doesn't allow it (RFC 1939, section 3). Nothing was sent. */
public final class Pop3StateException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final SessionState state;

    /**
     * A command at the wrong time.
     *
     * @param command the command's verb
     * @param state the state the session is in
     */
    public Pop3StateException(String command, SessionState state) {
        super(command + " isn't allowed in state " + state);
        this.state = state;
    }

    /** The state the session was in. */
    public SessionState state() {
        return state;
    }
}
