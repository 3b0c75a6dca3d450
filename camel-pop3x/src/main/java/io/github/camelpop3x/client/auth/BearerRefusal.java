package io.github.camelpop3x.client.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server says of a token that it doesn't take: JSON with members that RFC 7628, section 3.2.2 names and servers
 * add to. Only strings and numbers of members known to be worth showing are read, by pattern: it is for people, and
 * nothing is decided by it.
 */
final class BearerRefusal {

    private static final int LONGEST = 200;

    /** The repetitions are bounded: Java's matcher recurses for each. */
    private static final Pattern MEMBER =
            Pattern.compile("\"(status|error|error_description|message|error_message|scope|schemes)\"\\s{0,9}:\\s{0,9}"
                    + "(?:\"((?:[^\"\\\\]|\\\\.){0," + LONGEST + "})|(-?\\d{1,9}))");

    private BearerRefusal() {}

    /** The message in words that may be put into a log; never empty. */
    static String shown(byte[] json) {
        Map<String, String> members = new LinkedHashMap<>();
        Matcher matcher = MEMBER.matcher(new String(json, UTF_8));
        while (matcher.find()) {
            String value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
            members.putIfAbsent(matcher.group(1), value.replaceAll("\\p{Cntrl}", "?"));
        }
        StringBuilder shown = new StringBuilder();
        members.forEach((name, value) -> shown.append(shown.isEmpty() ? "" : ", ")
                .append(name)
                .append(' ')
                .append(value));
        return shown.isEmpty() ? "no reason that can be read" : shown.toString();
    }
}
