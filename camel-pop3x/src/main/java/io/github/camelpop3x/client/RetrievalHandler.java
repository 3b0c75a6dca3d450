package io.github.camelpop3x.client;

import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3CommandException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes the messages of {@link Pop3Session#retr(java.util.List, RetrievalHandler)} or their tops one after the other, in the order in
 * which they were asked for. Each gets exactly one of {@link #retrieved}, {@link #refused} and {@link #spoiled}, unless
 * the stream is lost first.
 */
public interface RetrievalHandler {

    /** A sink for the octets of the message that comes now. Closed by whoever made it. */
    OutputStream begin(MessageEntry message) throws IOException;

    /** The message is complete. */
    void retrieved(MessageEntry message) throws IOException;

    /** The server refused to give this message. The others go on. */
    void refused(MessageEntry message, Pop3CommandException reason);

    /** The sink failed. The rest of the message was read and thrown away. The others go on. */
    void spoiled(MessageEntry message, IOException reason);

    /** Whether further messages are to be asked for; those already asked for still come. */
    default boolean wantsMore() {
        return true;
    }
}
