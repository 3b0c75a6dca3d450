package io.github.camelpop3x.delivery;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The ledger can't be read or written. Nothing is emitted and nothing deleted until it can be again: without a ledger
 * nobody knows what was done.
 */
public final class LedgerException extends IOException {

    private static final long serialVersionUID = 1L;

    /** A ledger that fails. */
    public LedgerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
