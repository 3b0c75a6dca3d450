package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's side of one DIGEST-MD5 exchange (RFC 2831), for one user in an empty realm. Stateless. */
public final class DigestMd5Verifier {

    private static final Pattern DIRECTIVE = Pattern.compile("([a-z-]+)=(?:\"([^\"]*)\"|([^,\"]+))");

    private final String user;
    private final String password;

    /** A verifier of this user. */
    public DigestMd5Verifier(String user, String password) {
        this.user = user;
        this.password = password;
    }

    /** The challenge. */
    public String challenge() {
        return "realm=\"\",nonce=\"OA6MG9tEQGm2hh\",qop=\"auth\",algorithm=md5-sess,charset=utf-8";
    }

    /** The server's proof for a client's response; {@code null} if that proves nothing. */
    public String proof(String response) {
        Map<String, String> said = new TreeMap<>();
        Matcher matcher = DIRECTIVE.matcher(response);
        while (matcher.find()) {
            said.put(matcher.group(1), matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
        }
        return digest(said, "AUTHENTICATE:").equals(said.get("response")) ? "rspauth=" + digest(said, ":") : null;
    }

    private String digest(Map<String, String> said, String verb) {
        ByteArrayOutputStream a1 = new ByteArrayOutputStream();
        a1.writeBytes(md5((user + "::" + password).getBytes(UTF_8)));
        a1.writeBytes((":" + said.get("nonce") + ":" + said.get("cnonce")).getBytes(UTF_8));
        String all = hex(a1.toByteArray()) + ":" + said.get("nonce") + ":" + said.get("nc") + ":" + said.get("cnonce")
                + ":" + said.get("qop") + ":" + hex((verb + said.get("digest-uri")).getBytes(UTF_8));
        return hex(all.getBytes(UTF_8));
    }

    private static String hex(byte[] data) {
        return HexFormat.of().formatHex(md5(data));
    }

    private static byte[] md5(byte[] data) {
        try {
            return MessageDigest.getInstance("MD5").digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
