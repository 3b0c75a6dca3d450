package io.github.camelpop3x.message;

import io.github.camelpop3x.message.mime.FileNames;
import io.github.camelpop3x.message.mime.MimePart;
import io.github.camelpop3x.message.mime.MimeStructure;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.attachment.DefaultAttachment;
import org.apache.camel.spi.HeaderFilterStrategy;

/** Puts what is attached to a mail onto a Camel message, under safe and unique names. */
final class MailAttachments {

    private MailAttachments() {}

    static void map(MimeStructure structure, Spool spool, Exchange exchange, HeaderFilterStrategy filter) {
        if (structure.attachments().isEmpty()) {
            return;
        }
        FileNames names = new FileNames();
        AttachmentMessage message = exchange.getMessage(AttachmentMessage.class);
        for (MimePart part : structure.attachments()) {
            String name = names.nameOf(part);
            DefaultAttachment attachment = new DefaultAttachment(new PartSource(spool, part, name));
            boolean whole = part == structure.root();
            part.fields().forEach((field, value) -> {
                // A message that is one file has its own fields beside that file's.
                boolean own = !whole || field.regionMatches(true, 0, "Content-", 0, 8);
                if (own && !filter.applyFilterToExternalHeaders(field, value, exchange)) {
                    attachment.setHeader(field, value);
                }
            });
            message.addAttachmentObject(name, attachment);
        }
    }
}
