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

    private static final byte[] OK = {'+', 'O', 'K'};
    private static final byte[] ERR = {'-', 'E', 'R', 'R'};
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
        byte[] octets = line.getBytes(StandardCharsets.ISO_8859_1);
        return parse(octets, 0, octets.length, List.of());
    }

    /**
     * The same of octets from one index to before the other, with these secrets masked wherever it is shown, in the
     * exception too.
     *
     * @param secrets which doesn't change any more
     */
    static Reply parse(byte[] line, int from, int to, List<String> secrets) throws Pop3ProtocolException {
        if (begins(line, from, to, OK)) {
            return new Reply(Status.OK, rest(line, from + OK.length, to), secrets);
        }
        if (begins(line, from, to, ERR)) {
            return new Reply(Status.ERR, rest(line, from + ERR.length, to), secrets);
        }
        if (to > from && line[from] == '+' && (to == from + 1 || line[from + 1] == ' ')) {
            return new Reply(Status.CONTINUE, rest(line, from + 1, to), secrets);
        }
        String whole = new String(line, from, to - from, StandardCharsets.ISO_8859_1);
        throw new Pop3ProtocolException(
                "The server's reply isn't POP3's" + suspicion(whole) + ": '" + shown(whole, secrets) + "'");
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

    /** Whether the indicator stands there, in any case, and nothing or a blank behind it. */
    private static boolean begins(byte[] line, int from, int to, byte[] indicator) {
        int end = from + indicator.length;
        if (end > to) {
            return false;
        }
        for (int i = 0; i < indicator.length; i++) {
            byte octet = line[from + i];
            byte upper = octet >= 'a' && octet <= 'z' ? (byte) (octet - 'a' + 'A') : octet;
            if (upper != indicator[i]) {
                return false;
            }
        }
        return end == to || line[end] == ' ' || line[end] == '\t';
    }

    /** What follows the indicator and one blank. */
    private static String rest(byte[] line, int from, int to) {
        return to > from + 1 ? new String(line, from + 1, to - from - 1, StandardCharsets.ISO_8859_1) : "";
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
