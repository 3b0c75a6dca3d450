package io.github.camelpop3x.select;

/** What is to be done with a message that could be emitted. */
public enum Verdict {
    /** Retrieve it. */
    EMIT,
    /** Retrieve its header section only: it is too large. */
    EMIT_HEADERS,
    /** Leave it for a later poll: it is too young. */
    WAIT,
    /** The filter doesn't want it, or it is too old. */
    UNMATCHED,
    /** Leave it: it is too large. */
    SKIP,
    /** Hold it: it is too large. */
    HOLD,
    /** Let the poll fail in the end: it is too large. */
    FAIL
}
