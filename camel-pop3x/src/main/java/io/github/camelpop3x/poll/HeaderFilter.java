package io.github.camelpop3x.poll;

import io.github.camelpop3x.delivery.ListedMessage;
import io.github.camelpop3x.message.HeaderBlock;

/** Decides by listing and header section whether a message is wanted. Called by one thread at a time. */
@FunctionalInterface
public interface HeaderFilter {

    /**
     * Whether the message is wanted.
     *
     * @throws Exception it can't decide; the message is held with this as the reason
     */
    boolean selects(ListedMessage message, HeaderBlock header) throws Exception;
}
