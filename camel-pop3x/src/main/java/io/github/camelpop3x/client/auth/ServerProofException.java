package io.github.camelpop3x.client.auth;

/**
 * The server couldn't prove that it knows the password: somebody else answers in its place, and must not be given
 * another try with a weaker mechanism.
 */
public final class ServerProofException extends MechanismException {

    private static final long serialVersionUID = 1L;

    /** A proof that is missing or wrong. */
    public ServerProofException(String message) {
        super(message);
    }
}
