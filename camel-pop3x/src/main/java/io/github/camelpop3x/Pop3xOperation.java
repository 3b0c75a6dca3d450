package io.github.camelpop3x;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a producer does. Written in lower case in URIs and headers; any case is understood. */
public enum Pop3xOperation {
    /** Number and size of the messages. */
    STAT,
    /** The messages with number, unique-id and size. */
    LIST,
    /** The messages with number and unique-id, as UIDL gives them. */
    UIDL,
    /** Header and first lines of messages. */
    TOP,
    /** Whole messages. */
    RETR,
    /** Deletes messages. */
    DELE,
    /** Takes back what was deleted in this session. */
    RSET,
    /** Keeps the session alive. */
    NOOP,
    /** What the server can do. */
    CAPA,
    /** Logs in and out again. */
    VERIFY,
    /** Retrieves messages and deletes them when the exchange completes. */
    DRAIN,
    /** From the ledger: the messages that wait for an operator. */
    HELD,
    /** From the ledger: the messages that completed and are still on the server. */
    COMPLETED,
    /** In the ledger: emits held messages again, their attempts counted anew. */
    RELEASE,
    /** In the ledger: gives held messages up, as if they had completed. */
    GIVE_UP,
    /** From the ledger: removes what is known of messages. Those that are still on the server are new again. */
    FORGET;

    /** The operation of this name. */
    static Pop3xOperation of(Object named) {
        if (named instanceof Pop3xOperation operation) {
            return operation;
        }
        String name = String.valueOf(named).strip();
        for (Pop3xOperation operation : values()) {
            if (operation.text().equalsIgnoreCase(name) || operation.name().equalsIgnoreCase(name)) {
                return operation;
            }
        }
        throw new IllegalArgumentException("There is no operation '" + name + "': it is one of "
                + Arrays.stream(values()).map(Pop3xOperation::text).collect(Collectors.joining(", ")));
    }

    boolean isOfLedger() {
        return compareTo(HELD) >= 0;
    }

    boolean retrieves() {
        return this == TOP || this == RETR || this == DRAIN;
    }

    /** As it is written in a URI: giveUp. */
    String text() {
        return this == GIVE_UP ? "giveUp" : name().toLowerCase(Locale.ROOT);
    }
}
