package io.github.camelpop3x.select;

/** What becomes of a message that is larger than it may be. */
public enum Oversize {
    /** Stays on the server; looked at again by every poll, so that a higher limit lets it through. */
    SKIP,
    /** Its header section is emitted without the body. */
    HEADERS,
    /** Waits for an operator. */
    HOLD,
    /** Makes the poll fail after everything else was done. */
    FAIL
}
