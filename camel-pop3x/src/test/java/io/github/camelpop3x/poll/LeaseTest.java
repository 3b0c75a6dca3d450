package io.github.camelpop3x.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
    /** It is over whenever one looks. */
    private static final Duration OVER = Duration.ofNanos(3);

    private final LeaseOffice ledger = new LeaseOffice();
    private final Lease lease = new Lease(ledger, "joe");

    @Test
    void aFreshLeaseNeedsNoQuestion() throws Exception {
        assertThat(lease.acquire(LONG)).isTrue();
        assertThat(lease.keep(LONG)).isTrue();
        assertThat(ledger.asked).isEqualTo(1);
    }

    @Test
    void oneThatIsNotFreshIsAskedForAgain() throws Exception {
        lease.acquire(LONG);
        await().untilAsserted(() -> {
            assertThat(lease.keep(LONG)).isTrue();
            assertThat(ledger.asked).isGreaterThan(1);
        });
        ledger.grants = false;
        await().until(() -> !lease.keep(LONG));
    }

    /** Somebody else may have had it, done what was planned here, and given it back. */
    @Test
    void oneThatHasRunOutIsLostAndNotTakenAgain() throws Exception {
        lease.acquire(OVER);
        assertThat(lease.keep(OVER)).isFalse();
        assertThat(lease.keep(LONG)).isFalse();
        assertThat(ledger.asked).isEqualTo(1);
        lease.acquire(OVER);
        assertThat(lease.renew(OVER)).as("lost").isTrue();
        assertThat(lease.keep(LONG)).isFalse();
        assertThat(ledger.asked).isEqualTo(2);
    }

    @Test
    void whatTheHeartbeatFindsOutCounts() throws Exception {
        lease.acquire(LONG);
        assertThat(lease.renew(LONG)).as("lost").isFalse();
        ledger.grants = false;
        assertThat(lease.renew(LONG)).as("lost").isTrue();
        assertThat(lease.keep(LONG)).isFalse();
        assertThat(lease.renew(LONG)).as("nothing to lose").isFalse();
    }

    @Test
    void aRenewalThatFailedIsTriedAgain() throws Exception {
        lease.acquire(LONG);
        ledger.fails = true;
        assertThatThrownBy(() -> lease.renew(LONG)).isInstanceOf(LedgerException.class);
        ledger.fails = false;
        assertThat(lease.renew(LONG)).isFalse();
        assertThat(ledger.asked).isEqualTo(3);
    }

    @Test
    void oneThatWasGivenBackIsAskedForAgain() throws Exception {
        lease.acquire(LONG);
        lease.release(() -> false);
        assertThat(lease.keep(LONG)).as("not given back while exchanges run").isTrue();
        lease.release(() -> true);
        assertThat(lease.keep(LONG)).isFalse();
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
