package io.github.camelpop3x.examples.effectivelyonce;

import org.apache.camel.builder.RouteBuilder;

/**
 * The route: each message becomes one row of the table {@code invoice}. When a message is emitted a second time, because
 * the process died before the ledger had its completion, the unique key finds the row and nothing happens.
 *
 * <p>The first statement is for the example only: it counts every time that a message reaches the route.
 */
final class InvoiceRoute extends RouteBuilder {

    private static final String NOTE_EMISSION = "sql:INSERT INTO emission (message_key, in_doubt)"
            + " VALUES (:#${header.CamelPop3xMessageKey}, :#${header.CamelPop3xInDoubt})?dataSource=#db";

    private static final String INSERT_ONCE = "sql:INSERT INTO invoice (message_key, subject, size)"
            + " VALUES (:#${header.CamelPop3xMessageKey}, :#${header.Subject}, :#${header.CamelPop3xSize})"
            + " ON CONFLICT (message_key) DO NOTHING?dataSource=#db";

    private final String maildrop;

    /**
     * @param maildrop the {@code pop3x:} or {@code pop3xs:} URI to poll, with a durable ledger; the bean {@code db} is
     *     the data source that has the tables
     */
    InvoiceRoute(String maildrop) {
        this.maildrop = maildrop;
    }

    @Override
    public void configure() {
        from(maildrop).routeId("invoices").to(NOTE_EMISSION).to(INSERT_ONCE);
    }
}
