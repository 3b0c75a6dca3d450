package io.github.camelpop3x.poll;

import io.github.camelpop3x.client.model.Capabilities;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once in the log that the server deletes by itself what was retrieved (EXPIRE 0: RFC 2449, section 6.7; wire case
 * 38), since that takes away what {@code delete=false} and failed exchanges count on. Thread-safe.
 */
final class ExpiryNotice {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiryNotice.class);

    /** Once true, always true. */
    private final AtomicBoolean said = new AtomicBoolean();

    void heed(String account, Capabilities capabilities) {
        if (capabilities.expireDays().orElse(-1) == 0 && said.compareAndSet(false, true)) {
            LOG.warn(
                    "{}: the server says EXPIRE 0, it may delete by itself whatever was retrieved: a message whose"
                            + " exchange fails may not come again, and delete=false may leave nothing",
                    account);
        }
    }
}
