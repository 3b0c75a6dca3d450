package io.github.camelpop3x.testserver;

import java.io.IOException;

/** A {@link Maildir} whose messages are stored with LF, as servers other than Dovecot need it. */
record LineFeedMaildir(Maildir maildir) implements Mailbox {

    @Override
    public void deliver(byte[] message) throws IOException {
        maildir.deliver(Mailbox.withLineFeeds(message));
    }

    @Override
    public int messages() throws IOException {
        return maildir.messages().size();
    }

    @Override
    public void clear() throws IOException {
        maildir.clear();
    }
}
