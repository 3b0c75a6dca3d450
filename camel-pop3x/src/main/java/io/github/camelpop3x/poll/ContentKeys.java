package io.github.camelpop3x.poll;

import io.github.camelpop3x.client.Pop3Session;
import io.github.camelpop3x.client.RetrievalHandler;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.delivery.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Unique-ids for a server that has none: the SHA-256 of each message. Every message is retrieved for it in every poll,
 * and once more if it is emitted; identical messages are told apart by their order only. For one thread.
 */
final class ContentKeys implements RetrievalHandler {

    private final List<MessageEntry> keyed = new ArrayList<>();
    private @Nullable MessageDigest digest;
    private @Nullable IOException failure;

    private ContentKeys() {}

    /** The listing with digests as unique-ids. A message that can't be retrieved makes the listing incomplete: an error. */
    static List<MessageEntry> of(Pop3Session session, List<MessageEntry> listing) throws IOException {
        ContentKeys keys = new ContentKeys();
        session.retr(listing, keys);
        if (keys.failure != null) {
            throw keys.failure;
        }
        return keys.keyed;
    }

    @Override
    public OutputStream begin(MessageEntry message) {
        digest = Sha256.start();
        return new DigestOutputStream(OutputStream.nullOutputStream(), digest);
    }

    @Override
    public void retrieved(MessageEntry message) {
        if (digest != null) {
            String uid = "sha256:" + HexFormat.of().formatHex(digest.digest());
            keyed.add(new MessageEntry(message.number(), uid, message.size()));
        }
    }

    @Override
    public void refused(MessageEntry message, Pop3CommandException reason) {
        failure = reason;
    }

    @Override
    public void spoiled(MessageEntry message, IOException reason) {
        failure = reason;
    }
}
