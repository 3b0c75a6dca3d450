package io.github.camelpop3x.poll;

/** What to do when every unique-id of a maildrop changed at once, as when its server was migrated. */
public enum UidlReset {
    /** Fail every poll until somebody decides. */
    FAIL,
    /** Every message is new. */
    TREAT_AS_NEW,
    /** Every message was emitted already. */
    TREAT_AS_SEEN
}
