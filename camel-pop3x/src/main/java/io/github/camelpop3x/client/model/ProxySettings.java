package io.github.camelpop3x.client.model;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that a connection goes through. Immutable; {@link #toString} doesn't hold the password.
 *
 * @param type the protocol that the proxy speaks
 * @param host host name or address of the proxy
 * @param port its TCP port
 * @param username {@code null} where the proxy wants no credentials
 * @param password {@code null} together with the username
 */
public record ProxySettings(
        Type type,
        String host,
        int port,
        @Nullable String username,
        @Nullable String password) {

    /** The most octets that RFC 1929 has room for. */
    private static final int MAX_OCTETS = 255;

    /** How a proxy is asked for a connection. */
    public enum Type {
        /** SOCKS version 5 (RFC 1928). */
        SOCKS5,
        /** HTTP's CONNECT (RFC 9110, section 9.3.6). */
        HTTP
    }

    /** Checks the ranges; an error names the option and doesn't show its value. */
    public ProxySettings {
        if (host.isBlank()) {
            throw new IllegalArgumentException("Option proxyHost is missing");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("proxyPort must be from 1 to 65535 but is " + port);
        }
        if ((username == null) != (password == null)) {
            throw new IllegalArgumentException("proxyUsername and proxyPassword go together: one of them is missing");
        }
        if (username != null && password != null) {
            credential("proxyUsername", username);
            credential("proxyPassword", password);
            if (type == Type.HTTP && username.indexOf(':') >= 0) {
                throw new IllegalArgumentException(
                        "proxyUsername contains a colon, which HTTP's Basic credentials have no way to say");
            }
        }
    }

    private static void credential(String option, String value) {
        int octets = value.getBytes(StandardCharsets.UTF_8).length;
        if (octets < 1 || octets > MAX_OCTETS) {
            throw new IllegalArgumentException(option + " must have from 1 to " + MAX_OCTETS + " octets");
        }
        if (value.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException(option + " contains a control character");
        }
    }

    @Override
    public String toString() {
        return type + " proxy " + Pop3Settings.hostAndPort(host, port);
    }
}
