package io.github.camelpop3x;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A JVM of its own with a route and a durable ledger, for {@link CrashTest} to kill. The route writes to a journal when
 * it begins and when it has done its work on a message; what is in the file survives the process.
 */
final class CrashedRoute {

    private CrashedRoute() {}

    /** The server's port, the ledger's file and the journal. Runs until it is killed. */
    public static void main(String[] arguments) throws Exception {
        String uri = "pop3x:localhost:" + arguments[0]
                + "?username=joe&password=secret&tls=none&format=raw&delay=20&initialDelay=0"
                + "&leaseTimeout=300&ledger=jdbc:sqlite:" + arguments[1];
        FileOutputStream journal = new FileOutputStream(arguments[2], true);
        DefaultCamelContext context = new DefaultCamelContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).process(exchange -> {
                    String uid = exchange.getMessage().getHeader(Pop3xConstants.UID, String.class);
                    boolean inDoubt = exchange.getMessage().getHeader(Pop3xConstants.IN_DOUBT, false, Boolean.class);
                    write(journal, (inDoubt ? "doubt " : "begin ") + uid);
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                    write(journal, "done " + uid);
                });
            }
        });
        context.start();
        Thread.currentThread().join();
    }

    private static void write(FileOutputStream journal, String line) throws IOException {
        journal.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Starts it. */
    static Process start(int port, Path ledger, Path journal, Path log) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        CrashedRoute.class.getName(),
                        String.valueOf(port),
                        ledger.toString(),
                        journal.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }
}
