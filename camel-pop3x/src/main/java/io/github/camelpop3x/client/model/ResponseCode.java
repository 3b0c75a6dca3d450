package io.github.camelpop3x.client.model;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The response codes that a client can act on (RFC 2449, section 8; RFC 3206).
 *
 * <p>Compared without regard to case; an unknown detail after a slash is ignored.
 */
public enum ResponseCode {
    /** Another session has the maildrop. The credentials were right. */
    IN_USE("IN-USE"),
    /** Logged in too soon after the last time. The credentials may be right. */
    LOGIN_DELAY("LOGIN-DELAY"),
    /** A fault of the server that is likely to pass. */
    SYS_TEMP("SYS/TEMP"),
    /** A fault of the server that needs somebody to act. */
    SYS_PERM("SYS/PERM"),
    /** The credentials are wrong. */
    AUTH("AUTH");

    private static final Pattern BRACKETED = Pattern.compile("^\\[([^\\]\\s]{1,64})\\]");

    private final String token;

    ResponseCode(String token) {
        this.token = token;
    }

    /** The code as it stands on the wire, without the brackets. */
    public String token() {
        return token;
    }

    /**
     * The known code at the start of a reply's text.
     *
     * @return {@code null} where the text begins with none, or with one that isn't known (Exchange puts base64 in
     *     brackets into its greeting)
     */
    public static @Nullable ResponseCode of(String text) {
        Matcher matcher = BRACKETED.matcher(text);
        if (!matcher.find()) {
            return null;
        }
        String found = matcher.group(1).toUpperCase(Locale.ROOT);
        for (ResponseCode code : values()) {
            if (found.equals(code.token) || found.startsWith(code.token + "/")) {
                return code;
            }
        }
        return null;
    }
}
