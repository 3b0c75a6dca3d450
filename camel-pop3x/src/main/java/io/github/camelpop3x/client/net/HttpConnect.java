package io.github.camelpop3x.client.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.ProxySettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTTP's CONNECT (RFC 9110, section 9.3.6) with Basic credentials (RFC 7617). The proxy resolves the host's name. The
 * answer is read octet by octet, since what comes behind its empty line is the server's.
 */
final class HttpConnect {

    /** As much as common servers give a header section. */
    private static final int MAX_ANSWER = 8192;

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)(?: .*)?");

    private HttpConnect() {}

    /**
     * Has the proxy connect to a server.
     *
     * @throws ProxyRefusal it won't, or can't
     * @throws IOException the proxy was lost, was too slow or doesn't speak HTTP
     */
    static void connect(ProxySettings proxy, String host, int port, InputStream in, OutputStream out)
            throws IOException {
        out.write(request(proxy, host, port).getBytes(ISO_8859_1));
        out.flush();
        Answer answer = new Answer(in);
        int status;
        do {
            status = answer.status();
        } while (status < 200);
        if (status >= 300) {
            throw new ProxyRefusal("the proxy refused: " + meaning(status, proxy.username() != null));
        }
    }

    private static String request(ProxySettings proxy, String host, int port) throws IOException {
        String target = Pop3Settings.hostAndPort(HostName.literal(host) == null ? HostName.ascii(host) : host, port);
        String request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n";
        if (proxy.username() != null) {
            byte[] credentials = (proxy.username() + ":" + proxy.password()).getBytes(UTF_8);
            request += "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(credentials) + "\r\n";
        }
        return request + "\r\n";
    }

    /** The reason phrase isn't shown: a proxy may echo there what it was sent. */
    private static String meaning(int status, boolean withCredentials) {
        return status
                + switch (status) {
                    case 407 ->
                        withCredentials
                                ? ", the credentials are wrong; check proxyUsername and proxyPassword"
                                : ", it wants credentials; set proxyUsername and proxyPassword";
                    case 403, 405 -> ", its rules don't allow this host and port";
                    case 502, 503, 504 -> ", it can't reach the server; check host and port in the URI";
                    default -> "";
                };
    }

    /** What the proxy sends until the tunnel stands. */
    private static final class Answer {

        private final InputStream in;
        private int octets;

        Answer(InputStream in) {
            this.in = in;
        }

        /** Reads one answer with its header fields. */
        int status() throws IOException {
            Matcher first = STATUS.matcher(line());
            if (!first.matches()) {
                throw new IOException("the proxy doesn't speak HTTP; check proxyType and proxyPort");
            }
            while (!line().isEmpty()) {
                // Nothing that a header field says matters here.
            }
            return Integer.parseInt(first.group(1));
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int octet = next(); octet != '\n'; octet = next()) {
                line.append((char) octet);
            }
            int length = line.length();
            return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
        }

        private int next() throws IOException {
            if (octets++ == MAX_ANSWER) {
                throw new IOException("the proxy answered more than " + MAX_ANSWER + " octets");
            }
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("the proxy closed the connection");
            }
            return octet;
        }
    }
}
