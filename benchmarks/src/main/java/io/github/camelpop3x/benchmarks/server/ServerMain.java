package io.github.camelpop3x.benchmarks.server;

import io.github.camelpop3x.benchmarks.process.Answers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The server as a process. It says its ports; then it answers each line of standard input with one line, and ends with
 * its input, so that it never outlives whoever started it.
 */
public final class ServerMain {

    private ServerMain() {}

    /** Takes messages, octets of each, round trip in microseconds, and the directory of a {@link TlsFiles} or nothing. */
    public static void main(String[] args) throws IOException {
        Answers answers = new Answers();
        FastServer server = new FastServer(
                Integer.parseInt(args[0]),
                Long.parseLong(args[1]),
                Duration.ofNanos(Long.parseLong(args[2]) * 1000),
                args.length > 3 ? new TlsFiles(Path.of(args[3])).serverContext() : null);
        answers.say(server.port() + " " + server.tlsPort());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            switch (line) {
                case "refill" -> {
                    server.refill();
                    answers.say("refilled");
                }
                case "report" -> answers.say(server.report());
                default -> throw new IllegalArgumentException("Neither refill nor report: " + line);
            }
        }
    }
}
