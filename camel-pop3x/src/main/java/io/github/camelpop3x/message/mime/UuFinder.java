package io.github.camelpop3x.message.mime;

import java.nio.charset.StandardCharsets;

/**
 * Finds uuencoded files within a text: a line {@code begin 644 name}, encoded lines, a line {@code end}. What only looks
 * like one stays text. For one thread.
 */
class UuFinder {

    /** For content that is no plain text. */
    static final UuFinder NONE = new UuFinder();

    /** Files within one text; those beyond stay text. */
    private static final int MAX_FILES = 1_000;

    private static final byte[] BEGIN = "begin ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "end".getBytes(StandardCharsets.US_ASCII);

    private UuFinder() {}

    /** A finder for a part's content. */
    static UuFinder of(MimePart part) {
        return part.mediaType().equals("text/plain") && part.encoding() == TransferEncoding.NONE ? new InText() : NONE;
    }

    /** How many were found. */
    int found() {
        return 0;
    }

    /** Takes a line of the part's content. */
    void line(LineScanner line, MimePart part) {}

    private static final class InText extends UuFinder {

        private String name = "";
        private long offset = -1;
        private boolean data;
        private int found;

        @Override
        int found() {
            return found;
        }

        @Override
        void line(LineScanner line, MimePart part) {
            if (!line.startsLine()) {
                offset = -1;
            } else if (offset < 0 || line.has(BEGIN, 0)) {
                begin(line);
            } else if (data && line.has(END, 0) && line.blankFrom(END.length)) {
                part.add(new MimePart(name, offset, line.nextOffset() - offset));
                found++;
                offset = -1;
            } else if (!UuDecoder.plausible(line)) {
                offset = -1;
            } else {
                data = true;
            }
        }

        /** {@code begin}, a blank, three or four octal digits, a blank, a name. */
        private void begin(LineScanner line) {
            offset = -1;
            int at = BEGIN.length;
            if (found == MAX_FILES || !line.has(BEGIN, 0)) {
                return;
            }
            while (at < line.length() && line.at(at) >= '0' && line.at(at) <= '7') {
                at++;
            }
            int digits = at - BEGIN.length;
            if (digits >= 3 && digits <= 4 && at < line.length() - 1 && line.at(at) == ' ' && line.length() < 1_000) {
                name = HeaderText.written(line.array(), line.from() + at + 1, line.from() + line.length());
                offset = line.offset();
                data = false;
            }
        }
    }
}
