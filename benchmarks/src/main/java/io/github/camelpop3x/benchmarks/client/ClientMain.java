package io.github.camelpop3x.benchmarks.client;

import io.github.camelpop3x.benchmarks.process.Answers;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One client as a process: a line of standard input asks for a round or for what the process holds, and one line answers.
 * It ends with its input, so that it never outlives whoever started it.
 */
public final class ClientMain {

    private ClientMain() {}

    /** Takes the name of the client and the target's fields. */
    public static void main(String[] args) throws Exception {
        Answers answers = new Answers();
        Target target = Target.of(Arrays.asList(args).subList(1, args.length));
        Meter meter = new Meter();
        Tally tally = new Tally();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        try (Drain drain = Clients.of(args[0], target)) {
            answers.say("ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                switch (line) {
                    case "round" -> answers.say(meter.measure(drain, tally).toLine());
                    case "footprint" -> answers.say(meter.footprint().toLine());
                    default -> throw new IllegalArgumentException("Neither round nor footprint: " + line);
                }
            }
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }
}
