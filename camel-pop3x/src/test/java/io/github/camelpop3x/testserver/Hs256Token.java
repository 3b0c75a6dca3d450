package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** JSON Web Tokens as a {@link DovecotServer} with {@link DovecotServer.Builder#jwtKey} takes them. Stateless. */
public final class Hs256Token {

    private static final String ALGORITHM = "HmacSHA256";

    private Hs256Token() {}

    /**
     * A signed token.
     *
     * @param user whom it speaks for, in characters that need no escape in JSON
     * @param expires Dovecot refuses the token from then on; it refuses tokens without such a time, too
     */
    public static String of(byte[] key, String user, Instant expires) {
        String claims = "{\"sub\":\"" + user + "\",\"exp\":" + expires.getEpochSecond() + "}";
        String signed = base64("{\"typ\":\"JWT\",\"alg\":\"HS256\"}") + "." + base64(claims);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return signed + "." + base64(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(String text) {
        return base64(text.getBytes(UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
