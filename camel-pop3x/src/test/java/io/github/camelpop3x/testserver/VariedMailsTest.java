package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.testserver.VariedMails.Kind;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VariedMailsTest {

    private static final long SEED = 42;

    @ParameterizedTest
    @EnumSource
    void everyLineEndsInCrlfAndNothingElseIsAnEnd(Kind kind) {
        for (int index = 0; index < 200; index++) {
            if (Kind.of(index) == kind) {
                String mail = new String(VariedMails.mail(SEED, index), ISO_8859_1);

                assertThat(mail).as("mail %s", index).endsWith("\r\n").doesNotContain("\0");
                assertThat(mail.replace("\r\n", "")).as("mail %s", index).doesNotContain("\n");
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameMailsForEver() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        VariedMails.of(SEED, 100).forEach(digest::update);

        assertThat(HexFormat.of().formatHex(digest.digest()))
                .as("whoever changes the mails changes what a seed in an old bug report means")
                .isEqualTo("96d7537b2b1b5351c06907b82bf43474539e09a11bb12dd1082c0245dada69de");
    }

    @Test
    void anotherSeedGivesOtherMails() {
        assertThat(VariedMails.mail(1, 0)).isNotEqualTo(VariedMails.mail(2, 0));
        assertThat(VariedMails.mail(1, 0)).isNotEqualTo(VariedMails.mail(1, Kind.values().length));
    }

    @Test
    void aThousandAreFromTwoBytesToAMegabyteAndFitIntoMemory() {
        List<byte[]> mails = VariedMails.of(SEED, 1_000);

        assertThat(mails).hasSize(1_000);
        assertThat(mails.stream().mapToInt(mail -> mail.length).min()).hasValue(2);
        assertThat(mails.stream().mapToInt(mail -> mail.length).max().getAsInt())
                .isBetween(900_000, 1_100_000);
        assertThat(mails.stream().mapToLong(mail -> mail.length).sum()).isBetween(5_000_000L, 40_000_000L);
    }
}
