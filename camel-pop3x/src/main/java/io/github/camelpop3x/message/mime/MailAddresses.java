package io.github.camelpop3x.message.mime;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes the plain addresses out of an address field (RFC 5322, section 3.4): {@code joe@example.org} out of
 * {@code "Joe, the one" <joe@example.org>}. Display names, comments and groups' names are left out, and what is no
 * address; nothing is ever an error.
 */
public final class MailAddresses {

    /** The most that are taken; real fields have a few hundred at the utmost. */
    private static final int MAX = 1_000;

    private static final int MAX_LENGTH = 998;

    private final List<String> found = new ArrayList<>();
    private final StringBuilder bare = new StringBuilder();
    private final StringBuilder angle = new StringBuilder();
    private boolean inAngle;
    private boolean sawAngle;

    private MailAddresses() {}

    /** The addresses of fields, as written there, in their order. */
    public static List<String> of(List<String> fields) {
        if (fields.isEmpty()) {
            return List.of();
        }
        MailAddresses addresses = new MailAddresses();
        fields.forEach(addresses::read);
        return List.copyOf(addresses.found);
    }

    private void read(String field) {
        int at = 0;
        while (at < field.length() && found.size() < MAX) {
            char c = field.charAt(at);
            if (c == '(') {
                at = endOfComment(field, at);
                continue;
            }
            if (c == '"') {
                int end = endOfQuoted(field, at);
                text().append(field, at, end);
                at = end;
                continue;
            }
            if (c == '<') {
                inAngle = true;
                sawAngle = true;
                angle.setLength(0);
            } else if (c == '>') {
                inAngle = false;
            } else if (c == ',' && !inAngle || c == ';') {
                end();
            } else if (c == ':' && !inAngle && !bare.toString().contains("[")) {
                bare.setLength(0);
            } else {
                text().append(c);
            }
            at++;
        }
        end();
    }

    private StringBuilder text() {
        return inAngle ? angle : bare;
    }

    private void end() {
        String address = (sawAngle ? angle : bare).toString().strip();
        // A route (RFC 5322, section 4.4) in front of the address: <@a,@b:joe@example.org>.
        if (address.startsWith("@") && address.indexOf(':') > 0) {
            address = address.substring(address.indexOf(':') + 1);
        }
        if (isAddress(address) && found.size() < MAX) {
            found.add(address);
        }
        bare.setLength(0);
        angle.setLength(0);
        inAngle = false;
        sawAngle = false;
    }

    /** A local part, '@' and a domain, without blanks outside of quotes. */
    private static boolean isAddress(String text) {
        int sign = text.lastIndexOf('@');
        if (sign <= 0 || sign == text.length() - 1 || text.length() > MAX_LENGTH) {
            return false;
        }
        boolean quoted = text.startsWith("\"");
        String bare = quoted ? text.substring(sign) : text;
        return bare.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c) || c == '"');
    }

    private static int endOfQuoted(String field, int from) {
        int at = from + 1;
        while (at < field.length() && field.charAt(at) != '"') {
            at += field.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, field.length());
    }

    private static int endOfComment(String field, int from) {
        int depth = 0;
        int at = from;
        while (at < field.length()) {
            char c = field.charAt(at);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            at += c == '\\' ? 2 : 1;
            if (depth == 0) {
                break;
            }
        }
        return Math.min(at, field.length());
    }
}
