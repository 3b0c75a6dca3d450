package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.testserver.Effect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The cut matrix for this component and for camel-mail. {@code -Dpeers.write=true} has all of it run and written
 * into docs/delivery.md, see CONTRIBUTING.md; an ordinary build runs our own column and a sample of the others.
 */
class PeerMatrixTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "delivery.md");
    private static final String BEGIN = "<!-- peers: written by PeerMatrixTest -->\n";
    private static final String END = "<!-- end of peers -->";

    private static final String REFUSED = "every RETR of the first message refused: the other two";

    /** Counts the fates of one peer's messages. */
    private interface Run {
        Fates of(Peer peer) throws Exception;
    }

    @Test
    void ourColumnIsAllWellAndInTheTable() throws Exception {
        String table = table();
        for (Map.Entry<String, Effect> fault : Faults.all().entrySet()) {
            Fates fates = PeerMatrix.once(Peer.POP3X, fault.getValue());
            assertThat(fates.allWell()).as("%s: %s", fault.getKey(), fates).isTrue();
            assertRow(table, fault.getKey(), fates);
        }
        Fates fates = PeerMatrix.firstOneRefused(Peer.POP3X);
        assertThat(fates.allWell()).as("%s: %s", REFUSED, fates).isTrue();
        assertRow(table, REFUSED, fates);
    }

    private static void assertRow(String table, String what, Fates ours) {
        assertThat(table.lines())
                .as("rows of the table, which CONTRIBUTING.md says how to write")
                .anyMatch(line -> line.startsWith("| " + what + " |") && line.endsWith("| " + ours + " |"));
    }

    /** The table's other columns say so too. */
    @ParameterizedTest
    @EnumSource(names = {"CAMEL_MAIL", "CAMEL_MAIL_IDEMPOTENT"})
    void camelMailLosesNothingAndCutsNothingShort(Peer peer) throws Exception {
        Fates fates = PeerMatrix.once(peer, Effect.cutBefore());
        assertThat(fates.lost() + fates.cut()).as("%s", fates).isZero();
    }

    /** Whatever it finds. Takes about two minutes. */
    @Test
    @EnabledIfSystemProperty(named = "peers.write", matches = "true")
    void writeTheTable() throws Exception {
        StringBuilder table = new StringBuilder("| fault |");
        for (Peer peer : Peer.values()) {
            table.append(' ').append(peer.title()).append(" |");
        }
        table.append("\n|---|").append("---|".repeat(Peer.values().length)).append('\n');
        for (Map.Entry<String, Effect> fault : Faults.all().entrySet()) {
            row(table, fault.getKey(), peer -> PeerMatrix.once(peer, fault.getValue()));
        }
        row(table, REFUSED, PeerMatrix::firstOneRefused);
        for (PeersInSmallHeap.Endless endless : PeersInSmallHeap.Endless.values()) {
            row(table, endless.toString(), peer -> PeersInSmallHeap.run(peer, endless));
        }
        String text = Files.readString(DOCUMENT);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(DOCUMENT, text.substring(0, begin) + table + text.substring(text.indexOf(END)));
    }

    private static void row(StringBuilder table, String what, Run run) throws Exception {
        table.append("| ").append(what).append(" |");
        for (Peer peer : Peer.values()) {
            table.append(' ').append(run.of(peer)).append(" |");
        }
        table.append('\n');
    }

    private static String table() throws Exception {
        String text = Files.readString(DOCUMENT);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        return text.substring(begin, text.indexOf(END, begin));
    }
}
