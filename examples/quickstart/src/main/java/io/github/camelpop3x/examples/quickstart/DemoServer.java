package io.github.camelpop3x.examples.quickstart;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.Properties;

/** A POP3 server over TLS with one mailbox: GreenMail in this JVM, on a free port of the loopback interface. */
final class DemoServer implements AutoCloseable {

    static final String HOST = "localhost";
    static final String USER = "quickstart";

    /** With the characters that would end a URI's option, or change it, if it weren't written as RAW(...). */
    static final String PASSWORD = "open+sesame&42%";

    private final GreenMail greenMail = new GreenMail(ServerSetup.POP3S.dynamicPort());
    private final GreenMailUser mailbox;

    private DemoServer() {
        greenMail.start();
        mailbox = greenMail.setUser("erika@example.com", USER, PASSWORD);
    }

    /** Starts the server with a key of its own. GreenMail takes it from system properties, once for each JVM. */
    static DemoServer start(DemoCertificate certificate) {
        System.setProperty("greenmail.tls.keystore.file", certificate.keyStore().toString());
        System.setProperty("greenmail.tls.keystore.password", certificate.password());
        return new DemoServer();
    }

    int port() {
        return greenMail.getPop3s().getPort();
    }

    /** Puts a mail into the mailbox. */
    void deliver(SampleMail mail) {
        try {
            Session session = Session.getInstance(new Properties());
            mailbox.deliver(new MimeMessage(session, new ByteArrayInputStream(mail.bytes())));
        } catch (MessagingException e) {
            throw new IllegalStateException("GreenMail can't read the sample '" + mail.what() + "'", e);
        }
    }

    @Override
    public void close() {
        greenMail.stop();
    }
}
