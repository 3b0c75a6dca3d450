package io.github.camelpop3x.client.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * LOGIN, which has no RFC: the server asks for the user name, then for the password, in words of its own choice. Both
 * are sent as they are.
 */
final class LoginMechanism implements SaslMechanism {

    @Override
    public String name() {
        return "LOGIN";
    }

    @Override
    public Secret needs() {
        return Secret.PASSWORD;
    }

    @Override
    public boolean sendsSecretInClear() {
        return true;
    }

    @Override
    public SaslExchange start(Credentials credentials, ChannelContext channel) {
        return new Exchange(credentials);
    }

    private static final class Exchange implements SaslExchange {

        private final Credentials credentials;
        private int answered;

        Exchange(Credentials credentials) {
            this.credentials = credentials;
        }

        @Override
        public byte @Nullable [] initialResponse() {
            return null;
        }

        @Override
        public byte[] respond(byte[] challenge) throws MechanismException {
            return switch (answered++) {
                case 0 -> credentials.username().getBytes(UTF_8);
                case 1 -> credentials.secret().getBytes(UTF_8);
                default -> throw new MechanismException("the server asks for more than user name and password");
            };
        }

        @Override
        public boolean complete() {
            return answered == 2;
        }

        @Override
        public boolean proofSent() {
            return answered > 1;
        }

        @Override
        public void dispose() {
            // Holds nothing of its own.
        }
    }
}
