package io.github.camelpop3x.examples.mailboxbrowser;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.main.Main;

/**
 * Starts a mail server with five mails and the routes, and uses them as a browser would: lists, reads one mail, approves
 * two, lists again.
 */
public final class MailboxBrowser {

    private static final int MAILS = 5;

    private final PrintStream out;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI mails;

    private MailboxBrowser(PrintStream out, int port) {
        this.out = out;
        this.mails = URI.create("http://localhost:" + port + "/mails");
    }

    /** Runs the example; {@code mailbox-browser.output} is where approved mails go. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(System.getProperty("mailbox-browser.output", "target/mailbox-browser"));
        if (!run(folder, System.out)) {
            System.exit(1);
        }
    }

    static boolean run(Path folder, PrintStream out) throws Exception {
        emptied(folder);
        GreenMail server = new GreenMail(new ServerSetup[] {ServerSetup.POP3.dynamicPort()});
        server.start();
        Main main = new Main();
        try {
            GreenMailUser joe = server.setUser("joe@example.org", "joe", "secret");
            for (int i = 1; i <= MAILS; i++) {
                joe.deliver(GreenMailUtil.createTextEmail(
                        "joe@example.org",
                        "customer" + i + "@example.org",
                        "Order " + i,
                        "Please send " + i + " boxes.",
                        server.getPop3().getServerSetup()));
            }
            int port = freePort();
            main.addInitialProperty("camel.server.enabled", "true");
            main.addInitialProperty("camel.server.port", String.valueOf(port));
            main.addInitialProperty("camel.main.name", "mailbox-browser");
            main.configure()
                    .addRoutesBuilder(new BrowserRoutes(
                            "pop3x:localhost:" + server.getPop3().getPort() + "?username=joe&password=secret&tls=none",
                            folder.toString()));
            main.start();
            return new MailboxBrowser(out, port).browse(folder);
        } finally {
            main.stop();
            server.stop();
        }
    }

    private boolean browse(Path folder) throws IOException, InterruptedException {
        List<String> before = list();
        String shown = answer(HttpRequest.newBuilder(mail(before.get(0), "")).GET());
        out.println(
                "GET /mails/" + before.get(0) + "\n" + shown.strip().indent(2).stripTrailing());
        for (String uid : before.subList(0, 2)) {
            String approved =
                    answer(HttpRequest.newBuilder(mail(uid, "/approve")).POST(HttpRequest.BodyPublishers.noBody()));
            out.println("POST /mails/" + uid + "/approve\n  " + approved.strip());
        }
        List<String> after = list();
        String missing = answer(HttpRequest.newBuilder(mail(before.get(0), "")).GET());
        out.println("GET /mails/" + before.get(0) + "\n  " + missing.strip());
        long filed = files(folder);
        out.println("mailbox-browser: " + before.size() + " mails listed, " + filed + " approved and filed, "
                + after.size() + " left on the server");
        return before.size() == MAILS && filed == 2 && after.equals(before.subList(2, MAILS));
    }

    private List<String> list() throws IOException, InterruptedException {
        String json = answer(HttpRequest.newBuilder(mails).GET());
        out.println("GET /mails\n  " + json);
        List<String> uids = new ArrayList<>();
        Matcher uid = Pattern.compile("\"uid\":\"([^\"]+)\"").matcher(json);
        while (uid.find()) {
            uids.add(uid.group(1));
        }
        return uids;
    }

    private URI mail(String uid, String action) {
        return URI.create(mails + "/" + uid + action);
    }

    private String answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void emptied(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
