package io.github.camelpop3x.testserver;

import java.util.Optional;

/**
 * The kinds of real server that tests can ask for with {@link RequiresServer}.
 *
 * <p>One more kind is one more constant: it says by itself why it can't run on this machine, if it can't, and what to
 * install. An annotation of its own, as {@link RequiresDovecot}, is a convenience.
 */
public enum RealServer {
    DOVECOT {
        @Override
        public Optional<String> unavailable() {
            return DovecotServer.unavailable();
        }
    };

    /** Why this server can't run here, as a sentence for the test report; empty if it can. */
    public abstract Optional<String> unavailable();
}
