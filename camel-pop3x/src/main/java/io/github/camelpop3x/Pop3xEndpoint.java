package io.github.camelpop3x;

import io.github.camelpop3x.client.Pop3Client;
import io.github.camelpop3x.client.ServerMemory;
import io.github.camelpop3x.client.auth.AccessTokenProvider;
import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.auth.Mechanisms;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.ProxySettings;
import io.github.camelpop3x.client.model.SrvMode;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.delivery.DeliveryLedger;
import io.github.camelpop3x.delivery.DeliveryRules;
import io.github.camelpop3x.delivery.MemoryLedger;
import io.github.camelpop3x.message.ContentOptions;
import io.github.camelpop3x.message.MailHeaderFilterStrategy;
import io.github.camelpop3x.message.MessageFormat;
import io.github.camelpop3x.message.SpoolBudget;
import io.github.camelpop3x.message.SpoolSettings;
import io.github.camelpop3x.observe.PollCounters;
import io.github.camelpop3x.observe.WireTrace;
import io.github.camelpop3x.poll.DeliveryBook;
import io.github.camelpop3x.poll.PollOptions;
import io.github.camelpop3x.poll.UidlReset;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.HeaderFilterStrategyAware;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * Drain POP3 maildrops: each message once, deleted when its exchange completed.
 */
@ManagedResource(description = "Managed POP3X Endpoint")
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "pop3x,pop3xs",
        title = "POP3X,POP3X (Secure)",
        syntax = "pop3x:host:port",
        category = {Category.MAIL},
        headersClass = Pop3xConstants.class)
public class Pop3xEndpoint extends ScheduledPollEndpoint implements HeaderFilterStrategyAware, EndpointServiceLocation {

    static final long DEFAULT_DELAY = 60_000;

    private static final String NOT_INITIALISED = "the endpoint isn't initialised";

    private static final Set<String> GMAIL = Set.of("pop.gmail.com", "pop.googlemail.com");

    @UriParam(
            label = "consumer,scheduler",
            defaultValue = "" + DEFAULT_DELAY,
            javaType = "java.time.Duration",
            description = "Milliseconds before the next poll.")
    private long delay = DEFAULT_DELAY;

    @UriParam
    private Pop3xConfiguration configuration;

    @UriParam(
            label = "advanced",
            description = "Decides which header fields of a mail and of its parts get into the exchange. The default"
                    + " keeps out whatever begins with Camel, org.apache.camel. or mail.smtp, in any case.")
    private HeaderFilterStrategy headerFilterStrategy = new MailHeaderFilterStrategy();

    private final Pop3xComponent component;
    private final PollCounters counters = new PollCounters();
    private final ServerMemory serverMemory = new ServerMemory();
    /** Of all that the endpoint's consumers and producers retrieve. */
    private @Nullable SpoolBudget spoolBudget;
    /** Lives as long as the endpoint: a route that is stopped and started again goes on where it was. */
    private @Nullable DeliveryBook book;

    /** For {@link Pop3xComponent}. */
    public Pop3xEndpoint(String uri, Pop3xComponent component, Pop3xConfiguration configuration) {
        super(uri, component);
        this.component = component;
        this.configuration = configuration;
        setDelay(DEFAULT_DELAY);
    }

    @Override
    public Producer createProducer() {
        return new Pop3xProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Pop3xConsumer consumer = new Pop3xConsumer(this, processor);
        configureConsumer(consumer);
        consumer.setMaxMessagesPerPoll(configuration.getMaxMessagesPerPoll());
        return consumer;
    }

