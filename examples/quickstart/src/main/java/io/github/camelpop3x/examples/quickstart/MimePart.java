package io.github.camelpop3x.examples.quickstart;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** One MIME entity: its header fields and its body, as they are written on the wire. */
final class MimePart {

    private static final byte[] CRLF = {'\r', '\n'};

    private final String header;
    private final byte[] body;

    private MimePart(String header, byte[] body) {
        this.header = header;
        this.body = body;
    }

    /** No MIME fields, and not even the empty line that would begin a body. */
    static MimePart none() {
        return new MimePart("", new byte[0]);
    }

    /**
     * Text as it is, in its charset.
     *
     * @param encoding what the transfer encoding is declared as; the text is already written that way
     */
    static MimePart text(String contentType, Charset charset, String encoding, String text) {
        return new MimePart(
                "Content-Type: " + contentType + "; charset=" + charset.name().toLowerCase(Locale.ROOT)
                        + "\r\nContent-Transfer-Encoding: " + encoding + "\r\n",
                lines(text).getBytes(charset));
    }

    /** Text that needs neither a charset nor an encoding. */
    static MimePart plain(String text) {
        return text("text/plain", StandardCharsets.US_ASCII, "7bit", text);
    }

    /** A file, in base64. */
    static MimePart attachment(String contentType, String fileNameParameter, byte[] content) {
        return new MimePart(
                "Content-Type: " + contentType + "\r\nContent-Transfer-Encoding: base64\r\n"
                        + "Content-Disposition: attachment; " + fileNameParameter + "\r\n",
                concat(Base64.getMimeEncoder(76, CRLF).encode(content), CRLF));
    }

    /** A whole mail as the content of another. */
    static MimePart message(byte[] mail) {
        return new MimePart("Content-Type: message/rfc822\r\nContent-Disposition: inline\r\n", mail);
    }

    /** Fields for a machine to read, such as a delivery report's. */
    static MimePart fields(String contentType, String fields) {
        return new MimePart(
                "Content-Type: " + contentType + "\r\n", lines(fields).getBytes(StandardCharsets.US_ASCII));
    }

    /** Parts within one; the type's name makes the boundary, so a multipart holds none of its own type. */
    static MimePart multipart(String subtype, String parameters, MimePart... parts) {
        String boundary = "=_" + subtype + "_=";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (MimePart part : parts) {
            body.writeBytes(ascii("--" + boundary + "\r\n"));
            body.writeBytes(part.bytes());
            body.writeBytes(CRLF);
        }
        body.writeBytes(ascii("--" + boundary + "--\r\n"));
        return new MimePart(
                "Content-Type: multipart/" + subtype + parameters + ";\r\n\tboundary=\"" + boundary + "\"\r\n",
                body.toByteArray());
    }

    /** A text and what is attached to it. */
    static MimePart mixed(MimePart... parts) {
        return multipart("mixed", "", parts);
    }

    /** The entity's fields, an empty line, and its body. */
    byte[] bytes() {
        return body.length == 0 ? ascii(header) : concat(ascii(header + "\r\n"), body);
    }

    /** A text block with the line ends of a mail. */
    static String lines(String text) {
        return text.replace("\n", "\r\n");
    }

    static byte[] concat(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream(first.length + second.length);
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
