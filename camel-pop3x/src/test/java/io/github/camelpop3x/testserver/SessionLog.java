package io.github.camelpop3x.testserver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What all sessions of a server have seen. Thread-safe. */
final class SessionLog {

    private record Line(int session, String text) {}

    private final boolean keepsLines;
    private final List<Line> lines = new ArrayList<>();
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicInteger mostOutstanding = new AtomicInteger();

    SessionLog(boolean keepsLines) {
        this.keepsLines = keepsLines;
    }

    synchronized void command(int session, String line) {
        if (keepsLines) {
            lines.add(new Line(session, line));
        }
    }

    void login() {
        logins.incrementAndGet();
    }

    void outstanding(int commands) {
        mostOutstanding.accumulateAndGet(commands, Math::max);
    }

    synchronized List<String> commands() {
        return lines.stream().map(Line::text).toList();
    }

    synchronized List<String> commands(int session) {
        return lines.stream()
                .filter(line -> line.session == session)
                .map(Line::text)
                .toList();
    }

    synchronized int count(String verb) {
        return (int) lines.stream()
                .filter(line -> Command.parse(line.text).verb().equals(verb))
                .count();
    }

    int logins() {
        return logins.get();
    }

    int mostOutstanding() {
        return mostOutstanding.get();
    }
}
