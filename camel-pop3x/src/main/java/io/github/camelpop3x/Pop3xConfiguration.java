package io.github.camelpop3x;

import io.github.camelpop3x.client.auth.AccessTokenProvider;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.ProxySettings;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.delivery.DeliveryLedger;
import io.github.camelpop3x.message.MessageFormat;
import io.github.camelpop3x.poll.UidlReset;
import io.github.camelpop3x.select.MessageOrder;
import io.github.camelpop3x.select.Oversize;
import org.apache.camel.Predicate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/** The options of an endpoint, and nothing else. Set before the endpoint starts; not thread-safe. */
@UriParams
public class Pop3xConfiguration implements Cloneable {

    @UriPath(description = "Host name or address of the POP3 server.")
    @Metadata(required = true)
    private String host = "";

    @UriPath(description = "TCP port of the POP3 server. The default is 110 for pop3x and 995 for pop3xs.")
    private int port;

    @UriParam(label = "security", secret = true, description = "Name of the maildrop's user.")
    private @Nullable String username;

    @UriParam(label = "security", secret = true, description = "Password of the maildrop's user.")
    private @Nullable String password;

    @UriParam(
            label = "security",
            defaultValue = "auto",
            description = "How the user is authenticated: auto (the strongest mechanism that the server offers and the"
                    + " credentials allow) or one by its name: SCRAM-SHA-512-PLUS, SCRAM-SHA-256-PLUS,"
                    + " SCRAM-SHA-1-PLUS, SCRAM-SHA-512, SCRAM-SHA-256, SCRAM-SHA-1, EXTERNAL, GSSAPI, DIGEST-MD5,"
                    + " CRAM-MD5, APOP, OAUTHBEARER, XOAUTH2, PLAIN, LOGIN, USER. EXTERNAL (client certificate),"
                    + " GSSAPI (Kerberos) and DIGEST-MD5 are only used by name.")
    private String authMechanism = "auto";

    @UriParam(
            label = "security",
            secret = true,
            description = "OAuth 2.0 access token, for XOAUTH2 and OAUTHBEARER; used in place of a password.")
    private @Nullable String accessToken;

    @UriParam(
            label = "security",
            description = "Gives an OAuth 2.0 access token for each login, as a bean; in place of accessToken, which"
                    + " can't be renewed.")
    private @Nullable AccessTokenProvider accessTokenProvider;

    @UriParam(
            label = "advanced",
            defaultValue = "false",
            description = "Whether UTF8 (RFC 6856) is sent before the login where the server offers it. Mails with"
                    + " UTF-8 in their headers then come as they are; some servers wrap them otherwise.")
    private boolean utf8;

    @UriParam(
            label = "security",
            enums = "required,implicit,none",
            description = "How the session is protected: required (STLS or fail), implicit (TLS from the first octet)"
                    + " or none (no TLS; for a trusted network). The default is required for pop3x and implicit for"
                    + " pop3xs.")
    private @Nullable TlsMode tls;

    @UriParam(
            label = "security",
            description = "Trust, keys and protocols for TLS. The default is the JVM's trust store. TLS 1.2 is the"
                    + " oldest that is spoken, and host names are always verified.")
    private @Nullable SSLContextParameters sslContextParameters;

    @UriParam(
            label = "consumer",
            defaultValue = "true",
            description = "Whether a message is deleted from the server when its exchange completed. With false it"
                    + " stays there and is emitted once for as long as the ledger lives.")
    private boolean delete = true;

    /** Whether somebody said so. */
    private boolean deleteGiven;

