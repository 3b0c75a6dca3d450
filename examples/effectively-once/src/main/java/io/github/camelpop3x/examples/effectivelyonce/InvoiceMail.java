package io.github.camelpop3x.examples.effectivelyonce;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;

/** A mail server with one maildrop full of invoices: GreenMail in this JVM, which nobody kills. */
final class InvoiceMail implements AutoCloseable {

    static final String HOST = "localhost";
    static final String USER = "invoices";
    static final String PASSWORD = "secret";

    private final GreenMail greenMail = new GreenMail(ServerSetup.POP3.dynamicPort());
    private final GreenMailUser user;
    private final MailFolder maildrop;

    private InvoiceMail() throws FolderException {
        greenMail.start();
        user = greenMail.setUser("invoices@example.com", USER, PASSWORD);
        maildrop = greenMail.getManagers().getImapHostManager().getInbox(user);
    }

    /** Starts the server with so many messages in the maildrop; their subjects are {@link #subject}. */
    static InvoiceMail start(int messages) throws FolderException, MessagingException {
        InvoiceMail mail = new InvoiceMail();
        Session session = Session.getInstance(new Properties());
        for (int number = 1; number <= messages; number++) {
            String text = "From: office@example.org\r\nTo: invoices@example.com\r\nSubject: " + subject(number)
                    + "\r\n\r\nPlease pay within 30 days.\r\n";
            mail.user.deliver(
                    new MimeMessage(session, new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII))));
        }
        return mail;
    }

    /** The subject of a message, by its number from 1. */
    static String subject(int number) {
        return String.format(Locale.ROOT, "Invoice %06d", number);
    }

    int port() {
        return greenMail.getPop3().getPort();
    }

    /** How many messages are still in the maildrop. */
    int left() {
        return maildrop.getNonDeletedMessages().size();
    }

    @Override
    public void close() {
        greenMail.stop();
    }
}
