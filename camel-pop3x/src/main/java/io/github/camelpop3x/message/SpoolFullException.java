package io.github.camelpop3x.message;

import java.io.IOException;

/** {@code maxSpoolBytes} leaves no room for a message. */
public final class SpoolFullException extends IOException {

    private static final long serialVersionUID = 1;

    private final boolean tooLarge;

    private SpoolFullException(String message, boolean tooLarge) {
        super(message);
        this.tooLarge = tooLarge;
    }

    /** A message has grown out of what others leave. */
    static SpoolFullException grown(long size, long others, long limit) {
        String grown = "The message has at least " + size + " octets, and maxSpoolBytes is " + limit;
        return new SpoolFullException(others == 0 ? grown : grown + ", of which others hold " + others, size > limit);
    }

    /** Whether the message wouldn't fit even while there is no other one. */
    public boolean isTooLarge() {
        return tooLarge;
    }
}
