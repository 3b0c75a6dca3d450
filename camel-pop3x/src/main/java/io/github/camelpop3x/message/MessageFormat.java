package io.github.camelpop3x.message;

/** What of a message becomes the exchange. */
public enum MessageFormat {
    /** Its text as body, its attachments as attachments. */
    MIME,
    /** Its octets as body. */
    RAW,
    /** Its header fields alone, without a body. Nothing else is retrieved. */
    HEADERS
}
