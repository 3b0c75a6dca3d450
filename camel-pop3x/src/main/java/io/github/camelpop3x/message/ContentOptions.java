package io.github.camelpop3x.message;

import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * How a message becomes an exchange.
 *
 * @param format what of it
 * @param preferHtml whether the body is rather HTML where the sender gives the text in both forms
 * @param maxTextSize octets up to which a text is a String; a larger one is a stream
 * @param filter decides which header fields get in, of the message and of its parts
 */
public record ContentOptions(MessageFormat format, boolean preferHtml, int maxTextSize, HeaderFilterStrategy filter) {

    /** The same in another format. */
    public ContentOptions as(MessageFormat other) {
        return new ContentOptions(other, preferHtml, maxTextSize, filter);
    }
}
