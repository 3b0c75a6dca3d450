/**
 * A maildrop drained into PostgreSQL, each message one row, whatever becomes of the process that does it.
 *
 * <p>Start with {@link io.github.camelpop3x.examples.effectivelyonce.InvoiceRoute}, which is all that an application
 * needs; the rest brings a database and a mail server, kills the route's process again and again, and counts.
 */
package io.github.camelpop3x.examples.effectivelyonce;
