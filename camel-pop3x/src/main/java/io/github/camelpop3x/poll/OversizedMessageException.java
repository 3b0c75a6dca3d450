package io.github.camelpop3x.poll;

import io.github.camelpop3x.delivery.ListedMessage;
import java.io.IOException;
import java.util.List;

/** Messages are larger than they may be, and somebody wants to know. Everything else of the poll was done. */
public final class OversizedMessageException extends IOException {

    private static final long serialVersionUID = 1L;

    OversizedMessageException(String account, List<ListedMessage> messages, long limit) {
        super(messages.size() + " message(s) of " + account + " are larger than maxMessageSize=" + limit
                + " and stay on the server; the first is "
                + messages.get(0).key().local() + " with "
                + messages.get(0).entry().size() + " octets. Raise maxMessageSize, or say oversize=skip, headers or"
                + " hold");
    }
}
