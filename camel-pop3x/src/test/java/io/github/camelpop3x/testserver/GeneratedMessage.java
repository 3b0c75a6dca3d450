package io.github.camelpop3x.testserver;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A message of any size that nobody holds: a text and a base64 attachment, each the same line again and again.
 *
 * @param textLines lines of the text, {@value #LINE} octets each with its ending
 * @param attachmentLines lines of the attachment, {@value #DECODED} octets each when decoded
 */
public record GeneratedMessage(long textLines, long attachmentLines) {

    /** Octets of a line with its ending. */
    public static final int LINE = 78;
    /** Octets that a line of base64 stands for. */
    public static final int DECODED = 57;

    private static final String HEADER = "Subject: large\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n";
    private static final String TEXT = "--x\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n";
    private static final String ATTACHMENT = "\r\n--x\r\nContent-Type: application/octet-stream\r\n"
            + "Content-Disposition: attachment; filename=large.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    private static final String END = "\r\n--x--\r\n";

    private static final byte[] TEXT_LINE = octets("x".repeat(LINE - 2) + "\r\n");
    private static final byte[] ATTACHMENT_LINE =
            octets(Base64.getEncoder().encodeToString(new byte[DECODED]) + "\r\n");
    private static final int LINES_AT_ONCE = 512;

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** One whose attachment and whole are of about these sizes. */
    public static GeneratedMessage of(long attachment, long whole) {
        long lines = attachment / DECODED;
        return new GeneratedMessage(Math.max(1, whole / LINE - lines), lines);
    }

    /** Octets of all of it. */
    public long size() {
        return HEADER.length()
                + TEXT.length()
                + ATTACHMENT.length()
                + END.length()
                + LINE * (textLines + attachmentLines);
    }

    /** Octets of the attachment, decoded. */
    public long attachmentSize() {
        return DECODED * attachmentLines;
    }

    /** Writes it as after RETR, without the dot; no line needs stuffing. */
    public void writeTo(OutputStream out) throws IOException {
        writeHeaderTo(out);
        out.write(octets(TEXT));
        repeat(TEXT_LINE, textLines, out);
        out.write(octets(ATTACHMENT));
        repeat(ATTACHMENT_LINE, attachmentLines, out);
        out.write(octets(END));
    }

    /** Writes its header section with the empty line behind it. */
    public void writeHeaderTo(OutputStream out) throws IOException {
        out.write(octets(HEADER));
    }

    private static void repeat(byte[] line, long lines, OutputStream out) throws IOException {
        byte[] many = new byte[line.length * LINES_AT_ONCE];
        for (int i = 0; i < LINES_AT_ONCE; i++) {
            System.arraycopy(line, 0, many, i * line.length, line.length);
        }
        long left = lines;
        while (left > 0) {
            int count = (int) Math.min(left, LINES_AT_ONCE);
            out.write(many, 0, count * line.length);
            left -= count;
        }
    }
}
