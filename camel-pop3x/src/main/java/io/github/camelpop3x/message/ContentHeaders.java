package io.github.camelpop3x.message;

/** Names of headers and properties that come from a message's content. */
public final class ContentHeaders {

    /** See {@code Pop3xConstants}, where each is described. */
    public static final String MIME_ERROR = "CamelPop3xMimeError";

    public static final String CONTENT_TYPE = "CamelPop3xContentType";
    public static final String SIGNED = "CamelPop3xSigned";
    public static final String ENCRYPTED = "CamelPop3xEncrypted";
    public static final String REPORT_TYPE = "CamelPop3xReportType";
    public static final String REPORT_ACTION = "CamelPop3xReportAction";
    public static final String REPORT_STATUS = "CamelPop3xReportStatus";
    public static final String REPORT_RECIPIENT = "CamelPop3xReportRecipient";
    public static final String FROM = "CamelPop3xFrom";
    public static final String REPLY_TO = "CamelPop3xReplyTo";
    public static final String TO = "CamelPop3xTo";
    public static final String CC = "CamelPop3xCc";

    /** Properties. */
    public static final String RAW = "CamelPop3xRaw";

    public static final String ALTERNATIVE = "CamelPop3xAlternative";

    private ContentHeaders() {}
}
