package io.github.camelpop3x.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server said when it was connected to.
 *
 * @param text the greeting after {@code +OK}, for logs
 * @param timestamp the timestamp for APOP with its angle brackets, {@code null} where there is none
 */
record Greeting(String text, @Nullable String timestamp) {

    /**
     * A msg-id as RFC 1939, section 7 wants it, anywhere in the line. Anything else in angle brackets is no timestamp:
     * a server in the middle that chooses freely what is hashed can find out the password (CVE-2007-1558, wire case 2).
     */
    private static final Pattern TIMESTAMP = Pattern.compile("<[!-;=?A-~]+@[!-;=?A-~]+>");

    static Greeting of(String text, String shown) {
        Matcher matcher = TIMESTAMP.matcher(text);
        return new Greeting(shown, matcher.find() ? matcher.group() : null);
    }
}
