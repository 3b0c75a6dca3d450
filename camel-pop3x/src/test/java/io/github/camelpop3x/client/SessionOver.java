package io.github.camelpop3x.client;

import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Capabilities;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3Exception;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.net.Transport;
import io.github.camelpop3x.client.wire.Reply;
import io.github.camelpop3x.client.wire.WireListener;

/** What {@link Pop3Client} does, over any transport: opens the door of this package to the fuzz tests. */
public final class SessionOver {

    private SessionOver() {}

    /** Reads the greeting. */
    public static Pop3Session greeted(
            Transport transport, Pop3Settings settings, WireListener listener, Deadline deadline) throws Pop3Exception {
        return new Pop3Session(new Dialogue(settings, new ServerMemory(), transport, listener, deadline));
    }

    /** Logs in as a poll does. */
    public static void logIn(Pop3Session session, Pop3Settings settings, Credentials credentials) throws Pop3Exception {
        session.authenticate(credentials, settings.authMechanism());
    }

    /** What a refused login, or another refused command, is taken for. */
    public static Pop3CommandException refusal(boolean login, Reply reply, Capabilities capabilities) {
        return login ? Refusal.ofLogin("PASS ***", reply, capabilities) : Refusal.of("UIDL", reply, capabilities);
    }
}
