package io.github.camelpop3x.message;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Makes Jakarta Mail's messages. Loaded only when one is asked for, as Jakarta Mail needn't be there. */
final class MimeMessages {

    private MimeMessages() {}

    /** Jakarta Mail holds all of it in memory. */
    static MimeMessage of(InputStream message) throws MessagingException, IOException {
        try (message) {
            return new MimeMessage(Session.getInstance(new Properties()), message);
        }
    }
}
