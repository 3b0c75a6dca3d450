package io.github.camelpop3x.message;

import io.github.camelpop3x.message.mime.MimePart;
import jakarta.activation.DataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import org.apache.camel.Exchange;

/**
 * An attachment's content, decoded from the message while it is read. Each stream is independent of others; nothing is
 * copied. Thread-safe.
 */
public final class PartSource implements DataSource {

    private final Spool message;
    private final MimePart part;
    private final String name;
    private volatile long size = -1;

    PartSource(Spool message, MimePart part, String name) {
        this.message = message;
        this.part = part;
        this.name = name;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return part.open(message);
    }

    /** The content as the body of an exchange, which holds the message until it is done. */
    SpooledMessage body(Exchange exchange) {
        return SpooledMessage.of(message, this::getInputStream, exchange);
    }

    /** Attachments of a mail that was received aren't written. */
    @Override
    public OutputStream getOutputStream() throws IOException {
        throw new IOException("Attachment " + name + " can't be written");
    }

    /** The media type, with the charset that the sender gave if it is one. */
    @Override
    public String getContentType() {
        String charset = part.parameter("charset");
        return charset == null || !isName(charset)
                ? part.mediaType()
                : part.mediaType() + "; charset=" + charset.toLowerCase(Locale.ROOT);
    }

    private static boolean isName(String charset) {
        return !charset.isEmpty() && charset.length() <= 40 && charset.chars().allMatch(PartSource::isNameCharacter);
    }

    private static boolean isNameCharacter(int c) {
        return c < 128 && (Character.isLetterOrDigit(c) || "-_.:+".indexOf(c) >= 0);
    }

    /** A safe file name, unique among the message's attachments. */
    @Override
    public String getName() {
        return name;
    }

    /** Octets of the decoded content, which is read once to count them. */
    public long size() throws IOException {
        if (size < 0) {
            try (InputStream in = getInputStream()) {
                size = in.transferTo(OutputStream.nullOutputStream());
            }
        }
        return size;
    }
}
