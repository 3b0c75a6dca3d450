package io.github.camelpop3x.client.model;

/** How a session is protected (RFC 2595, RFC 8314). There is no 'TLS if it happens to be offered'. */
public enum TlsMode {
    /** STLS on the plain port, or the session fails. */
    REQUIRED,
    /** TLS from the first octet, usually on port 995. */
    IMPLICIT,
    /** No TLS: whoever is on the path reads and changes everything. For a trusted network. */
    NONE
}
