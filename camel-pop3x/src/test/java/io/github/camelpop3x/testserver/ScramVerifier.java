package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The server's side of one SCRAM exchange (RFC 5802), written from the RFC and independent of the client's library.
 * Lifecycle: {@link #first}, then {@link #last}. Not thread-safe.
 */
public final class ScramVerifier {

    private static final int ITERATIONS = 4096;
    private static final byte[] SALT = "sixteen octets..".getBytes(UTF_8);

    private final String hash;
    private final String password;
    private final byte[] binding;
    private String gs2;
    private String clientFirstBare;
    private String serverFirst;

    /**
     * An exchange to come.
     *
     * @param hash as the JDK names it, for instance {@code SHA-256}
     * @param binding what a client under TLS must bind to; {@code null} where nothing is to be bound
     */
    public ScramVerifier(String hash, String password, byte[] binding) {
        this.hash = hash;
        this.password = password;
        this.binding = binding;
    }

    /** The server-first-message for a client-first-message. */
    public String first(String clientFirst) {
        int end = clientFirst.indexOf(',', clientFirst.indexOf(',') + 1) + 1;
        gs2 = clientFirst.substring(0, end);
        clientFirstBare = clientFirst.substring(end);
        String nonce = clientFirstBare.substring(clientFirstBare.indexOf(",r=") + 3) + "server";
        serverFirst = "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(SALT) + ",i=" + ITERATIONS;
        return serverFirst;
    }

    /** The server-final-message for a client-final-message; {@code null} if that proves nothing. */
    public String last(String clientFinal) {
        try {
            int at = clientFinal.lastIndexOf(",p=");
            String withoutProof = clientFinal.substring(0, at);
            if (!withoutProof.equals("c=" + bound() + "," + serverFirst.substring(0, serverFirst.indexOf(",s=")))) {
                return null;
            }
            byte[] auth = (clientFirstBare + "," + serverFirst + "," + withoutProof).getBytes(UTF_8);
            byte[] salted = salted();
            byte[] clientKey = hmac(salted, "Client Key".getBytes(UTF_8));
            byte[] signature = hmac(digest(clientKey), auth);
            byte[] proof = Base64.getDecoder().decode(clientFinal.substring(at + 3));
            if (!Arrays.equals(xor(clientKey, signature), proof)) {
                return null;
            }
            byte[] serverKey = hmac(salted, "Server Key".getBytes(UTF_8));
            return "v=" + Base64.getEncoder().encodeToString(hmac(serverKey, auth));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String bound() {
        byte[] header = gs2.getBytes(UTF_8);
        byte[] bound = Arrays.copyOf(header, header.length + (binding == null ? 0 : binding.length));
        if (binding != null) {
            System.arraycopy(binding, 0, bound, header.length, binding.length);
        }
        return Base64.getEncoder().encodeToString(bound);
    }

    private byte[] salted() throws GeneralSecurityException {
        byte[] key = password.getBytes(UTF_8);
        byte[] block = Arrays.copyOf(SALT, SALT.length + 4);
        block[block.length - 1] = 1;
        byte[] last = hmac(key, block);
        byte[] all = last.clone();
        for (int i = 1; i < ITERATIONS; i++) {
            last = hmac(key, last);
            all = xor(all, last);
        }
        return all;
    }

    private byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
        String algorithm = "Hmac" + hash.replace("-", "");
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key, algorithm));
        return mac.doFinal(data);
    }

    private byte[] digest(byte[] data) throws GeneralSecurityException {
        return MessageDigest.getInstance(hash).digest(data);
    }

    private static byte[] xor(byte[] a, byte[] b) {
        byte[] result = a.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] ^= b[i];
        }
        return result;
    }
}
