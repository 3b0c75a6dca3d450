package io.github.camelpop3x.client.auth;

import org.jspecify.annotations.Nullable;

/**
 * One login by one mechanism: what is said, without base64 and without I/O.
 *
 * <p>Lifecycle: {@link #initialResponse} once, {@link #respond} for each challenge that isn't the server's mere
 * invitation to send the initial response, {@link #dispose} at the end, whatever the end. For one thread at a time.
 */
public interface SaslExchange {

    /** What the client says first; {@code null} if the server speaks first. */
    byte @Nullable [] initialResponse() throws MechanismException;

    /**
     * The answer to a challenge.
     *
     * @throws MechanismException the challenge can't be answered; the exchange is to be cancelled
     * @throws ServerProofException the server isn't who it says; nothing more is to be said to it
     */
    byte[] respond(byte[] challenge) throws MechanismException;

    /** Whether the mechanism has run to its end, server's proof included: only then is success believed. */
    boolean complete();

    /** Whether what was handed out lets the server judge the secret, so that a refusal counts as a wrong one. */
    boolean proofSent();

    /** Why the server refuses, in its words, where the mechanism carries that; may be shown. */
    default @Nullable String refusal() {
        return null;
    }

    /** Wipes what can be wiped of secrets. May be called again. */
    void dispose();
}
