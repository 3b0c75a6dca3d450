package io.github.camelpop3x.client.model;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a POP3 server is and how it is spoken to. Immutable; the names are those of the URI's options.
 *
 * @param host host name or address
 * @param port TCP port
 * @param tls how the session is protected
 * @param sslContext trust and keys for TLS; {@code null} for the JVM's default
 * @param connectTimeout bound for connection, TLS handshake and greeting together
 * @param readTimeout bound for one reply line, and for silence within a multi-line reply
 * @param maxLineLength octets in one reply line or one line of a listing, from 64 to {@link #LONGEST_LINE}; more breaks
 *     the session
 * @param maxListing entries in a listing; more breaks the session
 * @param pipelining whether PIPELINING is used where the server offers it
 * @param proxy what every connection goes through; {@code null} for none
 * @param srv whether the host is a domain whose server is looked up; then the port isn't used
 * @param authMechanism {@code auto}, or the name of the one mechanism that may be used to log in
 * @param utf8 whether UTF8 (RFC 6856) is sent before the login where the server offers it
 */
public record Pop3Settings(
        String host,
        int port,
        TlsMode tls,
        @Nullable SSLContext sslContext,
        Duration connectTimeout,
        Duration readTimeout,
        int maxLineLength,
        int maxListing,
        boolean pipelining,
        @Nullable ProxySettings proxy,
        SrvMode srv,
        String authMechanism,
        boolean utf8) {

    /** Well above the 512 octets of RFC 1939, section 3: OAuth challenges and chatty servers pass it. */
    public static final int DEFAULT_MAX_LINE_LENGTH = 8192;

    /** Less than any greeting. */
    private static final int SHORTEST_LINE = 64;

    /** A line must fit into the buffer that it is read into. */
    public static final int LONGEST_LINE = 16 * 1024;

    /** Twice the largest maildrop we test with; an endless list ends there with some 50 MB in memory. */
    public static final int DEFAULT_MAX_LISTING = 250_000;

    /** Checks the ranges. */
    public Pop3Settings {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(tls, "tls");
        within("port", port, 1, 65535);
        within("maxLineLength", maxLineLength, SHORTEST_LINE, LONGEST_LINE);
        within("maxListing", maxListing, 1, Integer.MAX_VALUE);
        positive(connectTimeout, "connectTimeout");
        positive(readTimeout, "readTimeout");
    }

    private static void within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(option + " must be from " + least + " to " + most + " but is " + value);
        }
    }

    private static void positive(Duration duration, String option) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(option + " must be longer than 0");
        }
    }

    /** Settings with the defaults for everything that isn't said here. */
    public static Pop3Settings of(String host, int port, TlsMode tls) {
        return new Pop3Settings(
                host,
                port,
                tls,
                null,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                DEFAULT_MAX_LINE_LENGTH,
                DEFAULT_MAX_LISTING,
                true,
                null,
                SrvMode.OFF,
                "auto",
                false);
    }

    /** The same with other trust and keys. */
    public Pop3Settings withSslContext(@Nullable SSLContext context) {
        return with(draft -> draft.sslContext = context);
    }

    /** The same with other timeouts. */
    public Pop3Settings withTimeouts(Duration connect, Duration read) {
        return with(draft -> {
            draft.connectTimeout = connect;
            draft.readTimeout = read;
        });
    }

    /** The same with other bounds for what the server may send. */
    public Pop3Settings withBounds(int lineLength, int listing) {
        return with(draft -> {
            draft.maxLineLength = lineLength;
            draft.maxListing = listing;
        });
    }

    /** The same with pipelining allowed or not. */
    public Pop3Settings withPipelining(boolean allowed) {
        return with(draft -> draft.pipelining = allowed);
    }

    /** The same with another way to the server. */
    public Pop3Settings withRoute(@Nullable ProxySettings through, SrvMode lookup) {
        return with(draft -> {
            draft.proxy = through;
            draft.srv = lookup;
        });
    }

    /** The same with another way to log in. */
    public Pop3Settings withLogin(String mechanism, boolean sendUtf8) {
        return with(draft -> {
            draft.authMechanism = mechanism;
            draft.utf8 = sendUtf8;
        });
    }

    /** The server as errors and logs name it. */
    public String peer() {
        return srv == SrvMode.OFF ? hostAndPort(host, port) : host;
    }

    /** An address of IPv6 in brackets, as the URI has it. */
    public static String hostAndPort(String host, int port) {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    private Pop3Settings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new Pop3Settings(
                host,
                port,
                tls,
                draft.sslContext,
                draft.connectTimeout,
                draft.readTimeout,
                draft.maxLineLength,
                draft.maxListing,
                draft.pipelining,
                draft.proxy,
                draft.srv,
                draft.authMechanism,
                draft.utf8);
    }

    /** What may differ in a copy. */
    private static final class Draft {

        private @Nullable SSLContext sslContext;
        private Duration connectTimeout;
        private Duration readTimeout;
        private int maxLineLength;
        private int maxListing;
        private boolean pipelining;
        private @Nullable ProxySettings proxy;
        private SrvMode srv;
        private String authMechanism;
        private boolean utf8;

        Draft(Pop3Settings from) {
            sslContext = from.sslContext;
            connectTimeout = from.connectTimeout;
            readTimeout = from.readTimeout;
            maxLineLength = from.maxLineLength;
            maxListing = from.maxListing;
            pipelining = from.pipelining;
            proxy = from.proxy;
            srv = from.srv;
            authMechanism = from.authMechanism;
            utf8 = from.utf8;
        }
    }
}
