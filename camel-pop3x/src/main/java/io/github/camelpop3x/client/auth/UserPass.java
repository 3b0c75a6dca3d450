package io.github.camelpop3x.client.auth;

import java.util.List;

/** USER and PASS (RFC 1939, section 7): what every server has, and what a server without CAPA is tried with. */
final class UserPass implements CommandMechanism {

    @Override
    public String name() {
        return "USER";
    }

    @Override
    public Secret needs() {
        return Secret.PASSWORD;
    }

    @Override
    public boolean sendsSecretInClear() {
        return true;
    }

    @Override
    public boolean offeredBy(ChannelContext channel) {
        return channel.user();
    }

    @Override
    public List<Command> commands(Credentials credentials, ChannelContext channel) {
        return List.of(new Command("USER " + credentials.username(), null), new Command("PASS", credentials.secret()));
    }
}
