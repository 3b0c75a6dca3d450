package io.github.camelpop3x.client;

import io.github.camelpop3x.client.model.MessageEntry;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the wire and a sink that may fail (a full disk, say). After the sink's first failure it swallows the
 * rest, so that the body is read to its end and the session stays in step; the failure is told then.
 */
final class BodySink extends OutputStream {

    private @Nullable OutputStream sink;
    private @Nullable IOException failure;

    BodySink(OutputStream sink) {
        this.sink = sink;
    }

    /** For a message that comes now; the handler may fail to make a sink for it. */
    BodySink(RetrievalHandler handler, MessageEntry message) {
        try {
            this.sink = handler.begin(message);
        } catch (IOException e) {
            this.failure = e;
        }
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] data, int from, int length) {
        if (sink == null || failure != null) {
            return;
        }
        try {
            sink.write(data, from, length);
        } catch (IOException e) {
            failure = e;
        }
    }

    /** After the body's end: tells the handler how it went. */
    void finish(RetrievalHandler handler, MessageEntry message) {
        try {
            rethrow();
            handler.retrieved(message);
        } catch (IOException e) {
            handler.spoiled(message, e);
        }
    }

    void rethrow() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
