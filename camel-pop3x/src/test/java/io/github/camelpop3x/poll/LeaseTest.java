package io.github.camelpop3x.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.delivery.DeliveryEntry;
import io.github.camelpop3x.delivery.DeliveryLedger;
import io.github.camelpop3x.delivery.LedgerException;
import io.github.camelpop3x.delivery.MessageKey;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When the ledger is asked whether one still has the lease. */
class LeaseTest {

    private static final Duration LONG = Duration.ofHours(3);
    /** A third of it has passed whenever one looks. */
    private static final Duration SHORT = Duration.ofNanos(3);

    private final LeaseOffice ledger = new LeaseOffice();
    private final Lease lease = new Lease(ledger, "joe");

    @Test
    void aFreshLeaseNeedsNoQuestion() throws Exception {
        assertThat(lease.acquire(LONG)).isTrue();
        assertThat(lease.acquire(LONG)).isTrue();
        assertThat(ledger.asked).isEqualTo(1);
    }

    @Test
    void anOldOneIsAskedForAgain() throws Exception {
        assertThat(lease.acquire(SHORT)).isTrue();
        ledger.grants = false;
        assertThat(lease.acquire(SHORT)).isFalse();
        assertThat(lease.acquire(LONG)).as("it was lost").isFalse();
        assertThat(ledger.asked).isEqualTo(3);
    }

    @Test
    void whatTheHeartbeatFindsOutCounts() throws Exception {
        lease.acquire(LONG);
        assertThat(lease.renew(LONG)).as("lost").isFalse();
        ledger.grants = false;
        assertThat(lease.renew(LONG)).as("lost").isTrue();
        assertThat(lease.acquire(LONG)).isFalse();
        assertThat(lease.renew(LONG)).as("nothing to lose").isFalse();
    }

    @Test
    void aRenewalThatFailedIsTriedAgainAndMakesNothingFresh() throws Exception {
        lease.acquire(SHORT);
        ledger.fails = true;
        assertThatThrownBy(() -> lease.renew(LONG)).isInstanceOf(LedgerException.class);
        assertThatThrownBy(() -> lease.acquire(SHORT)).isInstanceOf(LedgerException.class);
        ledger.fails = false;
        assertThat(lease.renew(LONG)).isFalse();
        assertThat(ledger.asked).isEqualTo(4);
    }

    @Test
    void oneThatWasGivenBackIsAskedForAgain() throws Exception {
        lease.acquire(LONG);
        lease.release(() -> false);
        lease.acquire(LONG);
        assertThat(ledger.asked).as("not given back while exchanges run").isEqualTo(1);
        lease.release(() -> true);
        lease.acquire(LONG);
        assertThat(ledger.asked).isEqualTo(3);
    }

    private static final class LeaseOffice implements DeliveryLedger {

        private int asked;
        private boolean grants = true;
        private boolean fails;

        @Override
        public boolean lease(String account, String owner, Duration duration) throws LedgerException {
            asked++;
            if (fails) {
                throw new LedgerException("gone", null);
            }
            return grants;
        }

        @Override
        public Map<MessageKey, DeliveryEntry> load(String account, Collection<MessageKey> listed) {
            return Map.of();
        }

        @Override
        public void save(Collection<DeliveryEntry> entries) {}

        @Override
        public void forget(Collection<MessageKey> keys) {}
    }
}
