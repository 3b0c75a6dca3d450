package io.github.camelpop3x.observe;

import java.io.IOException;
import java.util.List;

/** What an operator sees of a maildrop that is being polled, and may decide about. Thread-safe. */
public interface MaildropMonitor {

    /** Whose maildrop it is. */
    String account();

    /** How the last poll went. */
    String getPollStatus();

    /** What was done since the endpoint was made. */
    PollCounters counters();

    /** Exchanges that aren't over. */
    int getMessagesInFlight();

    /** How many messages waited for a decision when the last poll looked; costs nothing. */
    int getMessagesHeld();

    /** Octets that the endpoint's messages hold in temporary files. */
    long getSpooledBytes();

    /** The messages that wait for a decision now, as the ledger has them. */
    List<LedgerRow> held() throws IOException;

    /**
     * Emits a held message again in the next poll, its attempts counted anew.
     *
     * @return whether it was held
     */
    boolean releaseHeld(String uid) throws IOException;

    /**
     * Gives a held message up: with {@code delete=true} the next poll deletes it.
     *
     * @return whether it was held
     */
    boolean giveUpHeld(String uid) throws IOException;
}
