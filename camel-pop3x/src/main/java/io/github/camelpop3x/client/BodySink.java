package io.github.camelpop3x.client;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the wire and a sink that may fail (a full disk, say). After the sink's first failure it swallows the
 * rest, so that the body is read to its end and the session stays in step; the failure is told then.
 */
final class BodySink extends OutputStream {

    private final @Nullable OutputStream sink;
    private @Nullable IOException failure;

    BodySink(OutputStream sink) {
        this.sink = sink;
    }

    private BodySink(IOException failure) {
        this.sink = null;
        this.failure = failure;
    }

    /** Makes a sink. */
    interface Opener {
        OutputStream open() throws IOException;
    }

    /** What is done when all is well; may itself fail. */
    interface Completion {
        void run() throws IOException;
    }

    /** What is done with the failure. */
    interface FailureHandler {
        void accept(IOException failure);
    }

    static BodySink opened(Opener opener) {
        try {
            return new BodySink(opener.open());
        } catch (IOException e) {
            return new BodySink(e);
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

    /** After the body's end: says how it went. */
    void finish(Completion completion, FailureHandler failed) {
        try {
            rethrow();
            completion.run();
        } catch (IOException e) {
            failed.accept(e);
        }
    }

    void rethrow() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
