package io.github.camelpop3x.examples.mailboxbrowser;

import io.github.camelpop3x.Pop3xConstants;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.operation.Pop3OperationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.rest.RestBindingMode;

/**
 * The routes: {@code GET /mails} lists what is on the server, {@code GET /mails/{uid}} shows one message, {@code POST
 * /mails/{uid}/approve} files it and then deletes it from the server, or does neither.
 */
final class BrowserRoutes extends RouteBuilder {

    private final String maildrop;
    private final String folder;

    /**
     * @param maildrop the {@code pop3x:} or {@code pop3xs:} URI, with credentials
     * @param folder where approved messages go
     */
    BrowserRoutes(String maildrop, String folder) {
        this.maildrop = maildrop + "&session=exchange";
        this.folder = folder;
    }

    @Override
    public void configure() {
        onException(Pop3OperationException.NotFound.class)
                .handled(true)
                .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(404))
                .setBody(simple("${exception.message}\n"));
        onException(Pop3OperationException.Busy.class)
                .maximumRedeliveries(3)
                .redeliveryDelay(500)
                .handled(true)
                .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(503))
                .setBody(simple("${exception.message}\n"));

        restConfiguration().component("platform-http").bindingMode(RestBindingMode.off);
        rest("/mails")
                .get()
                .to("direct:list")
                .get("/{uid}")
                .to("direct:show")
                .post("/{uid}/approve")
                .to("direct:approve");

        // One session: the listing, then the headers of all messages in one go.
        from("direct:list")
                .to(maildrop + "&operation=list")
                .filter(exchange -> !exchange.getMessage().getBody(List.class).isEmpty())
                .process(BrowserRoutes::nameAll)
                .to(maildrop + "&operation=top")
                .process(BrowserRoutes::summarise)
                .end()
                .marshal()
                .json()
                .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));

        from("direct:show")
                .setHeader(Pop3xConstants.UID, header("uid"))
                .to(maildrop + "&format=raw&operation=retr")
                .setHeader(Exchange.CONTENT_TYPE, constant("text/plain; charset=UTF-8"));

        // The session is committed when all of this went well. If the file can't be written nothing is deleted.
        from("direct:approve")
                .setHeader(Pop3xConstants.UID, header("uid"))
                .to(maildrop + "&format=raw&operation=retr")
                .to("file:" + folder + "?fileName=${header.uid}.eml")
                .to(maildrop + "&operation=dele")
                .setBody(simple("approved ${header.uid}\n"));
    }

    /** Every message of a listing is meant by the next operation. */
    private static void nameAll(Exchange exchange) {
        List<String> uids = new ArrayList<>();
        for (Object entry : exchange.getMessage().getBody(List.class)) {
            uids.add(((MessageEntry) entry).uid());
        }
        exchange.getMessage().setHeader(Pop3xConstants.UID, uids);
    }

    /** What the list shows of each message. */
    private static void summarise(Exchange exchange) {
        List<Map<String, Object>> summaries = new ArrayList<>();
        for (Object message : exchange.getMessage().getBody(List.class)) {
            summaries.add(summary((Message) message));
        }
        exchange.getMessage().setBody(summaries);
    }

    private static Map<String, Object> summary(Message message) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("uid", message.getHeader(Pop3xConstants.UID));
        summary.put("from", message.getHeader("From"));
        summary.put("subject", message.getHeader("Subject"));
        return summary;
    }
}
