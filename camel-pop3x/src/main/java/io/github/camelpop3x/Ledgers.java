package io.github.camelpop3x;

import io.github.camelpop3x.delivery.DeliveryLedger;
import io.github.camelpop3x.delivery.IdempotentRepositoryLedger;
import io.github.camelpop3x.delivery.JdbcLedger;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.apache.camel.spi.IdempotentRepository;

/** Makes ledgers of what the option ledger may name. Endpoints that name the same JDBC URL share one. Thread-safe. */
final class Ledgers {

    private final Map<String, JdbcLedger> byUrl = new ConcurrentHashMap<>();

    DeliveryLedger of(Object named) {
        if (named instanceof DeliveryLedger ledger) {
            return ledger;
        }
        if (named instanceof DataSource dataSource) {
            return JdbcLedger.in(dataSource);
        }
        if (named instanceof IdempotentRepository repository) {
            return new IdempotentRepositoryLedger(repository);
        }
        if (named instanceof String text && text.startsWith("jdbc:")) {
            return byUrl.computeIfAbsent(text, JdbcLedger::at);
        }
        throw new IllegalArgumentException(
                "Option ledger must be a JDBC URL, or name a bean that is a DeliveryLedger, a DataSource or an"
                        + " IdempotentRepository");
    }

    /** Closes those that were made here of a URL. */
    void close() {
        byUrl.values().forEach(JdbcLedger::close);
        byUrl.clear();
    }
}
