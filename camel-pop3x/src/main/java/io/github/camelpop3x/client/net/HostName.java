package io.github.camelpop3x.client.net;

import java.io.IOException;
import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a host's name is on the wire, and whether it is a name at all. Asks nobody. */
final class HostName {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    private HostName() {}

    /** The octets of an address that is written out, {@code null} for a name. */
    static byte @Nullable [] literal(String host) {
        if (host.indexOf(':') < 0 && !IPV4.matcher(host).matches()) {
            return null;
        }
        try {
            // Resolves nothing where the text is an address.
            return InetAddress.getByName(host).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** A name in the letters of DNS. */
    static String ascii(String host) throws IOException {
        try {
            return IDN.toASCII(host);
        } catch (IllegalArgumentException e) {
            throw new IOException("'" + host + "' is no host name", e);
        }
    }

    /**
     * A name as certificates have it and as TLS's server name indication wants it (RFC 6066, section 3): without the
     * final dot that tells the resolver not to append its own domain.
     */
    static String withoutFinalDot(String host) {
        return host.length() > 1 && host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
