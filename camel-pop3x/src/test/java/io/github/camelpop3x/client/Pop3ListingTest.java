package io.github.camelpop3x.client;

import static io.github.camelpop3x.client.Conversation.Setup.USUAL;
import static io.github.camelpop3x.client.model.MessageEntry.UNKNOWN_SIZE;
import static io.github.camelpop3x.client.model.SessionState.BROKEN;
import static io.github.camelpop3x.client.model.SessionState.TRANSACTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelpop3x.client.Conversation.Setup;
import io.github.camelpop3x.client.Conversation.Torn;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3ProtocolException;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.testserver.Script;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session makes of UIDL and LIST as servers answer them. */
@Timeout(60)
class Pop3ListingTest {

    Torn torn() {
        return Torn.WHOLE;
    }

    private Setup usual() {
        return USUAL.torn(torn());
    }

    private static Conversation begin(Setup setup, Consumer<Script> then) throws IOException {
        return Conversation.begin(setup, TRANSACTION, then);
    }

    /** What listing() makes of these lines, said by a server that lists UIDL. */
    private List<MessageEntry> listing(String uidl, String list) throws IOException {
        try (Conversation talk = begin(usual().capabilities("UIDL"), script -> script.expect("UIDL")
                .send("+OK\r\n" + uidl + ".\r\n")
                .expect("LIST")
                .send("+OK\r\n" + list + ".\r\n")
                .expect("NOOP")
                .send("+OK\r\n"))) {
            List<MessageEntry> entries = talk.session().listing();
            talk.session().noop();
            talk.verify();
            return entries;
        }
    }

    private static MessageEntry entry(int number, String uid, long size) {
        return new MessageEntry(number, uid, size);
    }

    @Test
    void uidAndSizeComeTogether() throws Exception {
        assertThat(listing("1 a\r\n2 b\r\n", "1 120\r\n2 200\r\n"))
                .containsExactly(entry(1, "a", 120), entry(2, "b", 200));
    }

    @Test
    void anEmptyMaildropHasNoMessages() throws Exception {
        assertThat(listing("", "")).isEmpty();
    }

    @Test
    void withPipeliningBothAreAskedAtOnce() throws Exception {
        try (Conversation talk = begin(
                usual().capabilities("UIDL", "PIPELINING"),
                script -> script.expect("UIDL").expect("LIST").send("+OK\r\n1 a\r\n.\r\n+OK\r\n1 120\r\n.\r\n"))) {
            assertThat(talk.session().listing()).containsExactly(entry(1, "a", 120));
            talk.verify();
        }
    }

    @Test
    void withPipeliningSwitchedOffOneIsAskedAfterTheOther() throws Exception {
        Setup off = usual().capabilities("UIDL", "PIPELINING").settings(settings -> settings.withPipelining(false));
        try (Conversation talk = begin(off, script -> script.expect("UIDL")
                .send("+OK\r\n1 a\r\n.\r\n")
                .expect("LIST")
                .send("+OK\r\n1 120\r\n.\r\n"))) {
            assertThat(talk.session().pipelining()).isFalse();
            assertThat(talk.session().listing()).containsExactly(entry(1, "a", 120));
            talk.verify();
        }
    }

    @ParameterizedTest(name = "LIST says [{0}], so the size is {1}")
    @CsvSource({
        "1 -120, -1",
        "1 4294967297, 4294967297",
        "1    120, 120",
        "1, -1",
        "1 lots, -1",
        "hello, -1",
        "1 120 and more, 120",
    })
    void case20_aStrangeSizeIsUnknownOrLarge(String line, long size) throws Exception {
        assertThat(listing("1 a\r\n", line + "\r\n")).containsExactly(entry(1, "a", size));
    }

    @Test
    void whatOnlyListHasDoesNotVanish() throws Exception {
        assertThat(listing("1 a\r\n2\r\n", "1 120\r\n2 130\r\n3 140\r\n"))
                .containsExactly(entry(1, "a", 120), entry(2, null, 130), entry(3, null, 140));
    }

    @Test
    void case20_aLeadingEmptyLine() throws Exception {
        assertThat(listing("\r\n1 a\r\n", "\r\n1 120\r\n")).containsExactly(entry(1, "a", 120));
    }

