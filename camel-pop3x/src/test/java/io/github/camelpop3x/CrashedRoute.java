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
 * A JVM of its own with a route and a durable ledger, for {@link CrashTest} and {@link TwoJvmsTest} to kill. The route
 * writes to a {@link Journal} when it begins and when it has done its work on a message; what is in the file survives
 * the process, and several processes may write to it.
 */
final class CrashedRoute {

    /** A message with this unique-id keeps the route busy for ever, unless it comes in doubt. */
    static final String HANGS = "hangs";

    private CrashedRoute() {}

    /** The node's name, the server's port, further options, the journal and a message's milliseconds. Runs until it is killed. */
    public static void main(String[] arguments) throws Exception {
        String node = arguments[0];
        String uri = "pop3x:localhost:" + arguments[1]
                + "?username=joe&password=secret&tls=none&format=raw&delay=20&initialDelay=0" + arguments[2];
        FileOutputStream journal = new FileOutputStream(arguments[3], true);
        long pause = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[4]));
        DefaultCamelContext context = new DefaultCamelContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).process(exchange -> {
                    String uid = exchange.getMessage().getHeader(Pop3xConstants.UID, String.class);
                    boolean inDoubt = exchange.getMessage().getHeader(Pop3xConstants.IN_DOUBT, false, Boolean.class);
                    write(journal, (inDoubt ? "doubt " : "begin ") + uid + " " + node);
                    if (uid.equals(HANGS) && !inDoubt) {
                        Thread.currentThread().join();
                    }
                    if (pause > 0) {
                        LockSupport.parkNanos(pause);
                    }
                    write(journal, "done " + uid + " " + node);
                });
            }
        });
        context.start();
        Thread.currentThread().join();
    }

    /** In one piece, so that lines of several processes don't mix. */
    private static void write(FileOutputStream journal, String line) throws IOException {
        journal.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Starts it, with a millisecond for each message. */
    static Process start(String node, int port, String options, Path journal, Path log) throws IOException {
        return start(node, port, options, 1, journal, log);
    }

    /** Starts it. */
    static Process start(String node, int port, String options, int millis, Path journal, Path log) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        CrashedRoute.class.getName(),
                        node,
                        String.valueOf(port),
                        options,
                        journal.toString(),
                        String.valueOf(millis))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }
}
