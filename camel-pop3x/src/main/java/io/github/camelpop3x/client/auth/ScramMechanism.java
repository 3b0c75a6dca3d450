package io.github.camelpop3x.client.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.exception.ScramException;
import com.ongres.scram.common.exception.ScramServerErrorException;
import com.ongres.scram.common.util.TlsServerEndpoint;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * SCRAM (RFC 5802, RFC 7677): the password isn't sent, the server must prove that it knows it too, and with -PLUS both
 * prove that they are at the two ends of the same TLS connection.
 */
final class ScramMechanism implements SaslMechanism {

    /** How the names end of those that are bound to the TLS connection. */
    static final String PLUS = "-PLUS";

    /** Each costs the client two hashes: a server that asks for more would keep it busy past every deadline. */
    static final int MAX_ITERATIONS = 1_000_000;

    /** The library's parser runs off the end of messages that lack a part, or fails by an assertion. */
    private static final Pattern SERVER_FIRST =
            Pattern.compile("r=[!-+\\--~]+,s=[A-Za-z0-9+/=]+,i=(\\d{1,15})(?:,.*)?");

    private final String name;
    /** Only for the RFCs' examples; {@code null} for nonces that nobody can foresee. */
    private final @Nullable Supplier<String> nonces;

    ScramMechanism(String name) {
        this(name, null);
    }

    ScramMechanism(String name, @Nullable Supplier<String> nonces) {
        this.name = name;
        this.nonces = nonces;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Secret needs() {
        return Secret.PASSWORD;
    }

    @Override
    public boolean sendsSecretInClear() {
        return false;
    }

    @Override
    public boolean possibleOver(ChannelContext channel) {
        return !bound() || channel.serverEndPoint() != null;
    }

    private boolean bound() {
        return name.endsWith(PLUS);
    }

    @Override
    public SaslExchange start(Credentials credentials, ChannelContext channel) throws MechanismException {
        String user = SaslPrep.prepared("username", credentials.username());
        char[] password = SaslPrep.prepared("password", credentials.secret()).toCharArray();
        try {
            ScramClient.FinalBuildStage client = ScramClient.builder()
                    .advertisedMechanisms(List.of(name))
                    .username(user)
                    .password(password);
            // Where the server offers no binding we say that we could, so that it notices if somebody has removed its
            // offer; where it does and this isn't it, that would be an error (RFC 5802, section 6).
            if (bound() || !channel.offersBinding()) {
                byte[] data = channel.serverEndPoint();
                if (data != null) {
                    client.channelBinding(TlsServerEndpoint.TLS_SERVER_END_POINT, data);
                }
            }
            if (nonces != null) {
                client.nonceSupplier(nonces);
            }
            return new Exchange(client.build());
        } catch (IllegalArgumentException e) {
            throw new MechanismException("it can't be begun on this JVM or with this username");
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static final class Exchange implements SaslExchange {

        private enum Stage {
            FIRST,
            FINAL,
            PROVED
        }

        /** Wipes its copy of the password as soon as the proof is made. */
        private @Nullable ScramClient client;

        private Stage stage = Stage.FIRST;

        Exchange(ScramClient client) {
            this.client = client;
        }

        private ScramClient client() {
            if (client == null) {
                throw new IllegalStateException("the exchange is over");
            }
            return client;
        }

        @Override
        public byte[] initialResponse() {
            return client().clientFirstMessage().toString().getBytes(UTF_8);
        }

        @Override
        public byte[] respond(byte[] challenge) throws MechanismException {
            String text = new String(challenge, UTF_8);
            return switch (stage) {
                case FIRST -> proof(text);
                case FINAL -> verified(text);
                case PROVED -> throw new MechanismException("the server asks for more than the mechanism has");
            };
        }

        private byte[] proof(String serverFirst) throws MechanismException {
            Matcher matcher = SERVER_FIRST.matcher(serverFirst);
            if (!matcher.matches()) {
                throw new MechanismException("the server's first message can't be read");
            }
            long iterations = Long.parseLong(matcher.group(1));
            if (iterations > MAX_ITERATIONS) {
                throw new MechanismException("the server asks for " + iterations + " iterations, and more than "
                        + MAX_ITERATIONS + " aren't done");
            }
            try {
                client().serverFirstMessage(serverFirst);
                byte[] proof = client().clientFinalMessage().toString().getBytes(UTF_8);
                stage = Stage.FINAL;
                return proof;
            } catch (ScramException | RuntimeException e) {
                throw new MechanismException("the server's first message can't be read");
            }
        }

        private byte[] verified(String serverFinal) throws MechanismException {
            try {
                client().serverFinalMessage(serverFinal);
            } catch (ScramServerErrorException e) {
                throw new MechanismException("the server refuses the proof");
            } catch (ScramException | RuntimeException e) {
                throw new ServerProofException("the server couldn't prove that it knows the password");
            }
            stage = Stage.PROVED;
            return new byte[0];
        }

        @Override
        public boolean complete() {
            return stage == Stage.PROVED;
        }

        @Override
        public boolean proofSent() {
            return stage != Stage.FIRST;
        }

        @Override
        public void dispose() {
            client = null;
        }
    }
}
