package io.github.camelpop3x.client.auth;

/** A mechanism can't go on. The message may be shown: it holds no secret. */
public class MechanismException extends Exception {

    private static final long serialVersionUID = 1L;

    /** A mechanism that can't go on, and why. */
    public MechanismException(String message) {
        super(message);
    }
}
