package io.github.camelpop3x.message.mime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.message.Corpus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.junit.jupiter.api.Test;

/** mime4j's parser finds the same parts with the same octets, but for messages that may be read in more than one way. */
class OtherParserTest {

    /** Beyond limits, without an end where there must be one, or boundaries of which nobody says what they are. */
    private static final List<String> READ_OTHERWISE = List.of(
            "114-multiparts-sixty-deep",
            "179-boundary-not-found",
            "180-boundary-missing",
            "181-boundary-empty",
            "184-boundary-same-in-and-out",
            "186-boundary-rfc2231",
            "187-boundary-utf8",
            "191-inner-without-parts",
            "193-closed-at-once",
            "195-part-without-blank-line",
            "199-multipart-encoded-base64",
            "202-body-without-blank-line",
            "207-header-section-too-large",
            "225-eleven-thousand-parts");

    private static List<String> ours(byte[] message) throws IOException {
        List<String> leafs = new ArrayList<>();
        collect(
                new MimeScanner(new LineScanner(new ByteArrayInputStream(message), message.length), MimeLimits.DEFAULT)
                        .scan(),
                message,
                leafs);
        return leafs;
    }

    private static void collect(MimePart part, byte[] message, List<String> leafs) {
        if (part.isMultipart()) {
            part.parts().forEach(inner -> collect(inner, message, leafs));
        } else {
            int from = (int) part.offset();
            leafs.add(digest(Arrays.copyOfRange(message, from, from + (int) part.length())));
        }
    }

    private static List<String> theirs(byte[] message) throws IOException, MimeException {
        MimeTokenStream stream = new MimeTokenStream(MimeConfig.PERMISSIVE);
        stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
        stream.parse(new ByteArrayInputStream(message));
        List<String> leafs = new ArrayList<>();
        for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
            if (state == EntityState.T_BODY) {
                leafs.add(digest(stream.getInputStream().readAllBytes()));
            }
        }
        return leafs;
    }

    private static String digest(byte[] octets) {
        return octets.length + "-" + Arrays.hashCode(octets);
    }

    @Test
    void partsAreTheSame() throws IOException {
        List<String> different = new ArrayList<>();
        for (Corpus.Entry entry : Corpus.entries()) {
            boolean same;
            try {
                same = ours(entry.octets()).equals(theirs(entry.octets()));
            } catch (MimeException | IOException e) {
                same = false;
            }
            if (!same) {
                different.add(entry.name());
            }
        }
        assertThat(different).isEqualTo(READ_OTHERWISE);
    }
}
