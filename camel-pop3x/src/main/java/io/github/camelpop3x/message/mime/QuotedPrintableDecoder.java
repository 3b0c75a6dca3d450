package io.github.camelpop3x.message.mime;

import java.io.InputStream;

/** Quoted-printable (RFC 2045, section 6.7). What is no code stays as it is, and so do line endings. */
final class QuotedPrintableDecoder extends Decoder {

    /** Blanks that are held back, as they go where the line ends behind them. A line should have 76 octets in all. */
    private static final int MAX_BLANKS = 1_000;

    private static final int NOTHING = -1;

    private final byte[] blanks = new byte[MAX_BLANKS];
    private int held;

    /** Behind '=': the octets since, of which the first may be a digit. */
    private boolean code;

    private int first = NOTHING;
    private boolean blankInCode;
    private boolean cr;

    QuotedPrintableDecoder(InputStream in) {
        super(in);
    }

    @Override
    void take(int octet) {
        if (code) {
            inCode(octet);
        } else if (octet == ' ' || octet == '\t') {
            endCr();
            hold(octet);
        } else if (octet == '\r') {
            endCr();
            cr = true;
        } else if (octet == '\n') {
            held = 0;
            if (cr) {
                cr = false;
                give('\r');
            }
            give('\n');
        } else {
            endCr();
            giveBlanks();
            if (octet == '=') {
                code = true;
            } else {
                give(octet);
            }
        }
    }

    private void inCode(int octet) {
        if (first == '\r') {
            // A soft line break, or a CR that stands alone and is taken for one.
            endCode();
            if (octet != '\n') {
                take(octet);
            }
        } else if (first != NOTHING) {
            int low = Character.digit(octet, 16);
            if (low >= 0) {
                give(Character.digit(first, 16) * 16 + low);
                endCode();
            } else {
                int digit = first;
                endCode();
                give('=');
                give(digit);
                take(octet);
            }
        } else if (octet == '\n') {
            endCode();
        } else if (octet == '\r') {
            first = octet;
        } else if (octet == ' ' || octet == '\t') {
            blankInCode = true;
            hold(octet);
        } else if (!blankInCode && Character.digit(octet, 16) >= 0) {
            first = octet;
        } else {
            code = false;
            blankInCode = false;
            give('=');
            giveBlanks();
            take(octet);
        }
    }

    /** Drops the blanks between '=' and the line's end, if there are any. */
    private void endCode() {
        code = false;
        first = NOTHING;
        blankInCode = false;
        held = 0;
    }

    private void hold(int octet) {
        if (held == blanks.length) {
            giveBlanks();
        }
        blanks[held++] = (byte) octet;
    }

    private void giveBlanks() {
        for (int i = 0; i < held; i++) {
            give(blanks[i]);
        }
        held = 0;
    }

    private void endCr() {
        if (cr) {
            cr = false;
            giveBlanks();
            give('\r');
        }
    }

    @Override
    void takeEnd() {
        if (code && first != NOTHING && first != '\r') {
            give('=');
            give(first);
        }
        endCr();
    }
}
