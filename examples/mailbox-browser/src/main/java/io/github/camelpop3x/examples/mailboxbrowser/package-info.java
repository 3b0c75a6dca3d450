/** A maildrop over REST. */
package io.github.camelpop3x.examples.mailboxbrowser;
