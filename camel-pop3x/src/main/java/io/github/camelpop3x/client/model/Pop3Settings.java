package io.github.camelpop3x.client.model;

import java.time.Duration;
import java.util.Objects;
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
 * @param maxLineLength octets in one reply line or one line of a listing; more breaks the session
 * @param maxListing entries in a listing; more breaks the session
 * @param pipelining whether PIPELINING is used where the server offers it
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
        String authMechanism,
        boolean utf8) {

    /** Well above the 512 octets of RFC 1939, section 3: OAuth challenges and chatty servers pass it. */
    public static final int DEFAULT_MAX_LINE_LENGTH = 8192;

    /** Ten times the largest maildrop we test with. */
    public static final int DEFAULT_MAX_LISTING = 1_000_000;

    /** Checks the ranges. */
    public Pop3Settings {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(authMechanism, "authMechanism");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port must be from 1 to 65535 but is " + port);
        }
        positive(connectTimeout, "connectTimeout");
        positive(readTimeout, "readTimeout");
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
                "auto",
                false);
    }

    /** The same with other trust and keys. */
    public Pop3Settings withSslContext(@Nullable SSLContext context) {
        return new Pop3Settings(
                host,
                port,
                tls,
                context,
                connectTimeout,
                readTimeout,
                maxLineLength,
                maxListing,
                pipelining,
                authMechanism,
                utf8);
    }

    /** The same with other timeouts. */
    public Pop3Settings withTimeouts(Duration connect, Duration read) {
        return new Pop3Settings(
                host, port, tls, sslContext, connect, read, maxLineLength, maxListing, pipelining, authMechanism, utf8);
    }

    /** The same with other bounds for what the server may send. */
    public Pop3Settings withBounds(int lineLength, int listing) {
        return new Pop3Settings(
                host,
                port,
                tls,
                sslContext,
                connectTimeout,
                readTimeout,
                lineLength,
                listing,
                pipelining,
                authMechanism,
                utf8);
    }

    /** The same with pipelining allowed or not. */
    public Pop3Settings withPipelining(boolean allowed) {
        return new Pop3Settings(
                host,
                port,
                tls,
                sslContext,
                connectTimeout,
                readTimeout,
                maxLineLength,
                maxListing,
                allowed,
                authMechanism,
                utf8);
    }

    /** The same with another way to log in. */
    public Pop3Settings withLogin(String mechanism, boolean sendUtf8) {
        return new Pop3Settings(
                host,
                port,
                tls,
                sslContext,
                connectTimeout,
                readTimeout,
                maxLineLength,
                maxListing,
                pipelining,
                mechanism,
                sendUtf8);
    }
}
