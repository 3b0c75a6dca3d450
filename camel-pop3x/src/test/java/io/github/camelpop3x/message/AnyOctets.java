package io.github.camelpop3x.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.message.mime.MimeLimits;
import io.github.camelpop3x.message.mime.MimePart;
import io.github.camelpop3x.message.mime.MimeStructure;
import io.github.camelpop3x.message.mime.MimeStructureException;
import io.github.camelpop3x.message.mime.Octets;
import io.github.camelpop3x.message.mime.PartText;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.Attachment;
import org.apache.camel.attachment.AttachmentMessage;

/** What holds of any octets that are taken for a message. */
public final class AnyOctets {

    private AnyOctets() {}

    /** They become an exchange whose body and attachments can be read, and if that is the message, it says why. */
    public static void becomeAnExchange(byte[] octets, CamelContext context) throws IOException {
        Exchange exchange = BoundMessage.bind(octets, context, BoundMessage.MIME);
        Object body = exchange.getMessage().getBody();
        assertThat(body).isNotNull();
        Object error = exchange.getMessage().getHeader(ContentHeaders.MIME_ERROR);
        if (error != null) {
            assertThat(error.toString()).doesNotContain("Exception");
            assertThat((InputStream) body).hasBinaryContent(octets);
        }
        Set<String> names = new HashSet<>();
        if (exchange.getMessage(AttachmentMessage.class).hasAttachments()) {
            for (Attachment attachment : exchange.getMessage(AttachmentMessage.class)
                    .getAttachmentObjects()
                    .values()) {
                PartSource source = (PartSource) attachment.getDataHandler().getDataSource();
                try (InputStream in = source.getInputStream()) {
                    // A line of uuencode may have lost up to 63 zeros at its end.
                    assertThat(in.transferTo(OutputStream.nullOutputStream())).isLessThanOrEqualTo(32L * octets.length);
                }
                isSafe(source.getName());
                assertThat(names.add(source.getName().toLowerCase(Locale.ROOT))).isTrue();
                assertThat(source.getContentType()).matches("[!-~]+/[!-~]+(; charset=[!-~]+)?");
            }
        }
    }

    private static void isSafe(String name) {
        assertThat(name)
                .isNotBlank()
                .doesNotContain("/", "\\", ":", "\0")
                .doesNotStartWith(".")
                .doesNotEndWith(".");
        assertThat(name.chars()).noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(210);
    }

    /**
     * Nothing is read again and again, so that no message takes longer than its length allows: once for the structure,
     * and each part once for its content. Parts lie within the message, one behind the other.
     */
    public static void areReadOnce(byte[] octets) throws IOException {
        Counting message = new Counting(octets);
        MimeStructure structure;
        try {
            structure = MimeStructure.read(message, MimeLimits.DEFAULT, false);
        } catch (MimeStructureException e) {
            assertThat(message.read).isLessThanOrEqualTo(octets.length);
            return;
        }
        assertThat(message.read).isLessThanOrEqualTo(octets.length);
        message.read = 0;
        for (MimePart part : structure.attachments()) {
            part.open(message).transferTo(OutputStream.nullOutputStream());
        }
        MimePart text = structure.text();
        if (text != null) {
            PartText.read(message, text, 100);
            PartText.read(message, text, octets.length);
        }
        assertThat(message.read).isLessThanOrEqualTo(3L * octets.length);
        follow(structure.root(), 0, octets.length);
    }

    private static void follow(MimePart part, long from, long to) {
        assertThat(part.offset()).isBetween(from, to);
        long end = part.offset() + part.length();
        assertThat(end).isBetween(part.offset(), to);
        long at = part.offset();
        List<MimePart> parts = part.parts();
        for (MimePart inner : parts) {
            follow(inner, at, end);
            at = inner.offset() + inner.length();
        }
    }

    private static final class Counting implements Octets {

        private final Octets octets;
        private long read;

        Counting(byte[] array) {
            this.octets = Octets.of(array);
        }

        @Override
        public long length() {
            return octets.length();
        }

        @Override
        public InputStream open(long offset, long length) throws IOException {
            return new FilterInputStream(octets.open(offset, length)) {
                @Override
                public int read() throws IOException {
                    int octet = super.read();
                    read += octet < 0 ? 0 : 1;
                    return octet;
                }

                @Override
                public int read(byte[] target, int from, int count) throws IOException {
                    int got = super.read(target, from, count);
                    read += Math.max(0, got);
                    return got;
                }
            };
        }
    }
}
