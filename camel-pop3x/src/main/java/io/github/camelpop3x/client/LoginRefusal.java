package io.github.camelpop3x.client;

import io.github.camelpop3x.client.model.Capabilities;
import io.github.camelpop3x.client.model.Pop3AuthenticationException;
import io.github.camelpop3x.client.model.Pop3BusyException;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.ResponseCode;
import io.github.camelpop3x.client.wire.Reply;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a refused login means: the credentials are wrong, or the maildrop can't be had now. Taking one for the other
 * either locks accounts or hides a wrong password, so codes decide where the server gives them (RFC 2449, RFC 3206)
 * and its words only where it doesn't (wire case 16).
 */
final class LoginRefusal {

    private static final Pattern BUSY_WORDS = Pattern.compile(
            "\\b(in use|in-use|busy|locked?|lock|wait|too (soon|many|often|frequent\\w*)|try (again )?later|allowed only"
                    + " every|already (open|logged)|temporar\\w+|timed? ?out|unavailable)\\b");
    private static final Pattern LOCKED_ACCOUNT =
            Pattern.compile("\\b(account|user)\\b.{0,20}\\b(locked|disabled|blocked)\\b|password");

    private LoginRefusal() {}

    static Pop3CommandException of(String command, Reply reply, Capabilities capabilities) {
        return of(command, reply, capabilities, "check username and password");
    }

    /**
     * A refused login.
     *
     * @param advice what to do if the credentials are wrong, and whatever else is known of the reason
     */
    static Pop3CommandException of(String command, Reply reply, Capabilities capabilities, String advice) {
        String text = reply.shownText();
        ResponseCode code = capabilities.codeOf(reply.text());
        if (busy(code, text)) {
            return new Pop3BusyException(command, text, code);
        }
        if (code == ResponseCode.SYS_PERM) {
            return new Pop3CommandException(command, text, code);
        }
        return new Pop3AuthenticationException(
                command,
                text,
                code,
                "The server refused the login (" + command + "): " + (text.isEmpty() ? "(no reason given)" : text)
                        + "; " + advice);
    }

    private static boolean busy(@Nullable ResponseCode code, String text) {
        if (code != null) {
            return code == ResponseCode.IN_USE || code == ResponseCode.LOGIN_DELAY || code == ResponseCode.SYS_TEMP;
        }
        String words = text.toLowerCase(Locale.ROOT);
        return BUSY_WORDS.matcher(words).find()
                && !LOCKED_ACCOUNT.matcher(words).find();
    }
}
