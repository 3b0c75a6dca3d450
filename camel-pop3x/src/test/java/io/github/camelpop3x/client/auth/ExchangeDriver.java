package io.github.camelpop3x.client.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Set;

/** Runs exchanges with text in place of octets. */
final class ExchangeDriver {

    static final ChannelContext IN_CLEAR = offering();

    private ExchangeDriver() {}

    /** A connection in clear to a server that offers these SASL mechanisms and nothing else. */
    static ChannelContext offering(String... sasl) {
        return new ChannelContext("server.example.com", 110, false, null, Set.of(sasl), false, null);
    }

    static String initial(SaslExchange exchange) throws MechanismException {
        byte[] octets = exchange.initialResponse();
        return octets == null ? null : new String(octets, UTF_8);
    }

    static String respond(SaslExchange exchange, String challenge) throws MechanismException {
        return new String(exchange.respond(challenge.getBytes(UTF_8)), UTF_8);
    }
}
