package io.github.camelpop3x;

import io.github.camelpop3x.message.ContentHeaders;
import io.github.camelpop3x.message.RawMessage;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Metadata;

/**
 * The exchange headers of the component, and those of a mail that tell its place in a conversation. What begins with
 * Camel is never taken from a mail's header.
 */
public final class Pop3xConstants {

    @Metadata(
            label = "common",
            description = "The message's unique-id on the server (UIDL), the same in every session. For a producer: the"
                    + " unique-id, or a list of those, that it is about.",
            javaType = "String")
    public static final String UID = "CamelPop3xUid";

    @Metadata(
            label = "common",
            description = "The message's number in the session that retrieved it; void outside of it. For a producer"
                    + " with session=exchange: the number, or a list of those, that it is about.",
            javaType = "Integer")
    public static final String NUMBER = "CamelPop3xNumber";

    @Metadata(
            label = "consumer",
            description = "The message's size in octets, as it was retrieved; as it was listed where only its header"
                    + " section was, and in a filter.",
            javaType = "Long")
    public static final String SIZE = "CamelPop3xSize";

    @Metadata(
            label = "consumer",
            description = "What identifies the message over all accounts and sessions: a unique key for whatever the"
                    + " route writes into.",
            javaType = "String")
    public static final String MESSAGE_KEY = "CamelPop3xMessageKey";

    @Metadata(label = "consumer", description = "Which attempt at this message it is, from 1.", javaType = "Integer")
    public static final String ATTEMPT = "CamelPop3xAttempt";

    @Metadata(
            label = "consumer",
            description = "True if an earlier exchange of this message was cut off by the death of its process, so that"
                    + " the route may have done its work already. Not set otherwise.",
            javaType = "Boolean")
    public static final String IN_DOUBT = "CamelPop3xInDoubt";

    @Metadata(
            label = "consumer",
            description = "True if the message is larger than maxMessageSize, so that only its header section was"
                    + " retrieved (oversize=headers). Not set otherwise.",
            javaType = "Boolean")
    public static final String OVERSIZE = "CamelPop3xOversize";

    @Metadata(
            label = "consumer",
            description = "With format=mime: why the body is the message as it is. Not set otherwise.",
            javaType = "String")
    public static final String MIME_ERROR = ContentHeaders.MIME_ERROR;

    @Metadata(
            label = "consumer",
            description = "With format=mime: the message's own Content-Type, as it was written. The "
                    + "header Content-Type is the body's.",
            javaType = "String")
    public static final String CONTENT_TYPE = ContentHeaders.CONTENT_TYPE;

    @Metadata(
            label = "consumer",
            description = "With format=mime: true if the message or something in it is signed. Nothing "
                    + "was verified. Not set otherwise.",
            javaType = "Boolean")
    public static final String SIGNED = ContentHeaders.SIGNED;

    @Metadata(
            label = "consumer",
            description =
                    "With format=mime: true if the message or something in it is encrypted. Not set " + "otherwise.",
            javaType = "Boolean")
    public static final String ENCRYPTED = ContentHeaders.ENCRYPTED;

    @Metadata(
            label = "consumer",
            description = "With format=mime: what a report is (RFC 6522): delivery-status or disposition- "
                    + "notification. Not set otherwise.",
            javaType = "String")
    public static final String REPORT_TYPE = ContentHeaders.REPORT_TYPE;

    @Metadata(
            label = "consumer",
            description = "What a report says was done (RFC 3464: failed, delayed, delivered...), or its "
                    + "disposition (RFC 8098); a list where there are several.",
            javaType = "String")
    public static final String REPORT_ACTION = ContentHeaders.REPORT_ACTION;

    @Metadata(
            label = "consumer",
            description = "The status of a delivery report, such as 5.1.1; a list where there are " + "several.",
            javaType = "String")
    public static final String REPORT_STATUS = ContentHeaders.REPORT_STATUS;

    @Metadata(
            label = "consumer",
            description = "The address that a report is about; a list where there are several.",
            javaType = "String")
    public static final String REPORT_RECIPIENT = ContentHeaders.REPORT_RECIPIENT;

    @Metadata(label = "consumer", description = "The plain addresses in From.", javaType = "List<String>")
    public static final String FROM = ContentHeaders.FROM;

    @Metadata(label = "consumer", description = "The plain addresses in Reply-To.", javaType = "List<String>")
    public static final String REPLY_TO = ContentHeaders.REPLY_TO;

    @Metadata(label = "consumer", description = "The plain addresses in To.", javaType = "List<String>")
    public static final String TO = ContentHeaders.TO;

    @Metadata(label = "consumer", description = "The plain addresses in Cc.", javaType = "List<String>")
    public static final String CC = ContentHeaders.CC;

    @Metadata(
            label = "consumer",
            description = "The time in the Date field, in milliseconds since 1970.",
            javaType = "long")
    public static final String MESSAGE_TIMESTAMP = Exchange.MESSAGE_TIMESTAMP;

    @Metadata(
            label = "consumer",
            description = "The mail's own field: what identifies it, as its sender says.",
            javaType = "String")
    public static final String MESSAGE_ID = "Message-ID";

    @Metadata(label = "consumer", description = "The mail's own field: which message it answers.", javaType = "String")
    public static final String IN_REPLY_TO = "In-Reply-To";

    @Metadata(
            label = "consumer",
            description = "The mail's own field: the conversation it belongs to.",
            javaType = "String")
    public static final String REFERENCES = "References";

    @Metadata(
            label = "consumer",
            description = "The mail's own field: anything but 'no' says that a machine wrote it (RFC " + "3834).",
            javaType = "String")
    public static final String AUTO_SUBMITTED = "Auto-Submitted";

    @Metadata(
            label = "consumer",
            description = "The mail's own field: the mailing list it came from.",
            javaType = "String")
    public static final String LIST_ID = "List-Id";

    @Metadata(
            label = "consumer",
            description = "The mail's own field: where errors are to be reported to; <> for a report.",
            javaType = "String")
    public static final String RETURN_PATH = "Return-Path";

    @Metadata(
            label = "consumer",
            description =
                    "The mail's own field: which mailbox it was delivered to; a list where there " + "are several.",
            javaType = "String")
    public static final String DELIVERED_TO = "Delivered-To";

    /** Exchange property, with format=mime: the octets of the message, a {@link RawMessage}. */
    public static final String RAW = ContentHeaders.RAW;

    /**
     * Exchange property, with format=mime: the text in the form that wasn't preferred, HTML or plain, if the sender gave
     * both. A String, or a stream if it is larger than maxTextSize.
     */
    public static final String ALTERNATIVE = ContentHeaders.ALTERNATIVE;

    @Metadata(label = "producer", description = "What the producer does.", javaType = "String")
    public static final String OPERATION = "CamelPop3xOperation";

    @Metadata(
            label = "producer",
            description = "How many lines of the body the operation top fetches.",
            javaType = "Integer")
    public static final String LINES = "CamelPop3xLines";

    @Metadata(
            label = "producer",
            description = "User name in place of the URI's, where allowHeaderCredentials lets it be.",
            javaType = "String")
    public static final String USERNAME = "CamelPop3xUsername";

    @Metadata(
            label = "producer",
            description = "Password in place of the URI's, where allowHeaderCredentials lets it be.",
            javaType = "String")
    public static final String PASSWORD = "CamelPop3xPassword";

    private Pop3xConstants() {}
}
