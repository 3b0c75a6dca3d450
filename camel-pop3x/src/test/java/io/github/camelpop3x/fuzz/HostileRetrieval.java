package io.github.camelpop3x.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.client.RetrievalHandler;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3CommandException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Takes what a hostile server sends for messages, and holds it against what the server really said. */
final class HostileRetrieval implements RetrievalHandler {

    private final HostileServer server;
    private final List<MessageEntry> asked;
    private final List<MessageEntry> answered = new ArrayList<>();
    private final List<MessageEntry> retrieved = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private ByteArrayOutputStream sink = new ByteArrayOutputStream();

    HostileRetrieval(HostileServer server, List<MessageEntry> asked) {
        this.server = server;
        this.asked = asked;
    }

    /** What is reported as whole. */
    List<MessageEntry> retrieved() {
        return retrieved;
    }

    /** The sink of every fourth message fails, in one way or the other. */
    @Override
    public OutputStream begin(MessageEntry message) throws IOException {
        if (message.number() % 8 == 4) {
            throw new IOException("no sink");
        }
        sink = new ByteArrayOutputStream();
        return message.number() % 8 == 0 ? new FullDisk() : sink;
    }

    private static final class FullDisk extends OutputStream {

        @Override
        public void write(int octet) throws IOException {
            throw new IOException("full");
        }
    }

    @Override
    public void retrieved(MessageEntry message) {
        answered.add(message);
        if (message.number() % 8 != 0) {
            retrieved.add(message);
            bodies.add(sink.toString(ISO_8859_1));
        }
    }

    @Override
    public void refused(MessageEntry message, Pop3CommandException reason) {
        answered.add(message);
        Safe.toShow(String.valueOf(reason.getMessage()));
    }

    @Override
    public void spoiled(MessageEntry message, IOException reason) {
        answered.add(message);
        assertThat(message.number() % 4)
                .as("only a failing sink spoils a message")
                .isZero();
    }

    /** Each message gets one answer, in the order in which they were asked for. */
    void assertAllAnswered() {
        assertThat(answered).isEqualTo(asked);
    }

    /** What was reported as retrieved was sent, whole and in this order. */
    void assertWhole() {
        byte[] delivered = server.delivered();
        int from = 0;
        for (String body : bodies) {
            from = find(body, delivered, from);
        }
    }

    /** Finds a body with its end in what a server said, at the start of a line. Returns where it ends. */
    static int find(String body, byte[] delivered, int from) {
        for (int at = from; at < delivered.length; at++) {
            if (at > 0 && delivered[at - 1] == '\n') {
                ReferenceDecoder found = ReferenceDecoder.decode(delivered, at, delivered.length);
                if (found.complete() && found.body().equals(body)) {
                    return found.end();
                }
            }
        }
        throw new AssertionError("Reported as retrieved, but it wasn't sent to its end: " + body);
    }
}
