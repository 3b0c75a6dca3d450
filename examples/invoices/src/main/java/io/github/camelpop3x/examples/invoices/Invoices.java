package io.github.camelpop3x.examples.invoices;

import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.main.Main;

/** Starts a mail server with twelve mails and the route, waits until it has done its work, and looks at the result. */
public final class Invoices {

    private static final int LEFT = 1;
    private static final long SECONDS = 60;

    private Invoices() {}

    /** Runs the example; {@code invoices.output} is where everything goes. */
    public static void main(String[] args) throws Exception {
        if (!run(Path.of(System.getProperty("invoices.output", "target/invoices")), System.out)) {
            System.exit(1);
        }
    }

    static boolean run(Path folder, PrintStream out) throws Exception {
        emptied(folder);
        GreenMail server = new GreenMail(new ServerSetup[] {ServerSetup.POP3.dynamicPort()});
        server.start();
        Main main = new Main();
        try {
            GreenMailUser joe = server.setUser("invoices@example.org", "joe", "secret");
            for (String mail : InvoiceMails.all()) {
                joe.deliver(GreenMailUtil.newMimeMessage(mail));
            }
            MailFolder inbox = server.getManagers().getImapHostManager().getInbox(joe);
            int mails = inbox.getMessageCount();
            main.configure()
                    .addRoutesBuilder(new InvoiceRoutes(
                            "pop3x:localhost:" + server.getPop3().getPort()
                                    + "?username=joe&password=secret&tls=none&initialDelay=0&delay=1000",
                            folder.toString()));
            main.start();
            awaitLeft(inbox);
            List<Path> attachments = attachments(folder);
            attachments.forEach(file -> out.println("  " + folder.relativize(file)));
            List<String> lines = Files.readAllLines(folder.resolve("invoices.jsonl"));
            lines.forEach(line -> out.println("  " + line));
            out.println("invoices: " + mails + " mails, " + lines.size() + " filed, " + attachments.size()
                    + " attachments, " + inbox.getMessageCount() + " left on the server");
            return mails == 12 && lines.size() == 11 && attachments.size() == 13 && inbox.getMessageCount() == LEFT;
        } finally {
            main.stop();
            server.stop();
        }
    }

    /** A mail is deleted once it is filed, so what is left tells how far the route is. */
    private static void awaitLeft(MailFolder inbox) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (inbox.getMessageCount() > LEFT && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static List<Path> attachments(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("invoices.jsonl"))
                    .sorted()
                    .toList();
        }
    }

    private static void emptied(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder)) {
                    Files.delete(file);
                }
            }
        }
    }
}
