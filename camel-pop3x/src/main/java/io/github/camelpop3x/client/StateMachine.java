package io.github.camelpop3x.client;

import io.github.camelpop3x.client.model.Pop3StateException;
import io.github.camelpop3x.client.model.SessionState;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The states of a session and the edges between them, as docs/session-states.md draws them. CLOSED and BROKEN are for
 * good, also when an abort from another thread meets the end of a command. Thread-safe.
 */
final class StateMachine {

    private final AtomicReference<SessionState> state = new AtomicReference<>(SessionState.AUTHORIZATION);

    SessionState state() {
        return Objects.requireNonNull(state.get());
    }

    /** Before anything is sent: whether a command is allowed now. */
    void require(String verb, SessionState... allowed) {
        SessionState now = state();
        for (SessionState each : allowed) {
            if (now == each) {
                return;
            }
        }
        throw new Pop3StateException(verb, now);
    }

    /** AUTHORIZATION to TRANSACTION. Returns whether it was in time: somebody may have aborted the session. */
    boolean loggedIn() {
        return state.compareAndSet(SessionState.AUTHORIZATION, SessionState.TRANSACTION);
    }

    /** TRANSACTION to UPDATE; in AUTHORIZATION a QUIT updates nothing. */
    void quitting() {
        state.compareAndSet(SessionState.TRANSACTION, SessionState.UPDATE);
    }

    /** Any to CLOSED. Returns whether the session wasn't over already. */
    boolean close() {
        return over(SessionState.CLOSED);
    }

    /** Any to BROKEN, unless the session is over already. */
    void breakOff() {
        over(SessionState.BROKEN);
    }

    private boolean over(SessionState last) {
        SessionState before = state.getAndUpdate(now -> isOver(now) ? now : last);
        return !isOver(before);
    }

    private static boolean isOver(SessionState state) {
        return state == SessionState.CLOSED || state == SessionState.BROKEN;
    }
}
