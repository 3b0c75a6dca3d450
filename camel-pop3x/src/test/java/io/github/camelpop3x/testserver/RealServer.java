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
    },
    COURIER {
        @Override
        public Optional<String> unavailable() {
            return CourierServer.unavailable();
        }
    },
    MAILUTILS {
        @Override
        public Optional<String> unavailable() {
            return MailutilsServer.unavailable();
        }
    },
    POPA3D {
        @Override
        public Optional<String> unavailable() {
            return Popa3dServer.unavailable();
        }
    },
    SOLID_POP3D {
        @Override
        public Optional<String> unavailable() {
            return SolidPop3dServer.unavailable();
        }
    };

    /** Why this server can't run here, as a sentence for the test report; empty if it can. */
    public abstract Optional<String> unavailable();
}
