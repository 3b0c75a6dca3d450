package io.github.camelpop3x.client.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.client.model.MaildropStatus;
import io.github.camelpop3x.client.model.MessageEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListingTest {

    @ParameterizedTest(name = "STAT [{0}] is {1} messages in {2} octets")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "2 320,2,320",
                "0 0,0,0",
                "2   320,2,320",
                " 2 320 ,2,320",
                "2\t320,2,320",
                "2 320 octets in your box,2,320",
                "2,2,0",
                "2 -320,2,0",
                "2 many,2,0",
                "2147483647 4294967297,2147483647,4294967297",
                "2 999999999999999999,2,999999999999999999",
            })
    void case20_status(String text, int messages, long octets) {
        assertThat(Listing.status(text)).isEqualTo(new MaildropStatus(messages, octets));
    }

    @ParameterizedTest(name = "STAT [{0}]")
    @ValueSource(strings = {"", " ", "x", "-1 5", "2147483648 1", "you have 2 messages", "2,320"})
    void aStatusWithoutANumberIsNone(String text) {
        assertThat(Listing.status(text)).isNull();
    }

    @ParameterizedTest(name = "LIST [{0}] is message {1} of {2} octets")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "1 120,1,120",
                "1    120,1,120",
                " 1 120,1,120",
                "1 120 and more,1,120",
                "1\t120,1,120",
                "1 0,1,0",
                "1 -120,1,-1",
                "1,1,-1",
                "1 big,1,-1",
                "1 2147483648,1,2147483648",
                "1 4294967297,1,4294967297",
                "1 9999999999999999999,1,-1",
                "2147483647 1,2147483647,1",
            })
    void case20_size(String line, int number, long size) {
        assertThat(Listing.size(line)).isEqualTo(new MessageEntry(number, null, size));
    }

    @ParameterizedTest(name = "UIDL [{0}] is message {1}, [{2}]")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "1 whqtswO00WBw418f9t5JxYwZ,1,whqtswO00WBw418f9t5JxYwZ",
                "1    abc,1,abc",
                " 1 abc,1,abc",
                "1\tabc,1,abc",
                "1 abc ,1,abc",
                "1 two words,1,two words",
                "1 two  blanks,1,two  blanks",
                "1 1,1,1",
                "1 ABC,1,ABC",
                "1 .abc,1,.abc",
                "1 gr\u00fc\u00df,1,gr\u00fc\u00df",
                "1 \u0001,1,\u0001",
            })
    void case23_uid(String line, int number, String uid) {
        assertThat(Listing.uid(line)).isEqualTo(new MessageEntry(number, uid, MessageEntry.UNKNOWN_SIZE));
    }

    @Test
    void case23_aUidMayBeLong() {
        String uid = "u".repeat(1000);
        assertThat(Listing.uid("7 " + uid)).isEqualTo(new MessageEntry(7, uid, MessageEntry.UNKNOWN_SIZE));
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(strings = {"", " ", "\t", "x y", "0 5", "-1 5", "2147483648 5", "+1 5", "1.5 5", "\u0661 5"})
    void aLineWithoutAMessageNumberIsNone(String line) {
        assertThat(Listing.size(line)).isNull();
        assertThat(Listing.uid(line)).isNull();
    }
}
