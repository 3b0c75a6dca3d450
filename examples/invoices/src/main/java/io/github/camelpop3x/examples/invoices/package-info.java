/** A mailbox of invoices into folders. */
package io.github.camelpop3x.examples.invoices;
