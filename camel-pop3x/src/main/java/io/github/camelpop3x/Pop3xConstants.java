package io.github.camelpop3x;

import org.apache.camel.spi.Metadata;

/** The exchange headers of the component. None of them is ever taken from a mail. */
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
