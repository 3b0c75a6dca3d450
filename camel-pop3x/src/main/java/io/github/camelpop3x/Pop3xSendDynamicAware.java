package io.github.camelpop3x;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.annotations.SendDynamic;
import org.apache.camel.support.component.SendDynamicAwareSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets {@code toD} use one endpoint for all messages of a maildrop: what is about one message becomes headers.
 */
@SendDynamic("pop3x,pop3xs")
public class Pop3xSendDynamicAware extends SendDynamicAwareSupport {

    private static final Map<String, String> AS_HEADERS =
            Map.of("operation", Pop3xConstants.OPERATION, "uid", Pop3xConstants.UID, "lines", Pop3xConstants.LINES);

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    @Override
    public DynamicAwareEntry prepare(Exchange exchange, String uri, String originalUri) throws Exception {
        return new DynamicAwareEntry(uri, originalUri, endpointProperties(exchange, uri), null);
    }

    @Override
    public String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry) throws Exception {
        Map<String, Object> properties = new HashMap<>(entry.getProperties());
        properties.keySet().removeAll(AS_HEADERS.keySet());
        return asEndpointUri(exchange, entry.getUri(), properties);
    }

    @Override
    public Processor createPreProcessor(Exchange exchange, DynamicAwareEntry entry) {
        return sent -> AS_HEADERS.forEach((option, header) -> {
            Object value = entry.getProperties().get(option);
            if (value != null) {
                sent.getMessage().setHeader(header, value);
            }
        });
    }

    @Override
    public @Nullable Processor createPostProcessor(Exchange exchange, DynamicAwareEntry entry) {
        return null;
    }
}
