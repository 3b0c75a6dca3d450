package io.github.camelpop3x.client.model;

/**
 * Whether the host is a domain whose server is looked up (RFC 6186), and for whom the server's certificate must be.
 *
 * <p>Without DNSSEC, which the JDK can't check, whoever can forge an answer of DNS chooses the target. A certificate for
 * that target then says nothing: the attacker has one for a name of their own. So RFC 6186, section 6 has the domain
 * itself checked, which is the only name that came from somebody who is trusted.
 */
public enum SrvMode {
    /** The host is the server. */
    OFF,
    /** The host is a domain, and the certificate must be for this domain. */
    VERIFY_DOMAIN,
    /** The host is a domain, and a certificate for the target that DNS names will do: DNS is trusted. */
    VERIFY_TARGET
}
