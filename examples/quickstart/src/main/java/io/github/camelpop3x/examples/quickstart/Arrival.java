package io.github.camelpop3x.examples.quickstart;

import io.github.camelpop3x.Pop3xConstants;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Message;

/**
 * One message as it came out of the route.
 *
 * @param number its number in the session that fetched it
 * @param uid what the server calls it in every session
 * @param size its octets, counted as they came; a server's listing may be wrong
 * @param messageId its {@code Message-ID} field
 * @param from its {@code From} field, decoded
 * @param subject its {@code Subject} field, decoded
 * @param file where its bytes were written
 */
record Arrival(int number, String uid, long size, String messageId, String from, String subject, Path file) {

    /** Reads a message's headers: first what the component says about it, then the mail's own fields. */
    static Arrival of(Message message, Path file) {
        return new Arrival(
                message.getHeader(Pop3xConstants.NUMBER, Integer.class),
                message.getHeader(Pop3xConstants.UID, String.class),
                message.getHeader(Pop3xConstants.SIZE, Long.class),
                field(message, "Message-ID"),
                field(message, "From"),
                field(message, "Subject"),
                file);
    }

    /** A mail may lack a field, or repeat one that it should have once: then the header is a list. */
    private static String field(Message message, String name) {
        Object value = message.getHeader(name);
        if (value instanceof List<?> repeated) {
            value = repeated.get(0);
        }
        return value == null ? "" : value.toString();
    }
}
