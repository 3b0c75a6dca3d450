package io.github.camelpop3x.examples.quickstart;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Drains one maildrop into {@code .eml} files and shows what arrived.
 *
 * <p>Without a URI it brings its own mail server, certificate and mails, and proves the result ({@link Demo}). With
 * {@code -Dpop3x.uri=…}, or the environment variable {@code POP3X_URI}, which keeps the password out of the process
 * list, it reads that mailbox ({@link RealMailbox}).
 *
 * <p>The last line it prints begins with {@code quickstart:}; the exit code is 0 if it did all that it says, else 1.
 */
public final class Quickstart {

    private Quickstart() {}

    /** Takes no arguments; see the class's description for the settings. */
    public static void main(String[] args) {
        Path output = Path.of(System.getProperty("quickstart.output", "target/quickstart"))
                .toAbsolutePath();
        if (!run(mailboxSetting(), output, terminal())) {
            System.exit(1);
        }
    }

    private static boolean run(Optional<String> mailbox, Path output, PrintStream out) {
        try {
            String verdict = mailbox.isPresent()
                    ? new RealMailbox(MailboxUri.parse(mailbox.get()), output, out).drain()
                    : new Demo(output, out).run();
            out.println("quickstart: " + verdict);
            return true;
        } catch (QuickstartException e) {
            out.println("quickstart: failed: " + e.getMessage());
            return false;
        }
    }

    /** Where no locale is set the JVM writes '?' for what isn't ASCII; the terminal can do better. */
    private static PrintStream terminal() {
        Charset locale = Charset.defaultCharset();
        return new PrintStream(System.out, true, locale.equals(US_ASCII) ? UTF_8 : locale);
    }

    private static Optional<String> mailboxSetting() {
        return Optional.ofNullable(System.getProperty("pop3x.uri", System.getenv("POP3X_URI")))
                .filter(uri -> !uri.isBlank());
    }
}
