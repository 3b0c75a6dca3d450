package io.github.camelpop3x.client.auth;

import com.ongres.scram.common.util.TlsServerEndpoint;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What mechanisms may know of the server and of the connection. Immutable.
 *
 * @param host the server's name, as the client knows it
 * @param port the server's port
 * @param encrypted whether nobody on the way can read what is sent
 * @param certificate what the server has shown under TLS; {@code null} in clear
 * @param sasl names of the SASL mechanisms that the server offers, in upper case
 * @param user whether USER and PASS are worth trying
 * @param timestamp the greeting's timestamp for APOP, {@code null} where there is none
 */
public record ChannelContext(
        String host,
        int port,
        boolean encrypted,
        @Nullable X509Certificate certificate,
        Set<String> sasl,
        boolean user,
        @Nullable String timestamp) {

    /** Copies the names. */
    public ChannelContext {
        sasl = Set.copyOf(sasl);
    }

    /**
     * What binds a login to this TLS connection: tls-server-end-point of RFC 5929, since JDK 17 can't export the keys
     * that tls-exporter is made of. {@code null} where there is no TLS, or where the certificate's signature has no hash
     * function of its own (Ed25519).
     */
    byte @Nullable [] serverEndPoint() {
        if (certificate == null) {
            return null;
        }
        try {
            byte[] hash = TlsServerEndpoint.getChannelBindingData(certificate);
            return hash == null || hash.length == 0 ? null : hash;
        } catch (CertificateEncodingException e) {
            return null;
        }
    }

    /** Whether the server offers any mechanism that is bound to the TLS connection. */
    boolean offersBinding() {
        return sasl.stream().anyMatch(name -> name.endsWith(ScramMechanism.PLUS));
    }
}
