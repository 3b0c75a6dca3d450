package io.github.camelpop3x;

import org.apache.camel.CamelContext;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/** The components that {@link PeerMatrix} compares: each is a URI. */
enum Peer {
    /** As it comes, with a timeout of its own for connecting and reading. */
    CAMEL_MAIL("camel-mail `pop3:`", "pop3:localhost:%d?delete=true&connectionTimeout=%d"),

    /** Its keys are kept after the deletion, since otherwise they are of no use to a later poll. */
    CAMEL_MAIL_IDEMPOTENT(
            "camel-mail with `idempotentRepository`",
            "pop3:localhost:%d?delete=true&connectionTimeout=%d"
                    + "&idempotentRepository=#repository&idempotentRepositoryRemoveOnCommit=false") {
        @Override
        void prepare(CamelContext context) {
            MemoryIdempotentRepository repository = new MemoryIdempotentRepository();
            repository.start();
            context.getRegistry().bind("repository", repository);
        }
    },

    POP3X("`pop3x:`", "pop3x:localhost:%d?tls=none&format=raw&retryDelay=0&pollTimeout=2000&readTimeout=%d") {
        @Override
        void beforePoll(ScheduledPollConsumer consumer) {
            PolledMaildrop.endPause((Pop3xConsumer) consumer);
        }
    };

    private final String title;
    private final String uri;

    Peer(String title, String uri) {
        this.title = title;
        this.uri = uri;
    }

    String title() {
        return title;
    }

    /** For joe's maildrop on this machine, which is waited for so many milliseconds. */
    String uri(int port, int patience) {
        return String.format(uri, port, patience) + "&username=joe&password=secret";
    }

    /** Once for each maildrop. */
    void prepare(CamelContext context) {}

    void beforePoll(ScheduledPollConsumer consumer) {}
}
