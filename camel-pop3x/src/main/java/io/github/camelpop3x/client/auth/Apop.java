package io.github.camelpop3x.client.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * APOP (RFC 1939, section 7): a digest over the greeting's timestamp and the password. MD5 is what the RFC says; TLS is
 * what protects.
 */
public final class Apop implements CommandMechanism {

    Apop() {}

    @Override
    public String name() {
        return "APOP";
    }

    @Override
    public Secret needs() {
        return Secret.PASSWORD;
    }

    @Override
    public boolean sendsSecretInClear() {
        return false;
    }

    /** By a timestamp that is well-formed: the greeting is read so that there is no other (CVE-2007-1558). */
    @Override
    public boolean offeredBy(ChannelContext channel) {
        return channel.timestamp() != null;
    }

    @Override
    public List<Command> commands(Credentials credentials, ChannelContext channel) {
        String timestamp = Objects.requireNonNull(channel.timestamp(), "timestamp");
        return List.of(new Command("APOP " + credentials.username(), digest(timestamp, credentials.secret())));
    }

    /**
     * The digest over timestamp and shared secret, in lower-case hex.
     *
     * @param timestamp the greeting's timestamp with its angle brackets
     */
    public static String digest(String timestamp, String secret) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(timestamp.getBytes(StandardCharsets.US_ASCII));
            md5.update(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(md5.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no MD5, so APOP can't be used", e);
        }
    }
}
