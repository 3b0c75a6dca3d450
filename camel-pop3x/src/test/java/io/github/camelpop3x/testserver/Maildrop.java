package io.github.camelpop3x.testserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The messages of one user, and the exclusive lock that a session holds on them. Thread-safe. */
final class Maildrop {

    /** A message is itself and no other, even with the same unique-id and the same bytes. */
    static final class Message {
        private final String uid;
        private final byte[] bytes;
        private final boolean readable;

        private Message(String uid, byte[] bytes, boolean readable) {
            this.uid = uid;
            this.bytes = bytes;
            this.readable = readable;
        }

        String uid() {
            return uid;
        }

        byte[] bytes() {
            return bytes;
        }

        /** Whether the server can still read it: what it can't, it lists and refuses to send. */
        boolean readable() {
            return readable;
        }

        /** The size as it is retrieved, with the CRLF that RETR adds if the message doesn't end with one. */
        long octets() {
            return (long) bytes.length + (Reply.startsLine(bytes, bytes.length) ? 0 : 2);
        }
    }

    /**
     * A client may drop its connection and come again before this server's thread has noticed the first. So a login
     * waits this long for the lock before it is refused.
     */
    private static final long LOCK_GRACE_MILLIS = 250;

    private final String password;
    private final Semaphore lock = new Semaphore(1);
    private final List<Message> messages = new ArrayList<>();

    Maildrop(String password) {
        this.password = password;
    }

    String password() {
        return password;
    }

    boolean lock() {
        try {
            return lock.tryAcquire(LOCK_GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Called by the session that locked it, once. */
    void unlock() {
        lock.release();
    }

    synchronized void deliver(String uid, byte[] message, boolean readable) {
        messages.add(new Message(uid, message, readable));
    }

    synchronized List<Message> messages() {
        return List.copyOf(messages);
    }

    synchronized void remove(Set<Message> deleted) {
        messages.removeIf(deleted::contains);
    }
}
