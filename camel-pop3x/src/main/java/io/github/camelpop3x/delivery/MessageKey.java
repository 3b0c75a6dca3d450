package io.github.camelpop3x.delivery;

/**
 * What identifies a message for as long as it lies on the server: never its number, which is void outside its session.
 *
 * @param account whose maildrop it is, e.g. {@code joe@pop.example.org:995}
 * @param uid the unique-id that UIDL gives (RFC 1939, section 7)
 * @param ordinal 1, or counted up where a server lists one unique-id more than once
 */
public record MessageKey(String account, String uid, int ordinal) {

    /** Of the unique-id alone, whose String keeps its own: keys are looked up several times for each message. */
    @Override
    public int hashCode() {
        return uid.hashCode() * 31 + ordinal;
    }

    /** What differs comes first: a maildrop has one account. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof MessageKey that
                        && ordinal == that.ordinal
                        && uid.equals(that.uid)
                        && account.equals(that.account));
    }

    /**
     * The key as one line of text: unique over all accounts, the same in every session, and fit for a log whatever the
     * server takes for a unique-id.
     */
    @Override
    public String toString() {
        return account + "/" + local();
    }

    /** What identifies the message within its account, as one line of text. */
    public String local() {
        return UidText.encode(uid) + (ordinal == 1 ? "" : "#" + ordinal);
    }

    /** Whether an operator who writes this means it: the unique-id itself, or {@link #local}. */
    public boolean isCalled(String name) {
        return local().equals(name) || (ordinal == 1 && uid.equals(name));
    }
}
