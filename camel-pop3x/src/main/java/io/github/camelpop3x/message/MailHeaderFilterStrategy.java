package io.github.camelpop3x.message;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Keeps out of the exchange every mail header that could steer Camel: names that begin with {@code Camel}, {@code
 * org.apache.camel.} or {@code mail.smtp} (which camel-mail takes for properties of its session), in any case. Whoever
 * can send a mail writes its headers.
 */
public final class MailHeaderFilterStrategy extends DefaultHeaderFilterStrategy {

    private String[] startsWith = {"camel", "org.apache.camel.", "mail.smtp"};

    /** The default filter. */
    public MailHeaderFilterStrategy() {
        setLowerCase(true);
    }

    /** In any case of the name, unless {@link #setLowerCase} says otherwise. */
    @Override
    public void setInFilterStartsWith(String @Nullable ... prefixes) {
        startsWith = prefixes == null ? new String[0] : prefixes;
    }

    /**
     * Camel's own comparison of prefixes makes a copy of each name in the lower case of the JVM's locale: the Turkish one
     * of {@code MAIL.SMTP} begins otherwise.
     */
    @Override
    protected boolean extendedFilter(Direction direction, String name, Object value, Exchange exchange) {
        if (direction == Direction.IN) {
            for (String prefix : startsWith) {
                if (name.regionMatches(isLowerCase(), 0, prefix, 0, prefix.length())) {
                    return isFilterOnMatch();
                }
            }
        }
        return super.extendedFilter(direction, name, value, exchange);
    }
}
