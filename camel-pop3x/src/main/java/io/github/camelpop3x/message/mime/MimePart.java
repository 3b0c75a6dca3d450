package io.github.camelpop3x.message.mime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of a message: a multipart with its parts, or a leaf with content. Knows where in the message its octets are and
 * holds none of them. Immutable once the structure was read, and thread-safe.
 */
public final class MimePart {

    /** A part without a type that could be told. */
    static final String UNKNOWN = "application/octet-stream";

    private final PartFields fields;
    private final FieldValue type;
    private final FieldValue disposition;
    private final String mediaType;
    private final TransferEncoding encoding;
    private final List<MimePart> parts = new ArrayList<>(0);
    private final @Nullable String fileName;

    private final long offset;
    private long length;

    /** A part whose content begins at an offset. */
    MimePart(PartFields fields, String defaultType, long offset, HeaderText words) {
        this.fields = fields;
        String typeField = fields.get("Content-Type");
        this.type = FieldValue.of(typeField, words);
        this.disposition = FieldValue.of(fields.get("Content-Disposition"), words);
        this.mediaType = typeField == null ? defaultType : mediaType(type.value());
        this.encoding = TransferEncoding.of(fields.get("Content-Transfer-Encoding"));
        this.fileName = given(disposition.parameter("filename"), type.parameter("name"));
        this.offset = offset;
    }

    /** A uuencoded file within a text. */
    MimePart(String fileName, long offset, long length) {
        this.fields = PartFields.none();
        this.type = FieldValue.of(null, new HeaderText());
        this.disposition = FieldValue.of("attachment", new HeaderText());
        this.mediaType = UNKNOWN;
        this.encoding = TransferEncoding.UUENCODE;
        this.fileName = fileName;
        this.offset = offset;
        this.length = length;
    }

    private static @Nullable String given(@Nullable String first, @Nullable String second) {
        return first == null || first.isBlank() ? second : first;
    }

    /** Something that isn't {@code type/subtype} of RFC 2045's tokens says nothing, unless it is 'text'. */
    private static String mediaType(String written) {
        int slash = written.indexOf('/');
        boolean sound = slash > 0
                && slash < written.length() - 1
                && isToken(written, 0, slash)
                && isToken(written, slash + 1, written.length())
                && written.length() <= 127;
        return sound ? written : written.equals("text") || written.isEmpty() ? "text/plain" : UNKNOWN;
    }

    private static boolean isToken(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 127 || "()<>@,;:\\\"/[]?=".indexOf(c) >= 0) {
                return false;
            }
        }
        return true;
    }

    // --- written by the scanner
    // ---------------------------------------------------------------------------------------

    void endsAt(long end) {
        length = Math.max(0, end - offset);
    }

    void add(MimePart part) {
        parts.add(part);
    }

    /** The boundary between the parts, {@code null} if it has none. */
    @Nullable
    String boundary() {
        String boundary = isOf("multipart") ? type.parameter("boundary") : null;
        return boundary == null || boundary.isBlank() ? null : boundary.stripTrailing();
    }

    int fieldCount() {
        return fields.count();
    }

    // --- what it is
    // ---------------------------------------------------------------------------------------------------

    /** The media type in lower case, such as {@code text/plain}. */
    public String mediaType() {
        return mediaType;
    }

    /** Whether the type is one of {@code text}, {@code image} and so on. */
    public boolean isOf(String topLevelType) {
        return mediaType.startsWith(topLevelType) && mediaType.indexOf('/') == topLevelType.length();
    }

    /** A parameter of the content type, by its name in lower case. */
    public @Nullable String parameter(String name) {
        return type.parameter(name);
    }

    /** The charset that the content type says, as Java understands it; {@code null} if it says none or an unknown one. */
    @Nullable
    Charset charset() {
        return MailCharsets.labelled(type.parameter("charset"));
    }

    /** Whether the sender wants it to be an attachment. */
    public boolean isAttachment() {
        return disposition.value().equals("attachment");
    }

    /** The disposition in lower case; empty if there is none. */
    public String disposition() {
        return disposition.value();
    }

    /** The file name as the sender gave it, decoded: nothing to open a file with. See {@link FileNames}. */
    public @Nullable String fileName() {
        return fileName;
    }

    /** The content id without its brackets. */
    public @Nullable String contentId() {
        String id = fields.get("Content-ID");
        return id == null ? null : id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id;
    }

    /** The part's header fields, the first of each name, as written. */
    public Map<String, String> fields() {
        return fields.all();
    }

    /** The parts of a multipart, or the uuencoded files within a text. */
    public List<MimePart> parts() {
        return Collections.unmodifiableList(parts);
    }

    /** Whether it has parts in place of content. */
    public boolean isMultipart() {
        return isOf("multipart") && !parts.isEmpty();
    }

    /** Where its encoded content begins in the message. */
    public long offset() {
        return offset;
    }

    /** Octets of its encoded content. */
    public long length() {
        return length;
    }

    /** How its content is encoded. */
    public TransferEncoding encoding() {
        return encoding;
    }

    /** Its content, decoded while it is read. Independent of other streams. */
    public InputStream open(Octets message) throws IOException {
        return encoding.decoded(message.open(offset, length));
    }

    @Override
    public String toString() {
        return mediaType + " at " + offset + ", " + length + " octets";
    }
}
