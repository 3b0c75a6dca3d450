package io.github.camelpop3x.message;

import org.apache.camel.support.DefaultHeaderFilterStrategy;

/**
 * Keeps out of the exchange every mail header that could steer Camel: names that begin with {@code Camel} or {@code
 * org.apache.camel.}, in any case. Whoever can send a mail writes its headers.
 */
public final class MailHeaderFilterStrategy extends DefaultHeaderFilterStrategy {

    /** The default filter. */
    public MailHeaderFilterStrategy() {
        setLowerCase(true);
        setInFilterStartsWith("camel", "org.apache.camel.");
    }
}
