package io.github.camelpop3x.client;

import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.model.Pop3TimeoutException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;

/** What an I/O error in the middle of a dialogue means, in one sentence. */
final class StreamLoss {

    private StreamLoss() {}

    static Pop3StreamException of(String peer, String during, IOException e) {
        if (e instanceof Pop3StreamException stream) {
            return stream;
        }
        if (e instanceof InterruptedIOException) {
            return new Pop3TimeoutException(peer + " didn't complete " + during + ": " + e.getMessage());
        }
        if (e instanceof EOFException) {
            return new Pop3StreamException(peer + " closed the connection before " + during + " was complete", e);
        }
        return new Pop3StreamException("Lost " + peer + " during " + during + ": " + e.getMessage(), e);
    }
}
