package io.github.camelpop3x.message;

import io.github.camelpop3x.message.mime.MimePart;
import io.github.camelpop3x.message.mime.MimeStructure;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Tells in headers what a report says: of delivery (RFC 3464) or of what became of a message (RFC 8098). */
final class DeliveryReport {

    /** A report on hundreds of recipients has less. */
    private static final int MAX_OCTETS = 64 * 1024;

    private static final int MAX_GROUPS = 1_000;

    private DeliveryReport() {}

    static void map(MimeStructure structure, Spool spool, Message message) throws IOException {
        MimePart report = structure.reportPart();
        if (report == null) {
            return;
        }
        List<String> actions = new ArrayList<>();
        List<String> statuses = new ArrayList<>();
        List<String> recipients = new ArrayList<>();
        byte[] octets;
        try (InputStream in = report.open(spool)) {
            octets = in.readNBytes(MAX_OCTETS);
        }
        // Groups of fields, each as a message's header section: first on the message, then on each recipient.
        int at = 0;
        for (int group = 0; group < MAX_GROUPS && at < octets.length; group++) {
            int end = HeaderBlock.endOfSection(octets, at, octets.length);
            int next = end < 0 ? octets.length : end;
            HeaderBlock fields = HeaderBlock.of(octets, at, next);
            at = next;
            add(actions, fields.first("Action"));
            add(actions, fields.first("Disposition"));
            add(statuses, fields.first("Status"));
            String recipient = fields.first("Final-Recipient");
            add(recipients, recipient == null ? null : address(recipient));
        }
        message.setHeader(ContentHeaders.REPORT_TYPE, report.mediaType().substring("message/".length()));
        set(message, ContentHeaders.REPORT_ACTION, actions);
        set(message, ContentHeaders.REPORT_STATUS, statuses);
        set(message, ContentHeaders.REPORT_RECIPIENT, recipients);
    }

    /** Without the type in front of it: {@code rfc822; joe@example.org}. */
    private static String address(String recipient) {
        return recipient.substring(recipient.indexOf(';') + 1).strip();
    }

    private static void add(List<String> values, @Nullable String value) {
        if (value != null) {
            values.add(value);
        }
    }

    private static void set(Message message, String name, List<String> values) {
        if (!values.isEmpty()) {
            message.setHeader(name, values.size() == 1 ? values.get(0) : List.copyOf(values));
        }
    }
}
