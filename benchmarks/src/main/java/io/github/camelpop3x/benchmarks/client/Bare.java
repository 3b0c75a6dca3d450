package io.github.camelpop3x.benchmarks.client;

import io.github.camelpop3x.client.Pop3Client;
import io.github.camelpop3x.client.Pop3Session;
import io.github.camelpop3x.client.RetrievalHandler;
import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.client.model.UpdateOutcome;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/** Our own client without Camel: it retrieves into nothing and keeps nothing. */
final class Bare implements Drain {

    private final Target target;
    private final Accounts accounts;
    private final Pop3Client client;

    Bare(Target target) {
        this.target = target;
        this.accounts = new Accounts(target);
        this.client = new Pop3Client(
                Pop3Settings.of(Target.HOST, target.port(), target.tls() ? TlsMode.IMPLICIT : TlsMode.NONE)
                        .withBounds(Pop3Settings.DEFAULT_MAX_LINE_LENGTH, Integer.MAX_VALUE));
    }

    @Override
    public void round(Tally tally) throws Exception {
        accounts.each(account -> drain(account, tally));
    }

    private void drain(int account, Tally tally) throws IOException {
        Credentials credentials = new Credentials(Target.user(account), Target.PASSWORD);
        try (Pop3Session session = client.open(credentials, Deadline.after(Duration.ofMinutes(10), "benchmark"))) {
            List<MessageEntry> listing = session.listing();
            if (!target.known()) {
                session.retr(listing, new Counting(tally));
                if (!session.dele(listing).isEmpty()) {
                    throw new IOException("DELE was refused");
                }
            }
            UpdateOutcome outcome = session.quit();
            if (!outcome.committed()) {
                throw new IOException("QUIT: " + outcome);
            }
        }
    }

    @Override
    public void close() {
        accounts.close();
    }

    private static final class Counting implements RetrievalHandler {

        private final Tally tally;
        private final OutputStream sink;

        Counting(Tally tally) {
            this.tally = tally;
            this.sink = tally.sink();
        }

        @Override
        public OutputStream begin(MessageEntry message) {
            return sink;
        }

        @Override
        public void retrieved(MessageEntry message) {
            tally.addMessage();
        }

        @Override
        public void refused(MessageEntry message, Pop3CommandException reason) {
            throw new IllegalStateException(reason);
        }

        @Override
        public void spoiled(MessageEntry message, IOException reason) {
            throw new IllegalStateException(reason);
        }
    }
}
