package io.github.camelpop3x.client.wire;

import io.github.camelpop3x.client.model.Pop3ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The first line of a server's reply (RFC 1939, section 3; RFC 5034, section 4).
 *
 * @param status what kind of line it is
 * @param text what stands after the status indicator and one blank, one {@code char} for each octet
 * @param secrets what must not be shown of the text, as octets too: some servers echo what they were sent
 */
public record Reply(Status status, String text, List<String> secrets) {

    /** The kinds of a reply's first line. */
    public enum Status {
        /** {@code +OK}. */
        OK,
        /** {@code -ERR}. */
        ERR,
        /** {@code +}: a challenge of a SASL exchange; only legal there. */
        CONTINUE
    }

    private static final int SHOWN = 512;
    private static final String MASK = "***";

    /** A reply in which there is nothing to hide. */
    public Reply(Status status, String text) {
        this(status, text, List.of());
    }

    /** What a terminal or a log viewer would obey: controls, C1 among them, marks that turn text around, line ends. */
    private static final Pattern OBEYED = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    /**
     * Reads a reply line. Lower-case indicators are taken too, some servers send them (wire case 7).
     *
     * @throws Pop3ProtocolException the line isn't POP3's
     */
    public static Reply parse(String line) throws Pop3ProtocolException {
        return parse(line, List.of());
    }

    /** The same, with these secrets masked wherever it is shown, in the exception too. */
    static Reply parse(String line, List<String> secrets) throws Pop3ProtocolException {
        List<String> hidden = List.copyOf(secrets);
        if (begins(line, "+OK")) {
            return new Reply(Status.OK, rest(line, 3), hidden);
        }
        if (begins(line, "-ERR")) {
            return new Reply(Status.ERR, rest(line, 4), hidden);
        }
        if (line.equals("+") || line.startsWith("+ ")) {
            return new Reply(Status.CONTINUE, rest(line, 1), hidden);
        }
        throw new Pop3ProtocolException(
                "The server's reply isn't POP3's" + suspicion(line) + ": '" + shown(line, hidden) + "'");
    }

    /** Whether it is {@code +OK}. */
    public boolean ok() {
        return status == Status.OK;
    }

    /** The text as it may be put into a log: UTF-8 where it is valid, no control characters, not too long. */
    public String shownText() {
        return shown(text, secrets);
    }

    /** The whole line as it may be put into a log; a challenge isn't shown. */
    public String line() {
        return switch (status) {
            case OK -> "+OK " + shownText();
            case ERR -> "-ERR " + shownText();
            case CONTINUE -> "+ (challenge)";
        };
    }

    @Override
    public String toString() {
        return status + " " + shownText();
    }

    private static boolean begins(String line, String indicator) {
        int length = indicator.length();
        return line.regionMatches(true, 0, indicator, 0, length)
                && (line.length() == length || line.charAt(length) == ' ' || line.charAt(length) == '\t');
    }

    private static String rest(String line, int from) {
        return line.length() > from ? line.substring(from + 1) : "";
    }

    private static String suspicion(String line) {
        if (line.startsWith("220")) {
            return ", this is an SMTP or FTP server; check the port";
        }
        if (line.startsWith("* ")) {
            return ", this is an IMAP server; check the port";
        }
        if (line.startsWith("HTTP/")) {
            return ", this is an HTTP server; check the port";
        }
        if (line.startsWith("SSH-")) {
            return ", this is an SSH server; check the port";
        }
        return "";
    }

    /** Octets of a server as they may be put into a log or an exception. */
    public static String shown(String octets) {
        return shown(octets, List.of());
    }

    private static String shown(String octets, List<String> secrets) {
        String masked = octets;
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        String decoded = decoded(masked);
        for (String secret : secrets) {
            // It may have come back in another charset.
            decoded = decoded.replace(decoded(secret), MASK);
        }
        String printable = OBEYED.matcher(decoded).replaceAll("?");
        return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "…";
    }

    /** As UTF-8, or octet by octet where it isn't that. */
    private static String decoded(String octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return octets;
        }
    }
}
