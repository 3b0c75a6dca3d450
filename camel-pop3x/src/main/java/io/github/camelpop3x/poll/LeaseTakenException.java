package io.github.camelpop3x.poll;

import java.io.IOException;

/**
 * Another node that shares the ledger, or another poll of the same endpoint, works on the maildrop. The server wasn't asked, and nothing has failed: this one's
 * turn comes with one of its next polls.
 */
public final class LeaseTakenException extends IOException {

    private static final long serialVersionUID = 1L;

    LeaseTakenException(String who, String account) {
        super(who + " works on " + account);
    }
}
