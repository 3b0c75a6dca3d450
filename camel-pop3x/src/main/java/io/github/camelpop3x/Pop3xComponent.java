package io.github.camelpop3x;

import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.message.SpoolLeftOvers;
import io.github.camelpop3x.poll.DeliveryBook;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.jspecify.annotations.Nullable;

/** Makes endpoints of {@code pop3x:} and {@code pop3xs:} URIs. */
@Component("pop3x,pop3xs")
public class Pop3xComponent extends HealthCheckComponent implements SSLContextParametersAware {

    static final String SECURE_SCHEME = "pop3xs";

    private static final int PORT = 110;
    private static final int SECURE_PORT = 995;

    @Metadata(description = "Options that every endpoint starts with.")
    private Pop3xConfiguration configuration = new Pop3xConfiguration();

    @Metadata(label = "security", defaultValue = "false")
    private boolean useGlobalSslContextParameters;

    private final Ledgers ledgers = new Ledgers();
    private final Set<DeliveryBook> books = ConcurrentHashMap.newKeySet();
    private final Set<Path> cleaned = ConcurrentHashMap.newKeySet();

    /** For Camel. */
    public Pop3xComponent() {}

    /** For use without a registry. */
    public Pop3xComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        boolean secure = uri.startsWith(SECURE_SCHEME + ":");
        Pop3xConfiguration options = configuration.copy();
        HostAndPort peer = HostAndPort.parse(remaining, secure ? SECURE_PORT : PORT);
        options.setHost(peer.host());
        options.setPort(peer.port());
        Object ledger = getAndRemoveOrResolveReferenceParameter(parameters, "ledger", Object.class);
        if (ledger instanceof IdempotentRepository repository) {
            // Nobody else may have started it.
            getCamelContext().addService(repository, true, true);
        }
        if (ledger != null) {
            options.setLedger(ledgers.of(ledger));
        }
        Object filter = getAndRemoveOrResolveReferenceParameter(parameters, "filter", Object.class);
        if (filter != null) {
            options.setFilter(FilterOption.of(getCamelContext(), filter));
        }
        Pop3xEndpoint endpoint = new Pop3xEndpoint(uri, this, options);
        setProperties(endpoint, parameters);
        if (options.getTls() == null) {
            options.setTls(secure ? TlsMode.IMPLICIT : TlsMode.REQUIRED);
        }
        if (options.getSslContextParameters() == null) {
            options.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        return endpoint;
    }

    /** Once for each directory, however many endpoints use it. */
    void cleanSpool(Path directory) {
        if (cleaned.add(directory)) {
            SpoolLeftOvers.remove(directory);
        }
    }

    void opened(DeliveryBook book) {
        books.add(book);
    }

    void closed(DeliveryBook book) {
        books.remove(book);
    }

    List<DeliveryBook> books(String account) {
        return books.stream().filter(book -> book.account().equals(account)).toList();
    }

    @Override
    protected void doShutdown() throws Exception {
        super.doShutdown();
        ledgers.close();
    }

    /** Names the options only, where Camel's own message shows their values: a misspelt password is still one. */
    @Override
    protected void validateParameters(String uri, Map<String, Object> parameters, @Nullable String optionPrefix) {
        if (!parameters.isEmpty()) {
            throw new ResolveEndpointFailedException(
                    uri.substring(0, uri.indexOf('?')) + "?…",
                    "There is no such option: " + String.join(", ", parameters.keySet()) + "; check the spelling");
        }
    }

    /** Options that every endpoint starts with. */
    public Pop3xConfiguration getConfiguration() {
        return configuration;
    }

    /** Options that every endpoint starts with. */
    public void setConfiguration(Pop3xConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    /** Enable usage of global SSL context parameters. */
    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    /** What stands between the scheme and the options. */
    record HostAndPort(String host, int port) {

        static HostAndPort parse(@Nullable String remaining, int defaultPort) {
            String text = remaining == null ? "" : remaining;
            while (text.startsWith("/")) {
                text = text.substring(1);
            }
            int colon = text.startsWith("[") ? text.indexOf(':', text.indexOf(']')) : text.indexOf(':');
            String host = colon < 0 ? text : text.substring(0, colon);
            if (host.startsWith("[") && host.endsWith("]")) {
                host = host.substring(1, host.length() - 1);
            }
            if (host.isBlank()) {
                throw new IllegalArgumentException("The URI names no host: write pop3xs:pop.example.org?username=…");
            }
            if (host.contains("@")) {
                throw new IllegalArgumentException(
                        "Credentials don't belong before the host: use the options username and password");
            }
            return new HostAndPort(host, colon < 0 ? defaultPort : port(text.substring(colon + 1)));
        }

        private static int port(String text) {
            if (text.matches("\\d{1,5}")) {
                int port = Integer.parseInt(text);
                if (port >= 1 && port <= 65535) {
                    return port;
                }
            }
            throw new IllegalArgumentException("The port must be a number from 1 to 65535 but is '" + text + "'");
        }
    }
}
