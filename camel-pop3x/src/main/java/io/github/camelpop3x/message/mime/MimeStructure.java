package io.github.camelpop3x.message.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a message consists of: the part that is its text, that text in another form, and what is attached. Immutable.
 *
 * <p>Attached is what the sender calls an attachment, whatever has a file name, and everything that isn't part of the
 * text. Messages that are attached (RFC 2046, section 5.2.1) stay whole.
 */
public final class MimeStructure {

    private final MimePart root;
    private final @Nullable MimePart text;
    private final @Nullable MimePart alternative;
    private final List<MimePart> attachments = new ArrayList<>();

    private MimeStructure(MimePart root, boolean preferHtml) {
        this.root = root;
        BodyText found = BodyText.of(root, preferHtml);
        this.text = found == null ? null : found.chosen();
        this.alternative = found == null ? null : found.other();
        collect(root);
    }

    /** In the order in which they come. The depth of the recursion is that of the multiparts, which is bounded. */
    private void collect(MimePart part) {
        if (!part.isMultipart() && part != text && part != alternative) {
            attachments.add(part);
        }
        for (MimePart inner : part.parts()) {
            collect(inner);
        }
    }

    /**
     * Reads a message's structure.
     *
     * @param message the message
     * @param preferHtml whether the text is rather HTML where the sender gives it in both forms
     * @throws MimeStructureException it has none, or none within the limits; says why
     * @throws IOException the message can't be read
     */
    public static MimeStructure read(Octets message, MimeLimits limits, boolean preferHtml) throws IOException {
        byte[] array = message.array();
        if (array != null) {
            return of(new LineScanner(array, (int) message.length()), limits, preferHtml);
        }
        try (InputStream in = message.open()) {
            return of(new LineScanner(in, message.length()), limits, preferHtml);
        }
    }

    private static MimeStructure of(LineScanner lines, MimeLimits limits, boolean preferHtml) throws IOException {
        return new MimeStructure(new MimeScanner(lines, limits).scan(), preferHtml);
    }

    /** The message as a part. */
    public MimePart root() {
        return root;
    }

    /** The part that is the message's text; {@code null} if there is none. */
    public @Nullable MimePart text() {
        return text;
    }

    /** The same text in the form that wasn't preferred: HTML or plain; {@code null} if there is none. */
    public @Nullable MimePart alternative() {
        return alternative;
    }

    /** Everything else, in its order. */
    public List<MimePart> attachments() {
        return List.copyOf(attachments);
    }

    /** Whether the message or something in it is signed (RFC 1847, RFC 8551). */
    public boolean isSigned() {
        return any(root, part -> part.mediaType().equals("multipart/signed") || isSmime(part, "signed-data"));
    }

    /** Whether the message or something in it is encrypted (RFC 1847, RFC 3156, RFC 8551). */
    public boolean isEncrypted() {
        return any(root, part -> part.mediaType().equals("multipart/encrypted") || isSmime(part, "enveloped-data"));
    }

    /** Without the parameter it is encrypted, as clients take it. */
    private static boolean isSmime(MimePart part, String kind) {
        boolean smime = part.mediaType().equals("application/pkcs7-mime")
                || part.mediaType().equals("application/x-pkcs7-mime");
        String said = part.parameter("smime-type");
        return smime
                && (said == null
                        ? kind.equals("enveloped-data")
                        : said.equalsIgnoreCase(kind)
                                || (kind.equals("enveloped-data") && said.equalsIgnoreCase("authEnveloped-data")));
    }

    /** The part of this type in a report (RFC 6522): {@code message/delivery-status}, say. */
    public @Nullable MimePart reportPart() {
        if (!root.mediaType().equals("multipart/report")) {
            return null;
        }
        for (MimePart part : root.parts()) {
            if (part.isOf("message") && !part.mediaType().equals("message/rfc822")) {
                return part;
            }
        }
        return null;
    }

    private interface Check {
        boolean holds(MimePart part);
    }

    private static boolean any(MimePart part, Check check) {
        if (check.holds(part)) {
            return true;
        }
        for (MimePart inner : part.parts()) {
            if (any(inner, check)) {
                return true;
            }
        }
        return false;
    }
}
