package io.github.camelpop3x.client;

import io.github.camelpop3x.client.model.Capabilities;
import io.github.camelpop3x.client.model.Deadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was learnt about one server, so that not every session has to learn it: its faults, each of which is run into
 * once, and for an hour what it can do. Shared by the clients of one endpoint. Thread-safe; a fault stays one.
 */
public final class ServerMemory {

    /** A server that can do more from now on, STLS or a stronger mechanism, is taken at its word an hour later. */
    private static final Duration BELIEVED = Duration.ofHours(1);

    private volatile boolean dropsOnCapa;
    private volatile boolean failsAtPipelining;
    private volatile @Nullable Offer offer;

    /**
     * What a server has said that it can do.
     *
     * @param login when it waited for the login, TLS being in place
     * @param user whose login followed
     * @param session after that login
     */
    record Offer(Capabilities login, String user, Capabilities session, Deadline believed) {}

    /** Whether the server closes the connection when it is asked for its capabilities (wire case 5). */
    public boolean dropsOnCapa() {
        return dropsOnCapa;
    }

    /** Whether the server offers PIPELINING and can't do it (wire cases 31 and 34). */
    public boolean failsAtPipelining() {
        return failsAtPipelining;
    }

    void noteDropOnCapa() {
        dropsOnCapa = true;
    }

    void notePipeliningFailure() {
        failsAtPipelining = true;
    }

    /** What may still be believed of what it said to this user; {@code null} where it must be asked. */
    @Nullable
    Offer offerTo(String user) {
        Offer known = offer;
        return known != null && known.user().equals(user) && !known.believed().passed() ? known : null;
    }

    /** A server that doesn't answer CAPA, or not now, is asked in each session. */
    void note(Capabilities login, String user, Capabilities session) {
        if (login != Capabilities.NONE && session != Capabilities.NONE) {
            offer = new Offer(login, user, session, Deadline.after(BELIEVED, "capabilities"));
        }
    }

    void forgetOffer() {
        offer = null;
    }
}