    @Override
    public PollingConsumer createPollingConsumer() {
        return new Pop3xPollingConsumer(this);
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (!configuration.isAllowHeaderCredentials() || configuration.getUsername() != null) {
            Mechanisms.check(configuration.getAuthMechanism(), credentials());
        }
        atLeast(1, configuration.getPollTimeout(), "pollTimeout");
        atLeast(1, configuration.getLeaseTimeout(), "leaseTimeout");
        atLeast(0, configuration.getKeepFor(), "keepFor");
        atLeast(0, configuration.getListingInterval(), "listingInterval");
        atLeast(0, configuration.getRetryDelay(), "retryDelay");
        atLeast(0, configuration.getMaxAttempts(), "maxAttempts");
        atLeast(0, configuration.getCommitEvery(), "commitEvery");
        atLeast(1, configuration.getConcurrentConsumers(), "concurrentConsumers");
        atLeast(1, configuration.getPrefetchMessages(), "prefetchMessages");
        atLeast(1, configuration.getPrefetchBytes(), "prefetchBytes");
        atLeast(0, configuration.getMaxSpoolBytes(), "maxSpoolBytes");
        SelectionOptions.check(configuration);
        atLeast(0, configuration.getLines(), "lines");
        if (configuration.getOnUidlReset() == UidlReset.TREAT_AS_SEEN
                && configuration.isDelete()
                && configuration.getKeepFor() == 0) {
            throw new IllegalArgumentException("onUidlReset=treatAsSeen would delete every message of the maildrop: say"
                    + " delete=false or keepFor with it");
        }
        atLeast(0, configuration.getMaxTextSize(), "maxTextSize");
        refuseToDeleteUnreadByDefault();
        refuseToDeleteWhatIsRecent();
        settings();
        spoolBudget = new SpoolBudget(configuration.getMaxSpoolBytes());
        DeliveryLedger given = configuration.getLedger();
        book = new DeliveryBook(account(), given == null ? new MemoryLedger() : given, counters);
        component.opened(book);
    }

    @Override
    protected void doShutdown() throws Exception {
        super.doShutdown();
        if (book != null) {
            component.closed(book);
        }
    }

    /** What was never retrieved would be gone without anybody having said so. */
    private void refuseToDeleteUnreadByDefault() {
        if (configuration.getFormat() == MessageFormat.HEADERS && !configuration.isDeleteGiven()) {
            throw new IllegalArgumentException(
                    "format=headers retrieves no message in full: say delete=false with it, or"
                            + " delete=true if messages are to be deleted whose headers alone were seen");
        }
    }

    /** Gmail's recent mode (wire case 39): a message is listed for 30 days, whatever was deleted. */
    private void refuseToDeleteWhatIsRecent() {
        boolean gmail = GMAIL.contains(configuration.getHost().toLowerCase(Locale.ROOT));
        String username = configuration.getUsername();
        if (gmail && configuration.isDelete() && username != null && username.regionMatches(true, 0, "recent:", 0, 7)) {
            throw new IllegalArgumentException(
                    "Option username begins with recent: Gmail then lists the mail of the"
                            + " last 30 days, and its answers to DELE can't be trusted; say delete=false, or leave recent: out");
        }
    }

    private static void atLeast(long least, long value, String option) {
        if (value < least) {
            throw new IllegalArgumentException(option + " must be at least " + least + " but is " + value);
        }
    }

    /** How the server is spoken to. */
    private Pop3Settings settings() throws Exception {
        return Pop3Settings.of(configuration.getHost(), configuration.getPort(), tls())
                .withTimeouts(
                        Duration.ofMillis(configuration.getConnectTimeout()),
                        Duration.ofMillis(configuration.getReadTimeout()))
                .withBounds(Pop3Settings.DEFAULT_MAX_LINE_LENGTH, configuration.getMaxListing())
                .withRoute(proxy(), srv())
                .withSslContext(sslContext())
                .withPipelining(configuration.getPipelining() == Pop3xConfiguration.Pipelining.AUTO)
                .withLogin(configuration.getAuthMechanism(), configuration.isUtf8());
    }

    private @Nullable ProxySettings proxy() {
        ProxySettings.Type type = configuration.getProxyType();
        String host = configuration.getProxyHost();
        if (type == null) {
            if (host != null || configuration.getProxyUsername() != null || configuration.getProxyPassword() != null) {
                throw new IllegalArgumentException("Option proxyType is missing: socks5 or http");
            }
            return null;
        }
        return new ProxySettings(
                type,
                host == null ? "" : host,
                configuration.getProxyPort(),
                configuration.getProxyUsername(),
                configuration.getProxyPassword());
    }

    private SrvMode srv() {
        if (!configuration.isSrv()) {
            return SrvMode.OFF;
        }
        return configuration.getSrvVerify() == Pop3xConfiguration.SrvVerify.TARGET
                ? SrvMode.VERIFY_TARGET
                : SrvMode.VERIFY_DOMAIN;
    }

    private TlsMode tls() {
        return Objects.requireNonNullElse(configuration.getTls(), TlsMode.REQUIRED);
    }

    private @Nullable SSLContext sslContext() throws Exception {
        SSLContextParameters parameters = configuration.getSslContextParameters();
        return parameters == null ? null : parameters.createSSLContext(getCamelContext());
    }

    Credentials credentials() {
        return credentials(configuration.getUsername(), configuration.getPassword());
    }

    Credentials credentials(@Nullable String username, @Nullable String password) {
        String user = given(username);
        if (user == null) {
            throw new IllegalArgumentException("Option username is missing");
        }
        return new Credentials(user, given(password), tokens());
    }

