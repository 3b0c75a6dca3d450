package io.github.camelpop3x.message.mime;

import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a part's octets were made fit for transport (RFC 2045, section 6). */
public enum TransferEncoding {
    /** 7bit, 8bit, binary, and whatever nobody knows. */
    NONE {
        @Override
        InputStream decoded(InputStream encoded) {
            return encoded;
        }
    },
    /** RFC 2045, section 6.8. */
    BASE64 {
        @Override
        InputStream decoded(InputStream encoded) {
            return new Base64Decoder(encoded);
        }
    },
    /** RFC 2045, section 6.7. */
    QUOTED_PRINTABLE {
        @Override
        InputStream decoded(InputStream encoded) {
            return new QuotedPrintableDecoder(encoded);
        }
    },
    /** What came before MIME, and still comes. */
    UUENCODE {
        @Override
        InputStream decoded(InputStream encoded) {
            return new UuDecoder(encoded);
        }
    };

    /** Decodes whatever comes: what isn't encoded as it should be gives some octets, never an error. */
    abstract InputStream decoded(InputStream encoded);

    /** Also takes what senders write in place of the right names. */
    static TransferEncoding of(@Nullable String field) {
        if (field == null) {
            return NONE;
        }
        String name = field.strip().toLowerCase(Locale.ROOT);
        int end = 0;
        while (end < name.length() && (name.charAt(end) == '-' || Character.isLetterOrDigit(name.charAt(end)))) {
            end++;
        }
        return switch (name.substring(0, end)) {
            case "base64", "b64", "x-base64" -> BASE64;
            case "quoted-printable", "quotedprintable", "quoted" -> QUOTED_PRINTABLE;
            case "uuencode", "x-uuencode", "x-uue", "uue" -> UUENCODE;
            default -> NONE;
        };
    }
}
