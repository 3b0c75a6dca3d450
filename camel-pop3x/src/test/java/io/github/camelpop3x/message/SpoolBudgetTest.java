package io.github.camelpop3x.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What spools take of their budget and give back. */
class SpoolBudgetTest {

    private static final int THRESHOLD = 10;
    private static final int LIMIT = 1000;

    private final SpoolBudget budget = new SpoolBudget(LIMIT);

    private Spool written(int octets, @Nullable String cipher) throws IOException {
        Spool spool = new Spool(new SpoolSettings(THRESHOLD, null, cipher, budget), octets);
        try {
            spool.write(new byte[octets]);
            spool.finish();
            return spool;
        } catch (IOException e) {
            spool.release();
            throw e;
        }
    }

    @Test
    void memoryTakesNothing() throws Exception {
        Spool spool = written(THRESHOLD, null);
        assertThat(budget.held()).isZero();
        spool.release();
    }

    @Test
    void aFileTakesWhatIsWrittenUntilItsLastHolderIsGone() throws Exception {
        Spool spool = written(LIMIT, null);
        spool.retain();
        spool.release();
        assertThat(budget.held()).isEqualTo(LIMIT);
        spool.release();
        assertThat(budget.held()).isZero();
    }

    @Test
    void whatIsTooLargeByItselfIsToldFromWhatOthersLeaveNoRoomFor() throws Exception {
        assertThatThrownBy(() -> written(LIMIT + 1, null))
                .hasMessage("The message has at least 1001 octets, and maxSpoolBytes is 1000")
                .isInstanceOfSatisfying(SpoolFullException.class, full -> assertThat(full.isTooLarge())
                        .isTrue());
        Spool other = written(600, null);
        assertThatThrownBy(() -> written(500, null))
                .hasMessage("The message has at least 500 octets, and maxSpoolBytes is 1000, of which others hold 600")
                .isInstanceOfSatisfying(SpoolFullException.class, full -> assertThat(full.isTooLarge())
                        .isFalse());
        assertThat(budget.held()).isEqualTo(600);
        other.release();
        written(500, null).release();
    }

    /** It is written when the stream is closed: a failure then must not pass for a whole message. */
    @Test
    void theLastBlockOfAnEncryptedFileCountsToo() throws Exception {
        String cipher = "AES/CBC/PKCS5Padding";
        Spool spool = written(LIMIT - 20, cipher);
        assertThat(budget.held()).isBetween(LIMIT - 19L, (long) LIMIT);
        assertThat(spool.open().readAllBytes()).hasSize(LIMIT - 20);
        spool.release();
        assertThatThrownBy(() -> written(LIMIT, cipher)).isInstanceOf(SpoolFullException.class);
        assertThat(budget.held()).isZero();
    }

    @Test
    void withoutABoundItCountsAllTheSame() throws Exception {
        SpoolBudget unlimited = new SpoolBudget(SpoolBudget.UNLIMITED);
        Spool spool = new Spool(new SpoolSettings(THRESHOLD, null, null, unlimited), 0);
        spool.write(new byte[5000]);
        assertThat(unlimited.held()).isEqualTo(5000);
        assertThat(unlimited.fits(Long.MAX_VALUE)).isTrue();
        spool.release();
        assertThat(unlimited.held()).isZero();
    }

    @Test
    void roomIsMadeOfWhatNobodyCanReachAnyMore() throws Exception {
        Spool forgotten = written(600, null);
        assertThat(forgotten.length()).isEqualTo(600);
        assertThat(budget.fits(600)).isFalse();
        forgotten = null;
        assertThat(budget.makeRoom(600)).isTrue();
    }
}