    private @Nullable AccessTokenProvider tokens() {
        AccessTokenProvider provider = configuration.getAccessTokenProvider();
        String token = given(configuration.getAccessToken());
        if (token == null) {
            return provider;
        }
        if (provider != null) {
            throw new IllegalArgumentException("Options accessToken and accessTokenProvider exclude each other");
        }
        Credentials.oneLine("accessToken", token);
        return () -> token;
    }

    private static @Nullable String given(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }

    /** How a message becomes an exchange. */
    ContentOptions contentOptions() {
        return new ContentOptions(
                configuration.getFormat(),
                configuration.isPreferHtml(),
                configuration.getMaxTextSize(),
                headerFilterStrategy);
    }

    /** Where and how its messages are kept. */
    SpoolSettings spoolSettings() {
        return SpoolSettings.of(getCamelContext(), spoolBudget());
    }

    SpoolBudget spoolBudget() {
        return Objects.requireNonNull(spoolBudget, NOT_INITIALISED);
    }

    /** Before anything is retrieved: what a process that was killed has left there is removed. */
    void cleanSpool() {
        component.cleanSpool(spoolSettings().place());
    }

    DeliveryBook book() {
        return Objects.requireNonNull(book, NOT_INITIALISED);
    }

    /** Those of all endpoints of the maildrop. */
    List<DeliveryBook> books() {
        return component.books(account());
    }

    /** A client for the endpoint's server. It shares what is learnt about it with earlier ones. */
    Pop3Client newClient() throws Exception {
        return new Pop3Client(settings(), serverMemory, new WireTrace(getServiceUrl(), counters));
    }

    /** What a poll is to do. */
    PollOptions pollOptions(int maxMessages) {
        DeliveryRules rules = new DeliveryRules(
                configuration.isDelete(),
                Duration.ofMillis(configuration.getKeepFor()),
                configuration.getMaxAttempts(),
                Duration.ofMillis(configuration.getRetryDelay()),
                configuration.getInDoubt() == Pop3xConfiguration.InDoubt.HOLD);
        Predicate predicate = configuration.getFilter();
        return new PollOptions(
                rules,
                SelectionOptions.of(configuration, maxMessages),
                predicate == null ? null : new HeaderPredicate(predicate, this),
                pollTimeout(),
                spoolSettings(),
                configuration.getPrefetchMessages(),
                configuration.getPrefetchBytes(),
                configuration.getConcurrentConsumers(),
                configuration.getCommitEvery(),
                configuration.getOnUidlReset(),
                configuration.getMessageKey() == Pop3xConfiguration.MessageIdentity.CONTENT,
                leaseTimeout(),
                Duration.ofMillis(configuration.getListingInterval()),
                configuration.getFormat() == MessageFormat.HEADERS);
    }

    Duration pollTimeout() {
        return Duration.ofMillis(configuration.getPollTimeout());
    }

    Duration leaseTimeout() {
        return Duration.ofMillis(configuration.getLeaseTimeout());
    }

    /** Whether the ledger may be one that others work with too, so that leases must be kept alive. */
    boolean sharesLedger() {
        return configuration.getLedger() != null;
    }

    PollCounters counters() {
        return counters;
    }

    /** Whose maildrop it is, as keys and logs name it. */
    public String account() {
        return account(null);
    }

    /** The same for another user of the server. */
    String account(@Nullable String username) {
        return (username == null ? configuration.getUsername() : username) + "@" + configuration.getHost() + ":"
                + configuration.getPort();
    }

    /** The options. */
    public Pop3xConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(Pop3xConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public HeaderFilterStrategy getHeaderFilterStrategy() {
        return headerFilterStrategy;
    }

    @Override
    public void setHeaderFilterStrategy(HeaderFilterStrategy headerFilterStrategy) {
        this.headerFilterStrategy = headerFilterStrategy;
    }

    @Override
    public long getDelay() {
        return delay;
    }

    @Override
    public void setDelay(long delay) {
        super.setDelay(delay);
        this.delay = delay;
    }

    @Override
    public String getServiceUrl() {
        return configuration.getHost() + ":" + configuration.getPort();
    }

    @Override
    public String getServiceProtocol() {
        return tls() == TlsMode.IMPLICIT ? "pop3s" : "pop3";
    }

    @Override
    public Map<String, String> getServiceMetadata() {
        String username = configuration.getUsername();
        return username == null ? Map.of() : Map.of("username", username);
    }
}
