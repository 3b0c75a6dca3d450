package io.github.camelpop3x.examples.quickstart;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** The same route against a mailbox of the user's: one poll, every message in it, nothing deleted unless asked for. */
final class RealMailbox {

    private static final Duration SILENCE = Duration.ofMinutes(2);
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT);

    private final MailboxUri mailbox;
    private final Path output;
    private final PrintStream out;

    RealMailbox(MailboxUri mailbox, Path output, PrintStream out) {
        this.mailbox = mailbox;
        this.output = output;
        this.out = out;
    }

    /**
     * Reads the mailbox.
     *
     * @return what was done, in one line
     */
    String drain() throws QuickstartException {
        // A new one for each run: an earlier run may have deleted from the server what it wrote.
        Path directory = output.resolve(
                "mailbox-" + LocalDateTime.now(ZoneId.systemDefault()).format(TIMESTAMP));
        out.println("Reading " + mailbox);
        if (mailbox.deletes()) {
            out.println("The URI says to delete: messages leave the server, " + directory + " has the only copies.");
        }
        Arrivals arrivals = new Arrivals(directory, out);
        try {
            new MaildropRun(mailbox.forCamel(), Map.of(), arrivals).until(() -> true, SILENCE);
        } catch (QuickstartException e) {
            throw new QuickstartException(mailbox.redact(e.getMessage()), e);
        } finally {
            out.println(TextTable.of(arrivals.all()));
        }
        if (arrivals.failed() > 0) {
            throw new QuickstartException(arrivals.failed() + " of " + (arrivals.failed() + arrivals.count())
                    + " messages could not be written to " + directory + " and stay in the mailbox; the log says why.");
        }
        if (arrivals.count() == 0) {
            return "0 messages arrived, the poll found none";
        }
        return arrivals.count() + " messages arrived and are in " + directory + ", "
                + (mailbox.deletes() ? "deleted from the server as the URI says" : "nothing deleted from the server");
    }
}
