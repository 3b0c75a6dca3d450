package io.github.camelpop3x.client.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * OAUTHBEARER (RFC 7628) and XOAUTH2, its predecessor without an RFC: an access token in one message. A server that
 * doesn't take it says why in a challenge, wants that acknowledged, and refuses then.
 */
final class BearerMechanism implements SaslMechanism {

    private static final char SEPARATOR = 1;

    private final boolean standard;

    private BearerMechanism(boolean standard) {
        this.standard = standard;
    }

    /** OAUTHBEARER. */
    static SaslMechanism oauthBearer() {
        return new BearerMechanism(true);
    }

    /** XOAUTH2. */
    static SaslMechanism xoauth2() {
        return new BearerMechanism(false);
    }

    @Override
    public String name() {
        return standard ? "OAUTHBEARER" : "XOAUTH2";
    }

    @Override
    public Secret needs() {
        return Secret.TOKEN;
    }

    @Override
    public boolean sendsSecretInClear() {
        return true;
    }

    /** Office 365 takes XOAUTH2 in two steps only, whatever its length (wire case 13). */
    @Override
    public boolean initialResponseInCommand() {
        return standard;
    }

    @Override
    public SaslExchange start(Credentials credentials, ChannelContext channel) throws MechanismException {
        String message = standard
                ? "n,a=" + saslName(credentials.username()) + "," + SEPARATOR + "host=" + channel.host() + SEPARATOR
                        + "port=" + channel.port() + SEPARATOR + bearer(credentials)
                : "user=" + credentials.username() + SEPARATOR + bearer(credentials);
        // An empty line acknowledges XOAUTH2's refusal, a lone separator OAUTHBEARER's (RFC 7628, section 3.2.3).
        byte[] acknowledgement = standard ? new byte[] {(byte) SEPARATOR} : new byte[0];
        return new Exchange(message.getBytes(UTF_8), acknowledgement);
    }

    private static String bearer(Credentials credentials) throws MechanismException {
        return "auth=Bearer " + credentials.token() + SEPARATOR + SEPARATOR;
    }

    /** As RFC 5801 writes names where a comma ends them. */
    private static String saslName(String name) {
        return name.replace("=", "=3D").replace(",", "=2C");
    }

    private static final class Exchange implements SaslExchange {

        private final byte[] message;
        private final byte[] acknowledgement;
        private boolean sent;
        private @Nullable String refusal;

        Exchange(byte[] message, byte[] acknowledgement) {
            this.message = message;
            this.acknowledgement = acknowledgement;
        }

        @Override
        public byte[] initialResponse() {
            sent = true;
            return message.clone();
        }

        @Override
        public byte[] respond(byte[] challenge) throws MechanismException {
            if (refusal != null) {
                throw new MechanismException("the server asks for more than the mechanism has");
            }
            refusal = BearerRefusal.shown(challenge);
            return acknowledgement.clone();
        }

        @Override
        public boolean complete() {
            return sent && refusal == null;
        }

        @Override
        public boolean proofSent() {
            return sent;
        }

        @Override
        public @Nullable String refusal() {
            return refusal;
        }

        @Override
        public void dispose() {
            Arrays.fill(message, (byte) 0);
        }
    }
}
