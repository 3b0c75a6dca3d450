package io.github.camelpop3x.poll;

import java.io.IOException;

/** Every unique-id of the maildrop changed at once: emitting them would be a second time for each message. */
public final class UidlResetException extends IOException {

    private static final long serialVersionUID = 1L;

    UidlResetException(String account, int known, int listed) {
        super("None of the " + known + " message(s) that " + account + " should still hold is listed, but " + listed
                + " others are: the server seems to have renamed all of them. Nothing is emitted. Say"
                + " onUidlReset=treatAsNew to emit them all, or onUidlReset=treatAsSeen to emit only what comes from"
                + " now on");
    }
}
