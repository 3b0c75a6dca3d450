package io.github.camelpop3x.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * RFC 1939, section 3, word by word and slowly: lines end with CR LF; a line of one dot is the end; any other line that
 * begins with a dot loses it.
 *
 * @param body what was read
 * @param end the index after the end, or -1 where there is none
 */
record ReferenceDecoder(String body, int end) {

    static ReferenceDecoder decode(byte[] wire) {
        return decode(wire, 0, wire.length);
    }

    static ReferenceDecoder decode(byte[] wire, int from, int to) {
        String text = new String(wire, 0, to, ISO_8859_1);
        StringBuilder body = new StringBuilder();
        int at = from;
        while (at < to) {
            int crlf = text.indexOf("\r\n", at);
            String line = crlf < 0 ? text.substring(at) : text.substring(at, crlf + 2);
            at += line.length();
            if (line.equals(".\r\n")) {
                return new ReferenceDecoder(body.toString(), at);
            }
            body.append(line.startsWith(".") ? line.substring(1) : line);
        }
        return new ReferenceDecoder(body.toString(), -1);
    }

    boolean complete() {
        return end >= 0;
    }

    /** A message as a server puts it on the wire, with its end. A last line without an end gets one. */
    static byte[] stuffed(byte[] message) {
        StringBuilder wire = new StringBuilder();
        String text = new String(message, ISO_8859_1);
        int at = 0;
        while (at < text.length()) {
            int crlf = text.indexOf("\r\n", at);
            String line = crlf < 0 ? text.substring(at) + "\r\n" : text.substring(at, crlf + 2);
            wire.append(line.startsWith(".") ? "." : "").append(line);
            at = crlf < 0 ? text.length() : crlf + 2;
        }
        return wire.append(".\r\n").toString().getBytes(ISO_8859_1);
    }
}
