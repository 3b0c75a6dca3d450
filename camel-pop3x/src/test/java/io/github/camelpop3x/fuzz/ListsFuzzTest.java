package io.github.camelpop3x.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.camelpop3x.client.model.Capabilities;
import io.github.camelpop3x.client.model.MaildropStatus;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3ProtocolException;
import io.github.camelpop3x.client.wire.Listing;
import io.github.camelpop3x.client.wire.Wire;
import io.github.camelpop3x.client.wire.WireListener;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** CAPA, STAT, LIST and UIDL: bounded lines, whatever comes, and values that make sense. */
class ListsFuzzTest {

    private static final int MAX_LINE = 100;
    private static final int MAX_LINES = 20;

    /** The first octet says how the others are torn. */
    @FuzzTest
    void capabilities(byte[] input) {
        check(Capabilities.parse(lines(input)));
    }

    private static void check(Capabilities capabilities) {
        capabilities
                .saslMechanisms()
                .forEach(name -> assertThat(name).isNotEmpty().isEqualTo(name.toUpperCase(Locale.ROOT)));
        capabilities.loginDelaySeconds().ifPresent(seconds -> assertThat(seconds)
                .isNotNegative());
        capabilities.expireDays().ifPresent(days -> assertThat(days).isNotNegative());
        assertThat(capabilities.implementation().isPresent()).isEqualTo(capabilities.has("implementation"));
        assertThat(capabilities.responseCodes())
                .isEqualTo(capabilities.has("Resp-Codes") || capabilities.authResponseCode());
        assertThat(capabilities.pipelining()).isEqualTo(capabilities.has("pipelining"));
        assertThat(capabilities.arguments("SASL").size())
                .isGreaterThanOrEqualTo(capabilities.saslMechanisms().size());
        assertThat(capabilities.toString()).hasSizeLessThanOrEqualTo(MAX_LINE * MAX_LINES * 3);
    }

    /** The first octet says how the others are torn. */
    @FuzzTest
    void listings(byte[] input) {
        for (String line : lines(input)) {
            check(line);
        }
    }

    private static void check(String line) {
        MessageEntry size = Listing.size(line);
        if (size != null) {
            assertThat(size.number()).isPositive();
            assertThat(size.size()).isGreaterThanOrEqualTo(MessageEntry.UNKNOWN_SIZE);
            assertThat(size.uid()).isNull();
        }
        MessageEntry uid = Listing.uid(line);
        if (uid != null) {
            assertThat(uid.number()).isPositive();
            assertThat(uid.uid()).isNotNull().isNotEmpty();
            assertThat(line).contains(uid.uid());
            assertThat(Listing.uid(uid.number() + " " + uid.uid()))
                    .as("written and read again")
                    .isEqualTo(uid);
        }
        MaildropStatus status = Listing.status(line);
        if (status != null) {
            assertThat(status.messages()).isNotNegative();
            assertThat(status.octets()).isNotNegative();
        }
    }

    /** The lines of a list, or none where it has no end or is beyond the bounds. The same in any split. */
    private static List<String> lines(byte[] input) {
        if (input.length == 0) {
            return List.of();
        }
        byte[] wire = Arrays.copyOfRange(input, 1, input.length);
        List<String> whole = lines(TornInput.whole(wire));
        assertThat(lines(TornInput.byteByByte(wire))).isEqualTo(whole);
        assertThat(lines(TornInput.pieces(wire, input[0]))).isEqualTo(whole);
        ReferenceDecoder reference = ReferenceDecoder.decode(wire);
        if (!whole.isEmpty()) {
            assertThat(reference.complete())
                    .as("a list that was cut was taken for one")
                    .isTrue();
        }
        return whole;
    }

    private static List<String> lines(InputStream in) {
        List<String> lines = new ArrayList<>();
        try {
            Wire wire = new Wire(in, OutputStream.nullOutputStream(), MAX_LINE, WireListener.NONE);
            wire.readList(MAX_LINES).forEachText(lines::add);
        } catch (EOFException | Pop3ProtocolException e) {
            return List.of();
        } catch (IOException e) {
            throw new AssertionError("not a declared exception", e);
        }
        check(lines);
        return lines;
    }

    private static void check(List<String> lines) {
        assertThat(lines).hasSizeLessThanOrEqualTo(MAX_LINES);
        lines.forEach(line -> assertThat(line.length()).isLessThanOrEqualTo(MAX_LINE));
    }
}
