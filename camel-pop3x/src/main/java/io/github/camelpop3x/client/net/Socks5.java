package io.github.camelpop3x.client.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.camelpop3x.client.model.ProxySettings;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The client's side of SOCKS version 5 (RFC 1928) with no authentication or user name and password (RFC 1929). The
 * proxy resolves the host's name. Every reply has a length of its own, so that no octet of what comes behind is taken.
 */
final class Socks5 {

    private static final int VERSION = 5;
    private static final int NO_AUTHENTICATION = 0;
    private static final int USERNAME_PASSWORD = 2;
    private static final int NOTHING_ACCEPTABLE = 0xff;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int DOMAIN = 3;
    private static final int IPV6 = 4;

    private Socks5() {}

    /**
     * Has the proxy connect to a server.
     *
     * @throws ProxyRefusal it won't, or can't
     * @throws IOException the proxy was lost, was too slow or doesn't speak SOCKS version 5
     */
    static void connect(ProxySettings proxy, String host, int port, InputStream in, OutputStream out)
            throws IOException {
        DataInputStream replies = new DataInputStream(in);
        try {
            authenticate(proxy, replies, out);
            request(host, port, replies, out);
        } catch (EOFException e) {
            throw new IOException("the proxy closed the connection", e);
        }
    }

    private static void authenticate(ProxySettings proxy, DataInputStream in, OutputStream out) throws IOException {
        String username = proxy.username();
        String password = proxy.password();
        boolean known = username != null && password != null;
        out.write(
                known
                        ? new byte[] {VERSION, 2, NO_AUTHENTICATION, USERNAME_PASSWORD}
                        : new byte[] {VERSION, 1, NO_AUTHENTICATION});
        out.flush();
        version(in.readUnsignedByte());
        int method = in.readUnsignedByte();
        if (method == USERNAME_PASSWORD && username != null && password != null) {
            ByteArrayOutputStream login = new ByteArrayOutputStream();
            login.write(1);
            text(login, username.getBytes(UTF_8));
            text(login, password.getBytes(UTF_8));
            out.write(login.toByteArray());
            out.flush();
            in.readUnsignedByte();
            if (in.readUnsignedByte() != 0) {
                throw new ProxyRefusal("the proxy refused the credentials; check proxyUsername and proxyPassword");
            }
        } else if (method == NOTHING_ACCEPTABLE) {
            throw new ProxyRefusal(
                    known
                            ? "the proxy takes neither user name and password nor a client without them"
                            : "the proxy wants credentials; set proxyUsername and proxyPassword");
        } else if (method != NO_AUTHENTICATION) {
            throw new IOException("the proxy chose an authentication that wasn't offered (" + method + ")");
        }
    }

    private static void request(String host, int port, DataInputStream in, OutputStream out) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        DataOutputStream request = new DataOutputStream(octets);
        request.write(new byte[] {VERSION, CONNECT, 0});
        byte[] address = HostName.literal(host);
        if (address != null) {
            request.write(address.length == 4 ? IPV4 : IPV6);
            request.write(address);
        } else {
            request.write(DOMAIN);
            text(request, HostName.ascii(host).getBytes(US_ASCII));
        }
        request.writeShort(port);
        out.write(octets.toByteArray());
        out.flush();
        version(in.readUnsignedByte());
        int reply = in.readUnsignedByte();
        if (reply != 0) {
            throw new ProxyRefusal("the proxy refused: " + meaning(reply));
        }
        in.readUnsignedByte();
        in.readFully(new byte[boundAddressLength(in) + 2]);
    }

    private static int boundAddressLength(DataInputStream in) throws IOException {
        int type = in.readUnsignedByte();
        return switch (type) {
            case IPV4 -> 4;
            case IPV6 -> 16;
            case DOMAIN -> in.readUnsignedByte();
            default -> throw new IOException("the proxy named an address of an unknown type (" + type + ")");
        };
    }

    private static void version(int version) throws IOException {
        if (version != VERSION) {
            throw new IOException("the proxy doesn't speak SOCKS version 5; check proxyType and proxyPort");
        }
    }

    private static void text(OutputStream out, byte[] octets) throws IOException {
        if (octets.length > 255) {
            throw new IOException("SOCKS has no room for a name of more than 255 octets");
        }
        out.write(octets.length);
        out.write(octets);
    }

    /** RFC 1928, section 6. */
    private static String meaning(int reply) {
        return switch (reply) {
            case 1 -> "general failure";
            case 2 -> "its rules don't allow this host and port";
            case 3 -> "network unreachable";
            case 4 -> "host unreachable or unknown; check the host in the URI";
            case 5 -> "nobody accepts connections there; check host and port in the URI";
            case 6 -> "no answer from the server (TTL expired)";
            case 7 -> "it knows no CONNECT";
            case 8 -> "it knows no addresses of this type";
            default -> "reply code " + reply;
        };
    }
}