    @UriParam(
            label = "consumer",
            defaultValue = "mime",
            enums = "mime,raw,headers",
            description = "What of a message becomes the exchange: mime, its text as body and its attachments as"
                    + " attachments; raw, its octets as body; or headers, its header fields alone, for which nothing"
                    + " else is retrieved (TOP). With headers, delete must be set.")
    private MessageFormat format = MessageFormat.MIME;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description = "With format=mime: whether the body is rather HTML where the sender gives the text as HTML"
                    + " and plain.")
    private boolean preferHtml;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "1048576",
            description = "With format=mime: octets up to which the text is a String. A larger one is a stream that can"
                    + " be read again, in the charset of the exchange property CamelCharsetName.")
    private int maxTextSize = 1024 * 1024;

    @UriParam(
            label = "consumer",
            description =
                    "The most messages that one poll retrieves; only selected ones count. 0 for no limit: memory is bounded anyway, as"
                            + " messages are retrieved in small groups while the route runs.")
    private int maxMessagesPerPoll;

    @UriParam(
            label = "consumer",
            defaultValue = "oldest",
            enums = "oldest,newest",
            description = "Which messages come first.")
    private MessageOrder order = MessageOrder.OLDEST;

    @UriParam(
            label = "consumer,filter",
            description = "Which messages are retrieved, by their headers: a bean (org.apache.camel.Predicate), or an"
                    + " expression in simple or in the language whose name and colon it begins with. It sees the mail's"
                    + " headers and no body, and is asked once for each message. Needs a server that knows TOP.")
    private @Nullable Predicate filter;

    @UriParam(
            label = "consumer,filter",
            defaultValue = "0",
            javaType = "java.time.Duration",
            description = "Younger messages, by their Date, wait for a later poll. 0 for no such limit. Needs a server"
                    + " that knows TOP.")
    private long minAge;

    @UriParam(
            label = "consumer,filter",
            defaultValue = "0",
            javaType = "java.time.Duration",
            description = "Older messages, by their Date, aren't retrieved. 0 for no such limit. Needs a server that"
                    + " knows TOP.")
    private long maxAge;

    @UriParam(
            label = "consumer,filter",
            defaultValue = "0",
            description = "The most octets that a message may have, by what LIST says. 0 for no limit.")
    private long maxMessageSize;

    @UriParam(
            label = "consumer,filter",
            defaultValue = "skip",
            enums = "skip,headers,hold,fail",
            description = "What becomes of a message that is larger than maxMessageSize: left on the server (skip), its"
                    + " headers emitted without a body (headers, for which delete must be said), held for an operator"
                    + " (hold), or left and every poll made to fail once the others are done (fail).")
    private Oversize oversize = Oversize.SKIP;

    @UriParam(
            label = "consumer,filter",
            defaultValue = "false",
            description = "Whether messages that filter or maxAge rule out are deleted from the server without having"
                    + " been retrieved. They are left there otherwise.")
    private boolean deleteUnmatched;

    @UriParam(
            label = "consumer",
            defaultValue = "0",
            javaType = "java.time.Duration",
            description = "With delete: how long a message stays on the server after its exchange completed.")
    private long keepFor = 0;

    @UriParam(
            label = "consumer",
            defaultValue = "0",
            description = "After how many failed attempts a message is held: it isn't emitted any more, stops no other,"
                    + " and waits for an operator. 0 for never.")
    private int maxAttempts = 0;

    @UriParam(
            label = "consumer",
            defaultValue = "60000",
            javaType = "java.time.Duration",
            description = "How long a message whose exchange failed waits for its next attempt. Doubles with each"
                    + " attempt, up to an hour.")
    private long retryDelay = 60_000;

    @UriParam(
            label = "consumer",
            defaultValue = "reemit",
            enums = "reemit,hold",
            description = "What becomes of a message whose exchange was cut off by the death of its process: emitted"
                    + " again with the header CamelPop3xInDoubt, or held for an operator.")
    private InDoubt inDoubt = InDoubt.REEMIT;

    @UriParam(
            label = "consumer",
            defaultValue = "1",
            description = "How many exchanges of the maildrop are processed at the same time.")
    private int concurrentConsumers = 1;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "1000",
            description = "The most messages that are retrieved ahead of the route.")
    private int prefetchMessages = 1_000;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "16777216",
            description = "The most octets that are retrieved ahead of the route; one message may be larger.")
    private long prefetchBytes = 16_777_216;

    @UriParam(
            label = "advanced",
            defaultValue = "8589934592",
            description =
                    "The most octets of messages that the endpoint has in temporary files at once. What doesn't fit"
                            + " waits on the server; a message that is larger than all of it is refused. 0 for no bound.")
    private long maxSpoolBytes = 8_589_934_592L;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "0",
            description = "After how many deletions the session is ended with QUIT and another one begun, to bound what"
                    + " a lost QUIT costs. 0 for one session a poll.")
    private int commitEvery = 0;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "fail",
            enums = "fail,treatAsNew,treatAsSeen",
            description = "What to do when every unique-id of the maildrop changed at once, as when its server was"
                    + " migrated.")
    private UidlReset onUidlReset = UidlReset.FAIL;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "uidl",
            enums = "uidl,content",
            description = "What identifies a message on a server without unique-ids. With content it is the SHA-256 of"
                    + " the message, for which every message is retrieved in every poll. Where the server has"
                    + " unique-ids, those are used.")
    private MessageIdentity messageKey = MessageIdentity.UIDL;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "300000",
            javaType = "java.time.Duration",
            description =
                    "How long a poll that found nothing to do spares later ones the listing, as long as STAT says the"
                            + " same number and size of messages. What can hide behind it for so long is a message that came in"
                            + " place of another of exactly its size. 0 lists in each poll.")
    private long listingInterval = 300_000;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "30000",
            javaType = "java.time.Duration",
            description =
                    "With a ledger that nodes share: after how long without a sign of life another node takes over"
                            + " the maildrop.")
    private long leaseTimeout = 30_000;

    @UriParam(
            label = "consumer",
            description = "Where it is remembered what became of each message: a bean (DeliveryLedger, DataSource or"
                    + " IdempotentRepository) or a JDBC URL such as jdbc:sqlite:pop3x.db. The default is a ledger in"
                    + " memory for each endpoint.")
    private @Nullable DeliveryLedger ledger;

    @UriParam(
            label = "common",
            defaultValue = "30000",
            javaType = "java.time.Duration",
            description = "Bound for connecting, TLS handshake and greeting together.")
    private long connectTimeout = 30_000;

    @UriParam(
            label = "common",
            defaultValue = "60000",
            javaType = "java.time.Duration",
            description = "Bound for one reply of the server, and for its silence within a longer one.")
    private long readTimeout = 60_000;

    @UriParam(
            label = "consumer",
            defaultValue = "3600000",
            javaType = "java.time.Duration",
            description = "Bound for what one poll does on the wire.")
    private long pollTimeout = 3_600_000;

    @UriParam(
            label = "advanced",
            defaultValue = "250000",
            description =
                    "The most messages that the server may list; more fail the poll. Bounds memory against a server"
                            + " that lists without end.")
    private int maxListing = Pop3Settings.DEFAULT_MAX_LISTING;

    @UriParam(
            label = "advanced",
            defaultValue = "auto",
            enums = "auto,off",
            description = "Whether commands are sent ahead of replies where the server offers PIPELINING. Off is for a"
                    + " server that offers it and can't.")
    private Pipelining pipelining = Pipelining.AUTO;

    @UriParam(
            label = "proxy",
            enums = "socks5,http",
            description = "The protocol of the proxy to go through: socks5, or http for CONNECT. With it, proxyHost and"
                    + " proxyPort must be set. The proxy resolves the host's name.")
    private ProxySettings.@Nullable Type proxyType;

    @UriParam(label = "proxy", description = "Host name or address of the proxy.")
    private @Nullable String proxyHost;

    @UriParam(label = "proxy", description = "TCP port of the proxy.")
    private int proxyPort;

    @UriParam(
            label = "proxy",
            secret = true,
            description = "User name for the proxy. Like the password it goes to the proxy in the clear.")
    private @Nullable String proxyUsername;

    @UriParam(label = "proxy", secret = true, description = "Password for the proxy.")
    private @Nullable String proxyPassword;

    @UriParam(
            label = "advanced",
            description = "Whether the host is a domain whose server is looked up in DNS (RFC 6186): _pop3s._tcp with"
                    + " implicit TLS, otherwise _pop3._tcp. The port in the URI isn't used then.")
    private boolean srv;

    @UriParam(
            label = "advanced,security",
            defaultValue = "domain",
            enums = "domain,target",
            description = "With srv=true, for whom the server's certificate must be: domain, the domain in the URI; or"
                    + " target, the name that DNS answered, which makes whoever can forge DNS the server.")
    private SrvVerify srvVerify = SrvVerify.DOMAIN;

    @UriParam(
            label = "producer",
            enums = "stat,list,uidl,top,retr,dele,rset,noop,capa,verify,drain,held,completed,release,giveUp,forget",
            description = "What the producer does, unless the header CamelPop3xOperation says it.")
    private @Nullable Pop3xOperation operation;

    @UriParam(
            label = "producer",
            description = "The unique-id of the message that it is about, unless the header CamelPop3xUid names one or"
                    + " many.")
    private @Nullable String uid;

    @UriParam(
            label = "producer",
            defaultValue = "0",
            description = "How many lines of the body the operation top fetches, unless the header CamelPop3xLines says"
                    + " it.")
    private int lines;

    @UriParam(
            label = "producer",
            defaultValue = "call",
            enums = "call,exchange",
            description =
                    "How long a session lasts: each call has its own (call), or all calls of one exchange share one"
                            + " (exchange), which is committed with QUIT when the exchange completes and dropped without QUIT,"
                            + " so that nothing is deleted, when it fails.")
    private SessionScope session = SessionScope.CALL;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "Whether the operations retr, top and drain give an iterator that retrieves as it is read, as"
                    + " split wants it, in place of a list.")
    private boolean streaming;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "Whether it is an error to delete, release, give up or forget a message that isn't there.")
    private boolean failIfMissing;

    @UriParam(
            label = "producer,security",
            defaultValue = "false",
            description = "Whether the headers CamelPop3xUsername and CamelPop3xPassword may replace the credentials of"
                    + " the URI. Otherwise they are refused.")
    private boolean allowHeaderCredentials;

    /** Values of the option srvVerify. */
    public enum SrvVerify {
        /** The domain in the URI. */
        DOMAIN,
        /** The name that DNS answered. */
        TARGET
    }

    public @Nullable Predicate getFilter() {
        return filter;
    }

    public void setFilter(@Nullable Predicate filter) {
        this.filter = filter;
    }

    public long getMinAge() {
        return minAge;
    }

    public void setMinAge(long minAge) {
        this.minAge = minAge;
    }

    public long getMaxAge() {
        return maxAge;
    }

    public void setMaxAge(long maxAge) {
        this.maxAge = maxAge;
    }

    public long getMaxMessageSize() {
        return maxMessageSize;
    }

    public void setMaxMessageSize(long maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    public Oversize getOversize() {
        return oversize;
    }

    public void setOversize(Oversize oversize) {
        this.oversize = oversize;
    }

    public boolean isDeleteUnmatched() {
        return deleteUnmatched;
    }

    public void setDeleteUnmatched(boolean deleteUnmatched) {
        this.deleteUnmatched = deleteUnmatched;
    }

    public ProxySettings.@Nullable Type getProxyType() {
        return proxyType;
    }

    public void setProxyType(ProxySettings.@Nullable Type proxyType) {
        this.proxyType = proxyType;
    }

    public @Nullable String getProxyHost() {
        return proxyHost;
    }

    public void setProxyHost(@Nullable String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public int getProxyPort() {
        return proxyPort;
    }

    public void setProxyPort(int proxyPort) {
        this.proxyPort = proxyPort;
    }

    public @Nullable String getProxyUsername() {
        return proxyUsername;
    }

    public void setProxyUsername(@Nullable String proxyUsername) {
        this.proxyUsername = proxyUsername;
    }

    public @Nullable String getProxyPassword() {
        return proxyPassword;
    }

    public void setProxyPassword(@Nullable String proxyPassword) {
        this.proxyPassword = proxyPassword;
    }

    public boolean isSrv() {
        return srv;
    }

    public void setSrv(boolean srv) {
        this.srv = srv;
    }

    public SrvVerify getSrvVerify() {
        return srvVerify;
    }

    public void setSrvVerify(SrvVerify srvVerify) {
        this.srvVerify = srvVerify;
    }

    public int getMaxListing() {
        return maxListing;
    }

    public void setMaxListing(int maxListing) {
        this.maxListing = maxListing;
    }

    /** Values of the option inDoubt. */
    public enum InDoubt {
        /** Emitted again, and marked. */
        REEMIT,
        /** Held for an operator. */
        HOLD
    }

    /** Values of the option messageKey. */
    public enum MessageIdentity {
        /** The unique-id by UIDL, or none. */
        UIDL,
        /** The content, where there are no unique-ids. */
        CONTENT
    }

    /** Values of the option pipelining. */
    public enum Pipelining {
        /** Where the server offers it. */
        AUTO,
        /** Never. */
        OFF
    }

    /** A copy that can be changed without changing this one. */
    public Pop3xConfiguration copy() {
        try {
            return (Pop3xConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public String getHost() {
        return host;
    }

    public void setHost(String host) {
        this.host = host;
    }

    public int getPort() {
        return port;
    }

    public void setPort(int port) {
        this.port = port;
    }

    public @Nullable String getUsername() {
        return username;
    }

    public void setUsername(@Nullable String username) {
        this.username = username;
    }

    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    public String getAuthMechanism() {
        return authMechanism;
    }

    public void setAuthMechanism(String authMechanism) {
        this.authMechanism = authMechanism;
    }

    public @Nullable String getAccessToken() {
        return accessToken;
    }

    public void setAccessToken(@Nullable String accessToken) {
        this.accessToken = accessToken;
    }

    public @Nullable AccessTokenProvider getAccessTokenProvider() {
        return accessTokenProvider;
    }

    public void setAccessTokenProvider(@Nullable AccessTokenProvider accessTokenProvider) {
        this.accessTokenProvider = accessTokenProvider;
    }

    public boolean isUtf8() {
        return utf8;
    }

    public void setUtf8(boolean utf8) {
        this.utf8 = utf8;
    }

    public @Nullable TlsMode getTls() {
        return tls;
    }

    public void setTls(@Nullable TlsMode tls) {
        this.tls = tls;
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(@Nullable SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public boolean isDelete() {
        return delete;
    }

    public void setDelete(boolean delete) {
        this.delete = delete;
        deleteGiven = true;
    }

    public int getMaxMessagesPerPoll() {
        return maxMessagesPerPoll;
    }

    public void setMaxMessagesPerPoll(int maxMessagesPerPoll) {
        this.maxMessagesPerPoll = maxMessagesPerPoll;
    }

    public MessageOrder getOrder() {
        return order;
    }

    public void setOrder(MessageOrder order) {
        this.order = order;
    }

    public @Nullable DeliveryLedger getLedger() {
        return ledger;
    }

    public void setLedger(@Nullable DeliveryLedger ledger) {
        this.ledger = ledger;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getReadTimeout() {
        return readTimeout;
    }

    public void setReadTimeout(long readTimeout) {
        this.readTimeout = readTimeout;
    }

    public long getPollTimeout() {
        return pollTimeout;
    }

    public void setPollTimeout(long pollTimeout) {
        this.pollTimeout = pollTimeout;
    }

    public Pipelining getPipelining() {
        return pipelining;
    }

    public void setPipelining(Pipelining pipelining) {
        this.pipelining = pipelining;
    }

    public long getKeepFor() {
        return keepFor;
    }

    public void setKeepFor(long keepFor) {
        this.keepFor = keepFor;
    }

    public int getMaxAttempts() {
        return maxAttempts;
    }

    public void setMaxAttempts(int maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    public long getRetryDelay() {
        return retryDelay;
    }

    public void setRetryDelay(long retryDelay) {
        this.retryDelay = retryDelay;
    }

    public InDoubt getInDoubt() {
        return inDoubt;
    }

    public void setInDoubt(InDoubt inDoubt) {
        this.inDoubt = inDoubt;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public int getPrefetchMessages() {
        return prefetchMessages;
    }

    public void setPrefetchMessages(int prefetchMessages) {
        this.prefetchMessages = prefetchMessages;
    }

    public long getPrefetchBytes() {
        return prefetchBytes;
    }

    public void setPrefetchBytes(long prefetchBytes) {
        this.prefetchBytes = prefetchBytes;
    }

    public long getMaxSpoolBytes() {
        return maxSpoolBytes;
    }

    public void setMaxSpoolBytes(long maxSpoolBytes) {
        this.maxSpoolBytes = maxSpoolBytes;
    }

    public int getCommitEvery() {
        return commitEvery;
    }

    public void setCommitEvery(int commitEvery) {
        this.commitEvery = commitEvery;
    }

    public UidlReset getOnUidlReset() {
        return onUidlReset;
    }

    public void setOnUidlReset(UidlReset onUidlReset) {
        this.onUidlReset = onUidlReset;
    }

    public MessageIdentity getMessageKey() {
        return messageKey;
    }

    public void setMessageKey(MessageIdentity messageKey) {
        this.messageKey = messageKey;
    }

    public long getListingInterval() {
        return listingInterval;
    }

    public void setListingInterval(long listingInterval) {
        this.listingInterval = listingInterval;
    }

    public long getLeaseTimeout() {
        return leaseTimeout;
    }

    public void setLeaseTimeout(long leaseTimeout) {
        this.leaseTimeout = leaseTimeout;
    }

    /** Whether {@code delete} was set, to whatever. */
    boolean isDeleteGiven() {
        return deleteGiven;
    }

    public MessageFormat getFormat() {
        return format;
    }

    public void setFormat(MessageFormat format) {
        this.format = format;
    }

    public boolean isPreferHtml() {
        return preferHtml;
    }

    public void setPreferHtml(boolean preferHtml) {
        this.preferHtml = preferHtml;
    }

    public int getMaxTextSize() {
        return maxTextSize;
    }

    public void setMaxTextSize(int maxTextSize) {
        this.maxTextSize = maxTextSize;
    }

    public @Nullable Pop3xOperation getOperation() {
        return operation;
    }

    public void setOperation(@Nullable Pop3xOperation operation) {
        this.operation = operation;
    }

    public @Nullable String getUid() {
        return uid;
    }

    public void setUid(@Nullable String uid) {
        this.uid = uid;
    }

    public int getLines() {
        return lines;
    }

    public void setLines(int lines) {
        this.lines = lines;
    }

    public SessionScope getSession() {
        return session;
    }

    public void setSession(SessionScope session) {
        this.session = session;
    }

    public boolean isStreaming() {
        return streaming;
    }

    public void setStreaming(boolean streaming) {
        this.streaming = streaming;
    }

    public boolean isFailIfMissing() {
        return failIfMissing;
    }

    public void setFailIfMissing(boolean failIfMissing) {
        this.failIfMissing = failIfMissing;
    }

    public boolean isAllowHeaderCredentials() {
        return allowHeaderCredentials;
    }

    public void setAllowHeaderCredentials(boolean allowHeaderCredentials) {
        this.allowHeaderCredentials = allowHeaderCredentials;
    }
}
