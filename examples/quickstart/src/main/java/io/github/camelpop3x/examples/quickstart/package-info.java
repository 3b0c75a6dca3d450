/**
 * The quickstart: one maildrop drained by one route.
 *
 * <p>Start with {@link io.github.camelpop3x.examples.quickstart.MaildropRoute}, which is all that an application needs;
 * the rest brings a mail server and mails to try it on, and shows what happened.
 */
package io.github.camelpop3x.examples.quickstart;
