package io.github.camelpop3x.client.net;

import io.github.camelpop3x.client.model.Pop3ConnectException;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.model.Pop3TimeoutException;
import io.github.camelpop3x.client.model.SrvMode;
import io.github.camelpop3x.client.model.TlsMode;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The TLS handshake as RFC 8314 wants it, and what its failures mean to whoever wrote the URI. */
final class Tls {

    private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

    private Tls() {}

    /**
     * Lays TLS over a connected socket; closes it when that fails.
     *
     * @param name for whom the certificate must be; also told to the server where it is a name (SNI), unless
     *     sslContextParameters say another one
     */
    static Socket handshake(Pop3Settings settings, String name, Socket below) throws Pop3StreamException {
        String expected = HostName.withoutFinalDot(name);
        try {
            SSLContext given = settings.sslContext();
            SSLContext context = given == null ? SSLContext.getDefault() : given;
            SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(below, expected, settings.port(), true);
            socket.setSSLParameters(strict(socket));
            socket.startHandshake();
            return socket;
        } catch (IOException | NoSuchAlgorithmException e) {
            try {
                below.close();
            } catch (IOException ignored) {
                // The handshake's failure is what matters.
            }
            throw explained(settings, expected, e);
        }
    }

    /** What the context asks for, but nothing older than TLS 1.2 and always with the host name verified. */
    private static SSLParameters strict(SSLSocket socket) throws SSLException {
        SSLParameters parameters = socket.getSSLParameters();
        String[] protocols = Arrays.stream(parameters.getProtocols())
                .filter(PROTOCOLS::contains)
                .toArray(String[]::new);
        if (protocols.length == 0) {
            throw new SSLException("sslContextParameters allows neither TLSv1.2 nor TLSv1.3");
        }
        parameters.setProtocols(protocols);
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return parameters;
    }

    /** The certificate that the handshake has verified. */
    static @Nullable X509Certificate peerCertificate(SSLSocket socket) {
        try {
            return socket.getSession().getPeerCertificates()[0] instanceof X509Certificate shown ? shown : null;
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    private static Pop3StreamException explained(Pop3Settings settings, String expected, Exception e) {
        SocketTimeoutException timeout = cause(e, SocketTimeoutException.class);
        if (timeout != null) {
            return new Pop3TimeoutException("TLS handshake with " + settings.peer() + ": " + timeout.getMessage());
        }
        return new Pop3ConnectException("No TLS with " + settings.peer() + ": " + advice(settings, expected, e), e);
    }

    private static String advice(Pop3Settings settings, String expected, Exception e) {
        String said = String.valueOf(e.getMessage());
        if (cause(e, CertificateExpiredException.class) != null) {
            return "the server's certificate has expired (" + said + ")";
        }
        if (said.contains("PKIX path") || said.contains("unable to find valid certification path")) {
            return "the server's certificate isn't signed by anybody who is trusted here; put its CA into the trust"
                    + " store of sslContextParameters (" + said + ")";
        }
        if (said.contains("ubject alternative") || said.contains("No name matching")) {
            return "the server's certificate is for another host name than '" + expected + "'; use the name in the"
                    + " certificate as host in the URI" + (settings.srv() == SrvMode.OFF ? "" : " and leave srv out")
                    + " (" + said + ")";
        }
        if (said.contains("Unsupported or unrecognized SSL message") && settings.tls() == TlsMode.IMPLICIT) {
            return "the server doesn't speak TLS on this port; use pop3x: for STLS on a plain port (" + said + ")";
        }
        if (said.contains("protocol_version") || said.contains("protocol version")) {
            return "the server doesn't speak TLS 1.2 or newer (" + said + ")";
        }
        if (cause(e, EOFException.class) != null) {
            return "the server closed the connection in the handshake; its log may say why: a protocol or cipher that"
                    + " it doesn't like, or a client certificate that it wants (" + said + ")";
        }
        return said;
    }

    private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }
}
