package io.github.camelpop3x.message.mime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part's text, without the uuencoded files in it. Its charset is the one that the part says, unless that is none, an
 * unknown one or ASCII: then it is found out. Immutable.
 */
public final class PartText {

    /** HTML without a charset in its header says it in its head, most often. */
    private static final Pattern META =
            Pattern.compile("<meta[^>]{0,200}charset=[\"']?([A-Za-z0-9_-]{1,40})", Pattern.CASE_INSENSITIVE);

    private static final int HEAD = 2048;

    private final Octets message;
    private final MimePart part;
    private final Charset charset;
    private final @Nullable String string;

    private PartText(Octets message, MimePart part, ByteBuffer start, boolean whole) {
        this.message = message;
        this.part = part;
        this.charset = charset(part, start);
        this.string = whole ? string(start, charset) : null;
    }

    /**
     * Reads a part's text.
     *
     * @param most octets up to which it is held as a String
     */
    public static PartText read(Octets message, MimePart part, int most) throws IOException {
        byte[] array = message.array();
        boolean asItIs =
                part.encoding() == TransferEncoding.NONE && part.parts().isEmpty();
        if (array != null && asItIs && part.length() <= most) {
            return new PartText(message, part, ByteBuffer.wrap(array, (int) part.offset(), (int) part.length()), true);
        }
        ByteBuffer start;
        boolean whole;
        try (InputStream in = open(message, part)) {
            // Decoding makes most texts shorter; this much is allocated at once.
            byte[] first = new byte[(int) Math.min(most, part.length() + 1)];
            start = ByteBuffer.wrap(first, 0, in.readNBytes(first, 0, first.length));
            if (start.remaining() > part.length()) {
                start = ByteBuffer.wrap(joined(first, in.readNBytes(most - first.length)));
            }
            whole = start.remaining() < most || in.read() < 0;
        }
        return new PartText(message, part, start, whole);
    }

    private static byte[] joined(byte[] first, byte[] rest) {
        byte[] joined = Arrays.copyOf(first, first.length + rest.length);
        System.arraycopy(rest, 0, joined, first.length, rest.length);
        return joined;
    }

    private static String string(ByteBuffer octets, Charset charset) {
        String text = text(octets, octets.remaining(), charset);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static String text(ByteBuffer octets, int length, Charset charset) {
        return new String(octets.array(), octets.arrayOffset() + octets.position(), length, charset);
    }

    private static Charset charset(MimePart part, ByteBuffer start) {
        Charset labelled = part.charset();
        if (labelled == null && part.mediaType().equals("text/html")) {
            String head = text(start, Math.min(HEAD, start.remaining()), StandardCharsets.ISO_8859_1);
            Matcher meta = META.matcher(head);
            labelled = meta.find() ? MailCharsets.labelled(meta.group(1)) : null;
            // What could be read as ASCII to this point is no UTF-16, whatever it says.
            labelled = labelled != null && labelled.name().startsWith("UTF-16") ? null : labelled;
        }
        return labelled == null ? MailCharsets.guessed(start) : labelled;
    }

    /** The text; {@code null} if it has more octets than were to be held. What can't be decoded is U+FFFD. */
    public @Nullable String string() {
        return string;
    }

    /** The charset of its octets. */
    public Charset charset() {
        return charset;
    }

    /** Its octets, in its charset. */
    public InputStream open() throws IOException {
        return open(message, part);
    }

    private static InputStream open(Octets message, MimePart part) throws IOException {
        return part.parts().isEmpty() ? part.open(message) : new WithoutFiles(message, part);
    }

    /** A text between the uuencoded files in it. */
    private static final class WithoutFiles extends InputStream {

        private final Octets message;
        private final Deque<long[]> slices = new ArrayDeque<>();
        private InputStream current = nullInputStream();

        WithoutFiles(Octets message, MimePart part) {
            this.message = message;
            long at = part.offset();
            for (MimePart file : part.parts()) {
                slices.add(new long[] {at, file.offset() - at});
                at = file.offset() + file.length();
            }
            slices.add(new long[] {at, part.offset() + part.length() - at});
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int got = current.read(target, from, length);
            while (got < 0 && !slices.isEmpty()) {
                long[] slice = slices.remove();
                current = message.open(slice[0], Math.max(0, slice[1]));
                got = current.read(target, from, length);
            }
            return got;
        }
    }
}
