package io.github.camelpop3x.client;

import io.github.camelpop3x.client.model.Capabilities;
import io.github.camelpop3x.client.model.Pop3AuthenticationException;
import io.github.camelpop3x.client.model.Pop3BusyException;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.ResponseCode;
import io.github.camelpop3x.client.wire.Reply;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code -ERR} means. At a login it is either wrong credentials or a maildrop that can't be had now: taking one for
 * the other locks accounts or hides a wrong password. Codes decide where the server gives them (RFC 2449, RFC 3206), its
 * words only where it doesn't (wire case 16).
 */
final class Refusal {

    private static final Pattern BUSY_WORDS = Pattern.compile(
            "\\b(in use|in-use|busy|locked?|lock|wait|too (soon|many|often|frequent\\w*)|try (again )?later|allowed only"
                    + " every|already (been )?(open|opened|logged|connected)|internal (server )?error|connection limit|temporar\\w+|timed? ?out|unavailable)\\b");
    private static final Pattern LOCKED_ACCOUNT =
            Pattern.compile("\\b(account|user)\\b.{0,20}\\b(locked|disabled|blocked)\\b|password");
    /** Hotmail says it late, in reply to the first command after the login (wire case 19). */
    private static final Pattern LATE_LOGIN_DELAY =
            Pattern.compile("log-?in.{0,40}\\b(only every|too (soon|often))\\b");

    private static final Pattern PERIOD = Pattern.compile("\\b(\\d{1,5}) ?(second|minute|hour|sec|min)s?\\b");

    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private Refusal() {}

    /** A refused command that isn't part of a login. */
    static Pop3CommandException of(String command, Reply reply, Capabilities capabilities) {
        String text = reply.shownText();
        ResponseCode code = capabilities.codeOf(reply.text());
        boolean busy = code == ResponseCode.IN_USE
                || code == ResponseCode.LOGIN_DELAY
                || (code == null && LATE_LOGIN_DELAY.matcher(words(text)).find());
        return busy
                ? new Pop3BusyException(command, text, code, retryAfter(code, text, capabilities))
                : new Pop3CommandException(command, text, code);
    }

    /** A refused login. */
    static Pop3CommandException ofLogin(String command, Reply reply, Capabilities capabilities) {
        return ofLogin(command, reply, capabilities, "check username and password");
    }

    /**
     * A refused login.
     *
     * @param advice what to do if the credentials are wrong, and whatever else is known of the reason
     */
    static Pop3CommandException ofLogin(String command, Reply reply, Capabilities capabilities, String advice) {
        String text = reply.shownText();
        ResponseCode code = capabilities.codeOf(reply.text());
        if (busy(code, text)) {
            return new Pop3BusyException(command, text, code, retryAfter(code, text, capabilities));
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
        return BUSY_WORDS.matcher(words(text)).find()
                && !LOCKED_ACCOUNT.matcher(words(text)).find();
    }

    /** What the server says about when to come again; zero where it doesn't. */
    private static Duration retryAfter(@Nullable ResponseCode code, String text, Capabilities capabilities) {
        Matcher period = PERIOD.matcher(words(text));
        if (period.find()) {
            int count = Integer.parseInt(period.group(1));
            Duration wanted =
                    switch (period.group(2).charAt(0)) {
                        case 'h' -> Duration.ofHours(count);
                        case 'm' -> Duration.ofMinutes(count);
                        default -> Duration.ofSeconds(count);
                    };
            return wanted.compareTo(LONGEST_WAIT) < 0 ? wanted : LONGEST_WAIT;
        }
        return code == ResponseCode.LOGIN_DELAY
                ? Duration.ofSeconds(capabilities.loginDelaySeconds().orElse(0))
                : Duration.ZERO;
    }

    private static String words(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
