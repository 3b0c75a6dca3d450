package io.github.camelpop3x.message.mime;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Base64 (RFC 2045, section 6.8). What isn't of its alphabet is passed over; padding ends a group, not the content. */
final class Base64Decoder extends Decoder {

    private static final byte[] VALUES = new byte[256];

    static {
        Arrays.fill(VALUES, (byte) -1);
        byte[] alphabet =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < alphabet.length; i++) {
            VALUES[alphabet[i]] = (byte) i;
        }
    }

    private int bits;
    private int digits;

    Base64Decoder(InputStream in) {
        super(in);
    }

    @Override
    void take(int octet) {
        int value = VALUES[octet];
        if (value >= 0) {
            bits = bits << 6 | value;
            if (++digits == 4) {
                give(bits >> 16);
                give(bits >> 8);
                give(bits);
                digits = 0;
            }
        } else if (octet == '=') {
            endGroup();
        }
    }

    @Override
    void takeEnd() {
        endGroup();
    }

    private void endGroup() {
        if (digits == 2) {
            give(bits >> 4);
        } else if (digits == 3) {
            give(bits >> 10);
            give(bits >> 2);
        }
        digits = 0;
    }
}
