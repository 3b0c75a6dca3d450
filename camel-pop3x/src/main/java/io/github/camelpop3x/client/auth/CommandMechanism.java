package io.github.camelpop3x.client.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mechanism that is spoken by commands of POP3 itself, of which each must be answered with {@code +OK}. */
public non-sealed interface CommandMechanism extends Mechanism {

    /**
     * One command.
     *
     * @param open what may be shown: the verb, and arguments that are no secret
     * @param secret the last argument, if it is a secret; the server judges the user by the reply to it
     */
    record Command(String open, @Nullable String secret) {

        @Override
        public String toString() {
            return secret == null ? open : open + " ***";
        }
    }

    /** The commands of a login, in order. */
    List<Command> commands(Credentials credentials, ChannelContext channel);
}
