package io.github.camelpop3x.examples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;

/** Compares what arrived with what was sent. */
final class DemoProof {

    private DemoProof() {}

    /**
     * Finds each mail by its {@code Message-ID} and compares every byte of its file, its size and its decoded subject.
     *
     * @throws QuickstartException naming the first mail that is missing, came twice, or differs
     */
    static void check(List<SampleMail> sent, List<Arrival> arrived) throws QuickstartException {
        for (SampleMail mail : sent) {
            List<Arrival> copies = arrived.stream()
                    .filter(arrival -> arrival.messageId().equals(mail.messageId()))
                    .toList();
            if (copies.size() != 1) {
                throw new QuickstartException("the mail '" + mail.what() + "' arrived " + copies.size() + " times.");
            }
            compare(mail, copies.get(0));
        }
        if (arrived.size() != sent.size()) {
            throw new QuickstartException(arrived.size() + " messages arrived, of " + sent.size() + " that were sent.");
        }
    }

    private static void compare(SampleMail sent, Arrival arrived) throws QuickstartException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(arrived.file());
        } catch (IOException e) {
            throw new QuickstartException("can't read " + arrived.file() + " (" + e.getMessage() + ").", e);
        }
        int mismatch = Arrays.mismatch(sent.bytes(), bytes);
        if (mismatch >= 0) {
            throw new QuickstartException(
                    "the mail '" + sent.what() + "' of " + sent.bytes().length + " bytes arrived with " + bytes.length
                            + " bytes and differs from byte " + mismatch + " on; see " + arrived.file() + ".");
        }
        if (arrived.size() != bytes.length) {
            throw new QuickstartException("the mail '" + sent.what() + "' arrived with a size of " + arrived.size()
                    + " bytes instead of " + bytes.length + ".");
        }
        if (!arrived.subject().equals(sent.subject())) {
            throw new QuickstartException("the mail '" + sent.what() + "' arrived with the subject '"
                    + TextTable.printable(arrived.subject()) + "' instead of '" + sent.subject() + "'.");
        }
    }
}
