package io.github.camelpop3x.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A message's file becomes the next one's, and nobody sees that. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "counts open files in /proc")
class SpareFileTest {

    private static final int LIMIT = 1_000_000;

    @TempDir
    private Path folder;

    private final SpoolBudget budget = new SpoolBudget(LIMIT);

    @AfterEach
    void nothingIsLeft() throws Exception {
        assertThat(files()).isZero();
        assertThat(budget.held()).isZero();
    }

    private long files() throws IOException {
        return OpenFiles.named(folder.toRealPath().toString());
    }

    private long octets() throws IOException {
        return OpenFiles.octets(folder.toRealPath().toString());
    }

    /** One of which the server has said that it is as large as may be. */
    private Spool begun(@Nullable String cipher) {
        return begun(cipher, LIMIT);
    }

    private Spool begun(@Nullable String cipher, long expected) {
        return new Spool(new SpoolSettings(10, folder, cipher, budget), expected);
    }

    private Spool spool(String letter, int octets, @Nullable String cipher) throws IOException {
        Spool spool = begun(cipher);
        spool.write(letter.repeat(octets).getBytes(StandardCharsets.US_ASCII));
        spool.finish();
        return spool;
    }

    private static void assertOnly(InputStream stream, char letter, int octets) throws IOException {
        byte[] expected = new byte[octets];
        Arrays.fill(expected, (byte) letter);
        assertThat(stream.readAllBytes()).isEqualTo(expected);
    }

    @Test
    void aShorterMessageHasNothingOfTheOneBefore() throws Exception {
        budget.spare().begin();
        spool("a", 500_000, null).release();
        assertThat(files()).isEqualTo(1);
        assertThat(budget.held()).as("nobody's").isZero();
        Spool next = spool("b", 200_000, null);
        assertThat(files()).isEqualTo(1);
        assertOnly(next.open(), 'b', 200_000);
        assertOnly(next.open(100_000, 400_000), 'b', 100_000);
        assertThat(budget.held()).isEqualTo(200_000);
        assertThat(octets()).isEqualTo(200_000);
        budget.spare().end();
        assertOnly(next.open(), 'b', 200_000);
        next.release();
    }

    @Test
    void aSmallMessageThatStillComesHoldsNoMoreThanItWasSaidToHave() throws Exception {
        budget.spare().begin();
        spool("a", 900_000, null).release();
        Spool small = begun(null, 1_000);
        small.write("b".repeat(500).getBytes(StandardCharsets.US_ASCII));
        assertThat(budget.held()).isEqualTo(1_000);
        assertThat(octets()).isLessThanOrEqualTo(1_000);
        Spool other = spool("c", 500_000, null);
        small.write("b".repeat(1_500).getBytes(StandardCharsets.US_ASCII));
        small.finish();
        assertOnly(small.open(), 'b', 2_000);
        assertOnly(other.open(), 'c', 500_000);
        budget.spare().end();
        small.release();
        other.release();
    }

    @Test
    void aLongerOneTakesWhatItHasMore() throws Exception {
        budget.spare().begin();
        spool("a", 200_000, null).release();
        Spool next = spool("b", 500_000, null);
        assertOnly(next.open(), 'b', 500_000);
        assertThat(budget.held()).isEqualTo(500_000);
        next.release();
        budget.spare().end();
    }

    @Test
    void encryptedOnesToo() throws Exception {
        String cipher = "AES/CTR/NoPadding";
        budget.spare().begin();
        spool("a", 500_000, cipher).release();
        Spool next = spool("b", 200_000, cipher);
        assertThat(files()).isEqualTo(1);
        assertOnly(next.open(), 'b', 200_000);
        next.release();
        budget.spare().end();
    }

    @Test
    void whoReadsTheOneBeforeReadsNothingOfTheNext() throws Exception {
        budget.spare().begin();
        Spool first = spool("a", 500_000, null);
        InputStream stream = first.open();
        assertThat(stream.read()).isEqualTo('a');
        first.release();
        Spool next = spool("b", 500_000, null);
        assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> first.open().read()).isInstanceOf(IOException.class);
        next.release();
        budget.spare().end();
    }

    @Test
    void whoWritesTheOneBeforeSpoilsNothing() throws Exception {
        budget.spare().begin();
        Spool first = begun(null);
        first.write(new byte[200_000]);
        first.release();
        Spool next = spool("b", 500_000, null);
        assertThatThrownBy(() -> first.write(new byte[200_000])).isInstanceOf(IOException.class);
        assertThatThrownBy(first::finish).isInstanceOf(IOException.class);
        assertOnly(next.open(), 'b', 500_000);
        next.release();
        budget.spare().end();
    }

    @Test
    void whoeverNeedsTheRoomGetsIt() throws Exception {
        budget.spare().begin();
        Spool first = spool("a", 600_000, null);
        Spool other = begun(null);
        other.write(new byte[100_000]);
        first.release();
        assertThat(budget.fits(LIMIT - 100_000)).isTrue();
        other.write(new byte[300_000]);
        assertThat(files()).as("there is room for both").isEqualTo(2);
        other.write(new byte[600_000]);
        assertThat(files()).isEqualTo(1);
        assertThatThrownBy(() -> other.write(1))
                .isInstanceOfSatisfying(SpoolFullException.class, full -> assertThat(full.isTooLarge())
                        .isTrue());
        other.release();
        budget.spare().end();
    }

    @Test
    void thereIsOneAtMost() throws Exception {
        budget.spare().begin();
        Spool first = spool("a", 100_000, null);
        Spool other = spool("b", 100_000, null);
        first.release();
        other.release();
        assertThat(files()).isEqualTo(1);
        budget.spare().end();
    }

    @Test
    void noneWithoutAPoll() throws Exception {
        spool("a", 100_000, null).release();
        assertThat(files()).isZero();
        budget.spare().begin();
        budget.spare().begin();
        Spool late = spool("a", 100_000, null);
        budget.spare().end();
        spool("b", 100_000, null).release();
        assertThat(files()).as("another poll goes on").isEqualTo(2);
        budget.spare().end();
        late.release();
    }

    /** Were the file read through a channel, it would be closed for everybody. */
    @Test
    void anInterruptedReaderDisturbsNobody() throws Exception {
        Spool spool = spool("a", 500_000, null);
        Thread.currentThread().interrupt();
        try {
            assertOnly(spool.open(), 'a', 500_000);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertOnly(spool.open(), 'a', 500_000);
        spool.release();
    }
}