    @ParameterizedTest(name = "LIST of {0} messages")
    @ValueSource(ints = {0, 1})
    void case20_listMayMissMessages(int listed) throws Exception {
        assertThat(listing("1 a\r\n2 b\r\n", "1 120\r\n".repeat(listed)))
                .containsExactly(entry(1, "a", listed == 0 ? UNKNOWN_SIZE : 120), entry(2, "b", UNKNOWN_SIZE));
    }

    @Test
    void case22_gapsAndLinesOutOfOrder() throws Exception {
        assertThat(listing("7 g\r\n2 b\r\n4711 z\r\n", "4711 3\r\n2 1\r\n7 2\r\n"))
                .containsExactly(entry(7, "g", 2), entry(2, "b", 1), entry(4711, "z", 3));
    }

    @Test
    void case22_aNumberTwiceCountsOnce() throws Exception {
        assertThat(listing("1 a\r\n1 b\r\n2 c\r\n", "1 120\r\n1 130\r\n2 200\r\n"))
                .containsExactly(entry(1, "a", 120), entry(2, "c", 200));
    }

    @Test
    void case23_aUidTwiceIsTwoMessages() throws Exception {
        assertThat(listing("1 same\r\n2 same\r\n3 SAME\r\n", "1 1\r\n2 2\r\n3 3\r\n"))
                .containsExactly(entry(1, "same", 1), entry(2, "same", 2), entry(3, "SAME", 3));
    }

    @Test
    void case23_aUidIsOpaque() throws Exception {
        String longer = "x".repeat(500);
        assertThat(listing(
                        "1 two words\r\n2 gr\u00fc\u00df\u0080\r\n3 " + longer
                                + "\r\n4 a\u0001\tb\r\n.5 .\r\n6   c  \r\n",
                        ""))
                .extracting(MessageEntry::uid)
                .containsExactly("two words", "gr\u00fc\u00df\u0080", longer, "a\u0001\tb", ".", "c");
    }

    @Test
    void case23_aUidThatIsTooLongBreaksTheSession() throws Exception {
        Setup bounded = usual().capabilities("UIDL").settings(settings -> settings.withBounds(512, 100));
        try (Conversation talk = begin(bounded, script -> script.expect("UIDL")
                .send("+OK\r\n1 " + "x".repeat(600) + "\r\n.\r\n")
                .expectClose())) {
            assertThatExceptionOfType(Pop3ProtocolException.class)
                    .isThrownBy(() -> talk.session().listing())
                    .withMessageContaining("512");
            assertThat(talk.session().state()).isEqualTo(BROKEN);
            talk.verify();
        }
    }

    @ParameterizedTest(name = "PIPELINING: {0}")
    @ValueSource(booleans = {true, false})
    void case24_uidlAdvertisedButRefusedIsAPassingFault(boolean pipelining) throws Exception {
        Setup setup = pipelining ? usual().capabilities("UIDL", "PIPELINING") : usual().capabilities("UIDL");
        try (Conversation talk = begin(setup, script -> refuseUidl(script, pipelining))) {
            assertThatExceptionOfType(Pop3CommandException.class)
                    .isThrownBy(() -> talk.session().listing())
                    .withMessageContaining("UIDL")
                    .withMessageContaining("not now");
            talk.session().noop();
            talk.verify();
        }
    }

    @ParameterizedTest(name = "PIPELINING: {0}")
    @ValueSource(booleans = {true, false})
    void case24_uidlNotAdvertisedAndRefusedLeavesTheNumbers(boolean pipelining) throws Exception {
        Setup setup = pipelining ? usual().capabilities("TOP", "PIPELINING") : usual().capabilities("TOP");
        try (Conversation talk = begin(setup, script -> refuseUidl(script, pipelining))) {
            assertThat(talk.session().listing()).containsExactly(entry(1, null, 120), entry(9, null, UNKNOWN_SIZE));
            talk.session().noop();
            talk.verify();
        }
    }

    private static void refuseUidl(Script script, boolean pipelining) {
        script.expect("UIDL");
        if (!pipelining) {
            script.send("-ERR not now\r\n");
        }
        script.expect("LIST");
        if (pipelining) {
            script.send("-ERR not now\r\n");
        }
        script.send("+OK\r\n9 -1\r\n1 120\r\n.\r\n").expect("NOOP").send("+OK\r\n");
    }

