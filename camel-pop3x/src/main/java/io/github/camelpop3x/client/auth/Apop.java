package io.github.camelpop3x.client.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digest of APOP (RFC 1939, section 7). MD5 is what the RFC says; TLS is what protects. */
public final class Apop {

    private Apop() {}

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
