package io.github.camelpop3x;

import io.github.camelpop3x.testserver.MaildropServer;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;

/** A {@code pop3x:} consumer of one maildrop whose polls are run by the test. */
final class PolledMaildrop extends PolledConsumer {

    PolledMaildrop(CamelContext context, MaildropServer server, String options, Processor route) throws Exception {
        this(context, "pop3x:localhost:" + server.port() + "?username=joe&password=secret&tls=none" + options, route);
    }

    PolledMaildrop(CamelContext context, String uri, Processor route) throws Exception {
        super(context, uri + (uri.contains("retryDelay") ? "" : "&retryDelay=0") + raw(uri), route);
    }

    /** What is compared is octets, unless a test is about something else. */
    static String raw(String options) {
        return options.contains("format=") ? "" : "&format=raw";
    }

    /** As an operator would, who doesn't want to wait until a server that said no is asked again. */
    static void endPause(Pop3xConsumer consumer) {
        if (consumer.getPollStatus().contains(" until ")) {
            consumer.stop();
            consumer.start();
        }
    }

    /** Runs polls until one goes well and hands over nothing; at most so many. */
    void pollUntilQuiet(int most) {
        Exception error = null;
        long commands = -1;
        for (int i = 0; i < most; i++) {
            endPause(consumer());
            long retrieved = consumer().getMessagesRetrieved();
            error = poll();
            if (error == null && consumer().getMessagesRetrieved() == retrieved && commands >= 0) {
                return;
            }
            commands = consumer().getCommandsSent();
        }
        throw new AssertionError("not quiet after " + most + " polls; the last error: " + error);
    }

    @Override
    Pop3xConsumer consumer() {
        return (Pop3xConsumer) super.consumer();
    }
}
