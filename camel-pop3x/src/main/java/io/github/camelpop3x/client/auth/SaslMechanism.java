package io.github.camelpop3x.client.auth;

/** A mechanism that is spoken by AUTH: challenges in, responses out (RFC 5034). */
public non-sealed interface SaslMechanism extends Mechanism {

    @Override
    default boolean offeredBy(ChannelContext channel) {
        return channel.sasl().contains(name());
    }

    /** Whether an initial response may stand in the AUTH command where it fits; else it waits for a challenge. */
    default boolean initialResponseInCommand() {
        return true;
    }

    /**
     * Begins a login. Nothing was sent yet.
     *
     * @throws MechanismException it can't be done with these credentials or on this JVM
     */
    SaslExchange start(Credentials credentials, ChannelContext channel) throws MechanismException;
}
