package io.github.camelpop3x.client.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.sasl.RealmCallback;
import javax.security.sasl.RealmChoiceCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;

/**
 * A mechanism that the JDK has: PLAIN (RFC 4616), CRAM-MD5 (RFC 2195), DIGEST-MD5 (RFC 2831), EXTERNAL (RFC 4422).
 * Authentication only: none of them may lay a layer of its own over the connection.
 */
class JdkSaslMechanism implements SaslMechanism {

    private static final Pattern EMPTY_REALM = Pattern.compile("(?<![^,])realm=\"\",?");

    private final String name;
    private final Secret needs;

    JdkSaslMechanism(String name, Secret needs) {
        this.name = name;
        this.needs = needs;
    }

    /** PLAIN: user name and password in one message, in clear, prepared by SASLprep. */
    static SaslMechanism plain() {
        return new JdkSaslMechanism("PLAIN", Secret.PASSWORD) {

            @Override
            public boolean sendsSecretInClear() {
                return true;
            }

            @Override
            public SaslExchange start(Credentials credentials, ChannelContext channel) throws MechanismException {
                Credentials prepared = new Credentials(
                        SaslPrep.prepared("username", credentials.username()),
                        SaslPrep.prepared("password", credentials.secret()));
                return super.start(prepared, channel);
            }
        };
    }

    /** CRAM-MD5: a keyed hash over the server's challenge. */
    static SaslMechanism cramMd5() {
        return new JdkSaslMechanism("CRAM-MD5", Secret.PASSWORD);
    }

    /** DIGEST-MD5, which RFC 6331 has declared historic: only for those who name it. */
    static SaslMechanism digestMd5() {
        return new JdkSaslMechanism("DIGEST-MD5", Secret.PASSWORD) {

            @Override
            public boolean onlyByName() {
                return true;
            }

            /** Dovecot names an empty realm, at which the JDK stumbles; to name none means the same. */
            @Override
            byte[] readable(byte[] challenge) {
                String text = new String(challenge, UTF_8);
                return EMPTY_REALM.matcher(text).replaceFirst("").getBytes(UTF_8);
            }
        };
    }

    /** EXTERNAL: the client's certificate is the proof; the user name says which maildrop. */
    static SaslMechanism external() {
        return new JdkSaslMechanism("EXTERNAL", Secret.NONE) {

            @Override
            public boolean possibleOver(ChannelContext channel) {
                return channel.encrypted();
            }
        };
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Secret needs() {
        return needs;
    }

    @Override
    public boolean sendsSecretInClear() {
        return false;
    }

    @Override
    public SaslExchange start(Credentials credentials, ChannelContext channel) throws MechanismException {
        return new Exchange(client(credentials, channel), this::readable);
    }

    /** A challenge as the JDK can read it. */
    byte[] readable(byte[] challenge) {
        return challenge;
    }

    private SaslClient client(Credentials credentials, ChannelContext channel) throws MechanismException {
        // Without a password the user name is what the client wants to be; with one it is who the client is.
        String authorizationId =
                needs == Secret.NONE && !credentials.username().isEmpty() ? credentials.username() : null;
        try {
            SaslClient client = Sasl.createSaslClient(
                    new String[] {name},
                    authorizationId,
                    "pop",
                    channel.host(),
                    Map.of(Sasl.QOP, "auth"),
                    new Answers(credentials.username(), credentials.password()));
            if (client != null) {
                return client;
            }
        } catch (SaslException e) {
            throw new MechanismException("it can't be begun: " + withoutDetail(e));
        }
        throw new MechanismException("this JVM doesn't have it");
    }

    /** The JDK's messages hold neither passwords nor what was computed of them, but may show what the server sent. */
    static String withoutDetail(Throwable e) {
        String message = String.valueOf(e.getMessage());
        return message.length() > 200 ? message.substring(0, 200) + "…" : message.replaceAll("\\p{Cntrl}", "?");
    }

    private static final class Exchange implements SaslExchange {

        private final SaslClient client;
        private final UnaryOperator<byte[]> readable;
        private boolean proofSent;
        /** The JDK's DIGEST-MD5 calls itself complete even if the server's proof was wrong. */
        private boolean failed;

        Exchange(SaslClient client, UnaryOperator<byte[]> readable) {
            this.client = client;
            this.readable = readable;
        }

        @Override
        public byte @Nullable [] initialResponse() throws MechanismException {
            return client.hasInitialResponse() ? respond(new byte[0]) : null;
        }

        @Override
        public byte[] respond(byte[] challenge) throws MechanismException {
            if (client.isComplete() || failed) {
                throw new MechanismException("the server asks for more than the mechanism has");
            }
            boolean judged = proofSent;
            try {
                byte[] response = client.evaluateChallenge(readable.apply(challenge));
                proofSent = true;
                return response == null ? new byte[0] : response;
            } catch (SaslException | RuntimeException e) {
                failed = true;
                if (judged) {
                    // DIGEST-MD5's second challenge is the server's proof.
                    throw new ServerProofException("the server couldn't prove that it knows the password");
                }
                throw new MechanismException("the server's challenge can't be answered: " + withoutDetail(e));
            }
        }

        @Override
        public boolean complete() {
            return client.isComplete() && !failed;
        }

        @Override
        public boolean proofSent() {
            return proofSent;
        }

        @Override
        public void dispose() {
            try {
                client.dispose();
            } catch (SaslException e) {
                // What it could wipe is wiped.
            }
        }
    }

    /** Answers the JDK's questions. */
    record Answers(String username, @Nullable String password) implements CallbackHandler {

        @Override
        public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
            for (Callback callback : callbacks) {
                answer(callback);
            }
        }

        private void answer(Callback callback) throws UnsupportedCallbackException {
            if (callback instanceof NameCallback name) {
                name.setName(username);
            } else if (callback instanceof PasswordCallback asked && password != null) {
                char[] chars = password.toCharArray();
                asked.setPassword(chars);
                Arrays.fill(chars, '\0');
            } else if (callback instanceof RealmCallback realm) {
                String proposed = realm.getDefaultText();
                realm.setText(proposed == null ? "" : proposed);
            } else if (callback instanceof RealmChoiceCallback realms) {
                realms.setSelectedIndex(realms.getDefaultChoice());
            } else {
                throw new UnsupportedCallbackException(callback);
            }
        }

        @Override
        public String toString() {
            return "Answers[***]";
        }
    }
}
