package io.github.camelpop3x.examples.effectivelyonce;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.main.Main;
import org.postgresql.ds.PGSimpleDataSource;

/** A JVM of its own that runs the route until it is killed. */
public final class InvoiceProcess {

    /**
     * The ledger is in the same database as the invoices. A killed process can't give its lease back: the next one waits
     * until it has run out, and half a second is less than a JVM takes to start.
     */
    private static final String OPTIONS = "&tls=none&ledger=#db&leaseTimeout=500&initialDelay=0&delay=200";

    private InvoiceProcess() {}

    /** Takes the mail server's port and the database's JDBC URL. */
    public static void main(String[] args) throws Exception {
        PGSimpleDataSource db = new PGSimpleDataSource();
        db.setURL(args[1]);
        Main camel = new Main();
        camel.bind("db", db);
        camel.configure()
                .withName("invoices")
                .addRoutesBuilder(new InvoiceRoute("pop3x:" + InvoiceMail.HOST + ":" + args[0] + "?username="
                        + InvoiceMail.USER + "&password=" + InvoiceMail.PASSWORD + OPTIONS));
        camel.run();
    }

    /**
     * Starts it.
     *
     * @param log what it prints is appended to this file
     */
    static Process start(int port, String jdbcUrl, Path log) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-classpath",
                        classPath(),
                        InvoiceProcess.class.getName(),
                        Integer.toString(port),
                        jdbcUrl)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Inside Maven this JVM's own class path is Maven's; the example's is the class loader's. */
    private static String classPath() {
        if (!(InvoiceProcess.class.getClassLoader() instanceof URLClassLoader loader)) {
            return System.getProperty("java.class.path");
        }
        List<String> files = new ArrayList<>();
        for (URL url : loader.getURLs()) {
            try {
                files.add(Path.of(url.toURI()).toString());
            } catch (URISyntaxException e) {
                throw new IllegalStateException("not a file: " + url, e);
            }
        }
        return String.join(File.pathSeparator, files);
    }
}