    @Test
    void case24_uidlNotAdvertisedButWorks() throws Exception {
        try (Conversation talk = begin(usual().capabilities("TOP"), script -> script.expect("UIDL")
                .send("+OK\r\n1 a\r\n.\r\n")
                .expect("LIST")
                .send("+OK\r\n1 120\r\n.\r\n"))) {
            assertThat(talk.session().listing()).containsExactly(entry(1, "a", 120));
            talk.verify();
        }
    }

    @Test
    void aRefusedListCostsTheSizesOnly() throws Exception {
        try (Conversation talk = begin(usual(), script -> script.expect("UIDL")
                .send("+OK\r\n1 a\r\n.\r\n")
                .expect("LIST")
                .send("-ERR no\r\n"))) {
            assertThat(talk.session().listing()).containsExactly(entry(1, "a", UNKNOWN_SIZE));
            talk.verify();
        }
    }

    @Test
    void withoutUidlAndListThereIsNoListing() throws Exception {
        try (Conversation talk = begin(usual(), script -> script.expect("UIDL")
                .send("-ERR what?\r\n")
                .expect("LIST")
                .send("-ERR disk\r\n")
                .expect("NOOP")
                .send("+OK\r\n"))) {
            assertThatExceptionOfType(Pop3CommandException.class)
                    .isThrownBy(() -> talk.session().listing())
                    .withMessageContaining("disk");
            talk.session().noop();
            talk.verify();
        }
    }

    @Test
    void aListingThatIsCutIsNone() throws Exception {
        String uidl = "+OK\r\n1 a\r\n2 b\r\n.\r\n";
        String list = "+OK\r\n1 120\r\n2 200\r\n.\r\n";
        for (int octets = 0; octets < uidl.length() + list.length(); octets++) {
            int cut = Conversation.LOGIN_OCTETS + octets;
            try (Conversation talk = begin(usual(), script -> script.cutAfter(cut)
                    .expect("UIDL")
                    .send(uidl)
                    .expect("LIST")
                    .send(list))) {
                assertThatExceptionOfType(Pop3StreamException.class)
                        .as("cut after %d octets", octets)
                        .isThrownBy(() -> talk.session().listing())
                        .withMessageContaining("closed the connection");
                assertThat(talk.session().state()).isEqualTo(BROKEN);
                talk.verify();
            }
        }
    }

    @ParameterizedTest(name = "UIDL 5: [{0}]")
    @CsvSource({"5 abc, abc", "5   abc, abc", "abc, abc", "5 two words, two words", "7, 7", "5 5, 5"})
    void case21_uidlOfOneMessage(String answer, String uid) throws Exception {
        try (Conversation talk =
                begin(usual(), script -> script.expect("UIDL 5").send("+OK " + answer + "\r\n"))) {
            assertThat(talk.session().uidl(5)).isEqualTo(entry(5, uid, UNKNOWN_SIZE));
            talk.verify();
        }
    }

    @ParameterizedTest(name = "LIST 5: [{0}]")
    @CsvSource({"5 120, 120", "5   120, 120", "120, 120", "5 120 octets, 120", "5 -1, -1", "5 4294967297, 4294967297"})
    void case21_listOfOneMessage(String answer, long size) throws Exception {
        try (Conversation talk =
                begin(usual(), script -> script.expect("LIST 5").send("+OK " + answer + "\r\n"))) {
            assertThat(talk.session().list(5)).isEqualTo(entry(5, null, size));
            talk.verify();
        }
    }

    @Test
    void aUidlOfOneMessageWithoutAUidFailsAlone() throws Exception {
        try (Conversation talk = begin(
                usual(),
                script -> script.expect("UIDL 5").send("+OK\r\n").expect("NOOP").send("+OK\r\n"))) {
            assertThatExceptionOfType(Pop3CommandException.class)
                    .isThrownBy(() -> talk.session().uidl(5))
                    .withMessageContaining("UIDL 5");
            talk.session().noop();
            talk.verify();
        }
    }
}
