package io.github.camelpop3x.client.model;

import org.jspecify.annotations.Nullable;

/**
 * One message as a session lists it.
 *
 * @param number the message number: positive, and void outside the session that listed it
 * @param uid the unique-id by UIDL, one {@code char} for each octet and otherwise opaque; {@code null} where UIDL was
 *     not asked
 * @param size the size in octets by LIST: a hint, never a bound for reading; {@link #UNKNOWN_SIZE} where LIST was not
 *     asked or gave nonsense
 */
public record MessageEntry(int number, @Nullable String uid, long size) {

    /** The size of a message whose size isn't known. */
    public static final long UNKNOWN_SIZE = -1;
}
