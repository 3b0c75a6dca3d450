package io.github.camelpop3x.client.auth;

/**
 * One way to log in: by SASL (RFC 5034) or by POP3's own commands (RFC 1939). Stateless; what has state is made for
 * each login. A new one is a file of its own and a line in {@link Mechanisms}.
 */
public sealed interface Mechanism permits SaslMechanism, CommandMechanism {

    /** What a mechanism proves the user's identity with. */
    enum Secret {
        /** A password. */
        PASSWORD,
        /** An OAuth 2.0 access token. */
        TOKEN,
        /** Nothing that is in the credentials: a certificate or a ticket. */
        NONE
    }

    /** Its name, as SASL's registry, the option authMechanism and the selection know it. */
    String name();

    /** The secret it needs. */
    Secret needs();

    /** Whether whoever reads the line has the secret: only good under TLS. */
    boolean sendsSecretInClear();

    /** Whether it is too weak or too special to be chosen by anybody but the user. */
    default boolean onlyByName() {
        return false;
    }

    /** Whether the server has announced it. */
    boolean offeredBy(ChannelContext channel);

    /** Whether the connection has what it needs. */
    default boolean possibleOver(ChannelContext channel) {
        return true;
    }
}
