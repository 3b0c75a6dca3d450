package io.github.camelpop3x.poll;

import io.github.camelpop3x.client.MaildropListing;
import io.github.camelpop3x.client.Pop3Session;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.delivery.ListedMessage;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a maildrop holds, each message with the key that outlives the session.
 *
 * @param messages those that can be identified
 * @param complete whether that is all of them, so that those which aren't listed are gone
 */
record KeyedListing(List<ListedMessage> messages, boolean complete) {

    private static final Logger LOG = LoggerFactory.getLogger(KeyedListing.class);

    /**
     * What a maildrop was said to hold.
     *
     * @param session to retrieve messages for their content
     * @param contentKeys whether messages of a server without unique-ids are identified by their content
     * @throws Pop3CommandException the server has no unique-ids, and content doesn't count
     */
    static KeyedListing of(MaildropListing said, Pop3Session session, String account, boolean contentKeys)
            throws IOException {
        List<MessageEntry> entries = said.entries();
        List<MessageEntry> identified =
                entries.stream().filter(entry -> entry.uid() != null).toList();
        if (identified.size() == entries.size()) {
            return new KeyedListing(ListedMessage.of(account, entries), true);
        }
        if (!identified.isEmpty()) {
            LOG.warn(
                    "{}: {} message(s) have no unique-id and are left alone: {}",
                    account,
                    entries.size() - identified.size(),
                    numbersWithout(entries));
            return new KeyedListing(ListedMessage.of(account, identified), false);
        }
        if (!contentKeys) {
            throw new Pop3CommandException(
                    "UIDL",
                    "without unique-ids there is no telling which message was processed already; say messageKey=content"
                            + " to tell them by their content",
                    null);
        }
        return new KeyedListing(ListedMessage.of(account, ContentKeys.of(session, entries)), true);
    }

    private static List<Integer> numbersWithout(List<MessageEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.uid() == null)
                .map(MessageEntry::number)
                .limit(20)
                .toList();
    }
}
