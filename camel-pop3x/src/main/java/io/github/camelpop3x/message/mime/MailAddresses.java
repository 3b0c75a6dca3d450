package io.github.camelpop3x.message.mime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the plain addresses out of an address field (RFC 5322, section 3.4): {@code joe@example.org} out of
 * {@code "Joe, the one" <joe@example.org>}. Display names, comments and groups' names are left out, and what is no
 * address; nothing is ever an error.
 */
public final class MailAddresses {

    /** The most that are taken; real fields have a few hundred at the utmost. */
    private static final int MAX = 1_000;

    private static final int MAX_LENGTH = 998;

    /** Room for most addresses, with the name in front of them. */
    private static final int USUAL_LENGTH = 48;

    private final List<String> found = new ArrayList<>(1);
    /** What may be the address: from the last '<' on, if there is one. */
    private final StringBuilder text = new StringBuilder(USUAL_LENGTH);

    private boolean inAngle;
    private boolean sawAngle;

    private MailAddresses() {}

    /** The addresses of fields, as written there, in their order. */
    public static List<String> of(List<String> fields) {
        if (fields.isEmpty()) {
            return List.of();
        }
        String only = fields.size() == 1 ? single(fields.get(0)) : null;
        if (only != null) {
            return List.of(only);
        }
        MailAddresses addresses = new MailAddresses();
        fields.forEach(addresses::read);
        return List.copyOf(addresses.found);
    }

    /**
     * The address of a field that is no more than {@code joe@example.org} or {@code Joe <joe@example.org>}, as nearly all
     * are: it is taken out as it stands. {@code null} for any other field.
     */
    private static @Nullable String single(String field) {
        int open = -1;
        int last = field.length() - 1;
        for (int i = 0; i <= last; i++) {
            char c = field.charAt(i);
            if (c == '<' && open < 0 && field.charAt(last) == '>') {
                open = i;
            } else if (isSpecial(c) && !(c == '>' && i == last && open >= 0)) {
                return null;
            }
        }
        String address =
                open < 0 ? field.strip() : field.substring(open + 1, last).strip();
        return isAddress(address) ? address : null;
    }

    private static boolean isSpecial(char c) {
        return switch (c) {
            case '(', '"', '<', '>', ',', ';', ':' -> true;
            default -> false;
        };
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
                if (isPart()) {
                    text.append(field, at, end);
                }
                at = end;
                continue;
            }
            if (c == '<') {
                inAngle = true;
                sawAngle = true;
                text.setLength(0);
            } else if (c == '>') {
                inAngle = false;
            } else if (c == ',' && !inAngle || c == ';') {
                end();
            } else if (c == ':' && !sawAngle && text.indexOf("[") < 0) {
                text.setLength(0);
            } else {
                int end = endOfPlain(field, at);
                if (isPart()) {
                    text.append(field, at, end);
                }
                at = end;
                continue;
            }
            at++;
        }
        end();
    }

    /** The end of what has no meaning of its own, of which the first character may be anything. */
    private static int endOfPlain(String field, int from) {
        int at = from + 1;
        while (at < field.length() && !isSpecial(field.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Whether what is at hand may belong to the address: nothing does behind the '>'. */
    private boolean isPart() {
        return inAngle || !sawAngle;
    }

    private void end() {
        String address = text.toString().strip();
        // A route (RFC 5322, section 4.4) in front of the address: <@a,@b:joe@example.org>.
        if (address.startsWith("@") && address.indexOf(':') > 0) {
            address = address.substring(address.indexOf(':') + 1);
        }
        if (isAddress(address) && found.size() < MAX) {
            found.add(address);
        }
        text.setLength(0);
        inAngle = false;
        sawAngle = false;
    }

    /** A local part, '@' and a domain, without blanks outside of quotes. */
    private static boolean isAddress(String text) {
        int sign = text.lastIndexOf('@');
        if (sign <= 0 || sign == text.length() - 1 || text.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = text.charAt(0) == '"' ? sign : 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || Character.isISOControl(c) || c == '"') {
                return false;
            }
        }
        return true;
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
