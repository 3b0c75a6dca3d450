package io.github.camelpop3x.client.auth;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** All mechanisms, and which of them are tried with a server, in which order. */
public final class Mechanisms {

    /** The value of the option authMechanism that leaves the choice to the client. */
    public static final String AUTO = "auto";

    /**
     * Strongest first. What sends the secret in clear comes after everything that doesn't, so that no secret is sent in
     * clear while the server offers another way.
     */
    private static final List<Mechanism> STRONGEST_FIRST = List.of(
            new ScramMechanism("SCRAM-SHA-512-PLUS"),
            new ScramMechanism("SCRAM-SHA-256-PLUS"),
            new ScramMechanism("SCRAM-SHA-1-PLUS"),
            new ScramMechanism("SCRAM-SHA-512"),
            new ScramMechanism("SCRAM-SHA-256"),
            new ScramMechanism("SCRAM-SHA-1"),
            JdkSaslMechanism.external(),
            new GssapiMechanism(),
            JdkSaslMechanism.digestMd5(),
            JdkSaslMechanism.cramMd5(),
            new Apop(),
            BearerMechanism.oauthBearer(),
            BearerMechanism.xoauth2(),
            JdkSaslMechanism.plain(),
            new LoginMechanism(),
            new UserPass());

    private Mechanisms() {}

    /** The names of all, strongest first. */
    public static List<String> names() {
        return STRONGEST_FIRST.stream().map(Mechanism::name).toList();
    }

    /**
     * The mechanism of this name, in any case; empty for {@link #AUTO}.
     *
     * @throws IllegalArgumentException there is none of this name; the message lists those that there are
     */
    public static Optional<Mechanism> named(String name) {
        if (name.equalsIgnoreCase(AUTO)) {
            return Optional.empty();
        }
        String upper = name.toUpperCase(Locale.ROOT);
        Optional<Mechanism> found = STRONGEST_FIRST.stream()
                .filter(mechanism -> mechanism.name().equals(upper))
                .findFirst();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("authMechanism must be " + AUTO + " or one of "
                    + String.join(", ", names()) + " but is '" + name + "'");
        }
        return found;
    }

    /**
     * Fails where the credentials lack what the mechanism needs, before any connection is made.
     *
     * @throws IllegalArgumentException names the options that are missing or unknown
     */
    public static void check(String wanted, Credentials credentials) {
        Mechanism.Secret needed = named(wanted).map(Mechanism::needs).orElse(null);
        boolean password = credentials.password() != null;
        boolean token = credentials.tokens() != null;
        if (needed == null && !password && !token) {
            throw new IllegalArgumentException("Option password is missing, or accessToken, or accessTokenProvider;"
                    + " only authMechanism=EXTERNAL and GSSAPI do without");
        }
        if (needed == Mechanism.Secret.PASSWORD && !password) {
            throw new IllegalArgumentException("Option password is missing: authMechanism=" + wanted + " needs it");
        }
        if (needed == Mechanism.Secret.TOKEN && !token) {
            throw new IllegalArgumentException(
                    "Option accessToken or accessTokenProvider is missing: authMechanism=" + wanted + " needs one");
        }
    }

    /**
     * What is to be tried, in this order.
     *
     * @param wanted {@link #AUTO} or a mechanism's name
     * @throws MechanismException there is nothing to be tried; the message says what is offered and what was wanted
     */
    public static List<Mechanism> candidates(String wanted, Credentials credentials, ChannelContext channel)
            throws MechanismException {
        Optional<Mechanism> named = named(wanted);
        if (named.isPresent()) {
            return List.of(usable(named.get(), channel));
        }
        List<Mechanism> found = STRONGEST_FIRST.stream()
                .filter(mechanism -> !mechanism.onlyByName())
                .filter(mechanism -> credentials.has(mechanism.needs()))
                .filter(mechanism -> mechanism.offeredBy(channel) && mechanism.possibleOver(channel))
                .collect(Collectors.toList());
        if (found.isEmpty()) {
            throw new MechanismException("The server offers nothing that these credentials can be used with; it offers "
                    + offer(channel) + (channel.encrypted() ? "" : ", perhaps more under TLS"));
        }
        return found;
    }

    /** A server that doesn't list its SASL mechanisms is tried with the one that the user has named. */
    private static Mechanism usable(Mechanism mechanism, ChannelContext channel) throws MechanismException {
        boolean unknown = mechanism instanceof SaslMechanism && channel.sasl().isEmpty();
        if (!unknown && !mechanism.offeredBy(channel) && !(mechanism instanceof UserPass)) {
            throw new MechanismException(
                    "The server doesn't offer authMechanism=" + mechanism.name() + "; it offers " + offer(channel));
        }
        if (!mechanism.possibleOver(channel)) {
            throw new MechanismException("authMechanism=" + mechanism.name() + " needs TLS"
                    + (channel.encrypted() ? " with a certificate that it can be bound to" : ""));
        }
        return mechanism;
    }

    private static String offer(ChannelContext channel) {
        List<String> offered = STRONGEST_FIRST.stream()
                .filter(mechanism -> mechanism.offeredBy(channel))
                .map(Mechanism::name)
                .toList();
        return offered.isEmpty() ? "none that is known here" : String.join(", ", offered);
    }
}
