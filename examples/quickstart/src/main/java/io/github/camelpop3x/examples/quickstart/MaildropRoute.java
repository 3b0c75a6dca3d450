package io.github.camelpop3x.examples.quickstart;

import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/**
 * The route: each message of the maildrop becomes one exchange, and is deleted from the server when that exchange has
 * completed. A message that the processor could not handle stays where it is.
 */
final class MaildropRoute extends RouteBuilder {

    private final String maildrop;
    private final Processor saveMessage;

    /**
     * @param maildrop the {@code pop3x:} or {@code pop3xs:} URI to poll
     * @param saveMessage receives each message: its raw bytes as the body, its fields as headers
     */
    MaildropRoute(String maildrop, Processor saveMessage) {
        this.maildrop = maildrop;
        this.saveMessage = saveMessage;
    }

    @Override
    public void configure() {
        from(asOctets(maildrop)).routeId("maildrop").process(saveMessage);
    }

    /** The messages are written to files as they are. */
    private static String asOctets(String maildrop) {
        return maildrop.contains("format=") ? maildrop : maildrop + "&format=raw";
    }
}
