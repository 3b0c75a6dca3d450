package io.github.camelpop3x.examples.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The route on a mail server that is brought along, with everything checked that can be: each mail arrived once, byte for
 * byte as it was sent, its subject decoded, and the maildrop is empty afterwards.
 */
final class Demo {

    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Path output;
    private final PrintStream out;

    Demo(Path output, PrintStream out) {
        this.output = output;
        this.out = out;
    }

    /**
     * Runs the demonstration.
     *
     * @return what was found, in one line
     */
    String run() throws QuickstartException {
        Path directory = emptyDirectory();
        List<SampleMail> mails = SampleMails.all();
        DemoCertificate certificate = DemoCertificate.create(output.resolve("tls"));
        try (DemoServer server = DemoServer.start(certificate)) {
            mails.forEach(server::deliver);
            out.printf("A POP3 server on port %d, TLS only, holds %d messages.%n", server.port(), mails.size());

            Arrivals arrivals = new Arrivals(directory, out);
            String maildrop = "pop3xs:" + DemoServer.HOST + ":" + server.port()
                    + "?username=" + DemoServer.USER + "&password=RAW(" + DemoServer.PASSWORD + ")"
                    + "&sslContextParameters=#trust&initialDelay=0&delay=500";
            new MaildropRun(maildrop, Map.of("trust", certificate.sslContextParameters()), arrivals)
                    .until(() -> arrivals.count() + arrivals.failed() >= mails.size(), SILENCE);
            out.println(TextTable.of(arrivals.all()));
            out.println("written to " + directory);

            DemoProof.check(mails, arrivals.all());
            int left = messagesLeft(server, certificate);
            if (left > 0) {
                throw new QuickstartException("the maildrop still holds " + left + " messages.");
            }
            out.println("maildrop is empty: 0 messages");
            return String.format(
                    "%1$d of %1$d messages arrived, %1$d byte for byte as sent, maildrop empty", mails.size());
        }
    }

    private static int messagesLeft(DemoServer server, DemoCertificate certificate) throws QuickstartException {
        try {
            return MaildropCheck.count(
                    certificate.sslContext(), DemoServer.HOST, server.port(), DemoServer.USER, DemoServer.PASSWORD);
        } catch (IOException | GeneralSecurityException e) {
            throw new QuickstartException("can't log in again to look into the maildrop (" + e.getMessage() + ").", e);
        }
    }

    /** The demonstration's files are the same each time, so a run replaces those of the last. */
    private Path emptyDirectory() throws QuickstartException {
        Path directory = output.resolve("demo");
        try {
            Files.createDirectories(directory);
            try (DirectoryStream<Path> old = Files.newDirectoryStream(directory)) {
                for (Path file : old) {
                    Files.delete(file);
                }
            }
            return directory;
        } catch (IOException e) {
            throw new QuickstartException("can't write to " + directory + " (" + e.getMessage() + ").", e);
        }
    }
}
