package io.github.camelpop3x.message.mime;

import java.io.InputStream;

/** uuencode (POSIX), with or without the lines that begin and end it. For lines of up to 63 octets each. */
final class UuDecoder extends Decoder {

    private static final int MAX_LINE = 128;
    private static final byte[] BEGIN = {'b', 'e', 'g', 'i', 'n', ' '};

    private final byte[] line = new byte[MAX_LINE];
    private int length;
    private boolean ended;

    UuDecoder(InputStream in) {
        super(in);
    }

    /**
     * Whether a line may be encoded data: of its alphabet alone, and no longer than its first octet says. It may be
     * shorter, as blanks at the end of a line are lost on the way sometimes.
     */
    static boolean plausible(LineScanner line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.at(i) < ' ' || line.at(i) > '`') {
                return false;
            }
        }
        // One octet more than needed, which some encoders add as a checksum.
        return line.length() == 0 || line.length() <= 2 + (count(line.at(0)) + 2) / 3 * 4;
    }

    private static int count(int octet) {
        return (octet - ' ') & 0x3f;
    }

    @Override
    void take(int octet) {
        if (octet == '\n') {
            endLine();
        } else if (octet != '\r' && length < MAX_LINE) {
            line[length++] = (byte) octet;
        }
    }

    @Override
    void takeEnd() {
        endLine();
    }

    private void endLine() {
        if (!ended && length > 0 && !isBegin()) {
            int count = count(line[0]);
            ended = count == 0 || isEnd();
            for (int at = 1; count > 0 && !ended; at += 4) {
                int bits = value(at) << 18 | value(at + 1) << 12 | value(at + 2) << 6 | value(at + 3);
                for (int shift = 16; shift >= 0 && count > 0; shift -= 8, count--) {
                    give(bits >> shift);
                }
            }
        }
        length = 0;
    }

    /** Blanks at the end of a line are lost on the way sometimes: they are zeros. */
    private int value(int at) {
        return at < length ? (line[at] - ' ') & 0x3f : 0;
    }

    private boolean isBegin() {
        for (int i = 0; i < BEGIN.length; i++) {
            if (i >= length || line[i] != BEGIN[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean isEnd() {
        return length == 3 && line[0] == 'e' && line[1] == 'n' && line[2] == 'd';
    }
}
