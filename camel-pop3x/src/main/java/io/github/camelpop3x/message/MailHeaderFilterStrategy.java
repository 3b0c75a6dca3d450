package io.github.camelpop3x.message;

import org.apache.camel.support.DefaultHeaderFilterStrategy;

/**
 * Keeps out of the exchange every mail header that could steer Camel: names that begin with {@code Camel}, {@code
 * org.apache.camel.} or {@code mail.smtp} (which camel-mail takes for properties of its session), in any case. Whoever
 * can send a mail writes its headers.
 */
public final class MailHeaderFilterStrategy extends DefaultHeaderFilterStrategy {

    /** The default filter. */
    public MailHeaderFilterStrategy() {
        setLowerCase(true);
        setInFilterStartsWith("camel", "org.apache.camel.", "mail.smtp");
    }
}
