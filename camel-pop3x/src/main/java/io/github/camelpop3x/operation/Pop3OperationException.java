package io.github.camelpop3x.operation;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation wasn't carried out. Which subclass it is says what can be done about it; the cause, if there is one, is
 * what the client saw.
 */
public abstract sealed class Pop3OperationException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> uids;

    Pop3OperationException(List<String> uids, String message, @Nullable Throwable cause) {
        super(message + (uids.isEmpty() ? "" : " (unique-id " + String.join(", ", uids) + ")"), cause);
        this.uids = List.copyOf(uids);
    }

    /** The unique-ids of the messages that it was about; empty where it was about the maildrop. */
    public List<String> uids() {
        return uids;
    }

    /** Somebody else has the maildrop, or the server wants it left alone for a while: try again later. */
    public static final class Busy extends Pop3OperationException {
        private static final long serialVersionUID = 1L;

        /** It is busy. */
        public Busy(List<String> uids, IOException cause) {
            super(uids, String.valueOf(cause.getMessage()), cause);
        }
    }

    /** The server doesn't take the credentials: trying again doesn't help. */
    public static final class LoginRejected extends Pop3OperationException {
        private static final long serialVersionUID = 1L;

        /** The login was rejected. */
        public LoginRejected(List<String> uids, IOException cause) {
            super(uids, String.valueOf(cause.getMessage()), cause);
        }
    }

    /** The server answered {@code -ERR} to the command; the session went on. */
    public static final class Refused extends Pop3OperationException {
        private static final long serialVersionUID = 1L;

        /** The command was refused. */
        public Refused(List<String> uids, IOException cause) {
            super(uids, String.valueOf(cause.getMessage()), cause);
        }
    }

    /** There is no such message on the server. */
    public static final class NotFound extends Pop3OperationException {
        private static final long serialVersionUID = 1L;

        /** No such messages. */
        public NotFound(List<String> uids, String message) {
            super(uids, message, null);
        }
    }

    /** The message was marked as deleted earlier in this session, and can't be read any more. */
    public static final class AlreadyDeleted extends Pop3OperationException {
        private static final long serialVersionUID = 1L;

        /** Deleted already. */
        public AlreadyDeleted(List<String> uids) {
            super(uids, "The message was marked as deleted earlier in this session", null);
        }
    }

    /**
     * There was no connection, or it was lost. What was to be deleted in the session isn't, or isn't known to be: it is
     * safe to try again.
     */
    public static final class SessionLost extends Pop3OperationException {
        private static final long serialVersionUID = 1L;

        /** The session was lost. */
        public SessionLost(List<String> uids, IOException cause) {
            super(uids, String.valueOf(cause.getMessage()), cause);
        }
    }
}
