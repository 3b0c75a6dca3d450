package io.github.camelpop3x.observe;

import org.jspecify.annotations.Nullable;

/**
 * What the ledger has of one message, as an operator sees it.
 *
 * @param uid its unique-id as one line of text, with {@code #n} behind it for the nth of copies that share one
 * @param state how far it has come
 * @param attempts how many times it was tried
 * @param since when it came into this state (ISO 8601)
 * @param reason why the last attempt failed, if it did
 */
public record LedgerRow(
        String uid,
        String state,
        int attempts,
        String since,
        @Nullable String reason) {

    /** One line for an operator. */
    @Override
    public String toString() {
        return uid + " after " + attempts + " attempt(s), since " + since + (reason == null ? "" : ": " + reason);
    }
}
