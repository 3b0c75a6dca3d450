package io.github.camelpop3x;

import io.github.camelpop3x.delivery.ListedMessage;
import org.apache.camel.Message;

/** The headers that a message has by its place in the maildrop. */
final class ListedHeaders {

    private ListedHeaders() {}

    static void set(Message message, ListedMessage listed) {
        message.setHeader(Pop3xConstants.UID, listed.key().uid());
        message.setHeader(Pop3xConstants.NUMBER, listed.entry().number());
        message.setHeader(Pop3xConstants.MESSAGE_KEY, listed.key().toString());
    }
}
