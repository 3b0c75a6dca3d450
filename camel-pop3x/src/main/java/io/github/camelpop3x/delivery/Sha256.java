package io.github.camelpop3x.delivery;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, which every JVM has. */
public final class Sha256 {

    private Sha256() {}

    /** A digest that octets can be added to. */
    public static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM lacks SHA-256", e);
        }
    }

    /** The digest of some octets, in lower-case hex. */
    static String hex(byte[] octets) {
        return HexFormat.of().formatHex(start().digest(octets));
    }
}
