package io.github.camelpop3x.examples.effectivelyonce;

import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Drains a maildrop into PostgreSQL with a process that is killed again and again, and counts the rows.
 *
 * <p>Settings: {@code -Deffectively-once.messages=500}, {@code .kills=12} and {@code .seed=…}. The last line it prints
 * begins with {@code effectively-once:}; the exit code is 0 if there is one row for each message, else 1.
 */
public final class EffectivelyOnce {

    private EffectivelyOnce() {}

    /** Takes no arguments; see the class's description for the settings. */
    public static void main(String[] args) throws Exception {
        if (!run(System.out)) {
            System.exit(1);
        }
    }

    private static boolean run(PrintStream out) throws Exception {
        Path log = Path.of(System.getProperty("effectively-once.output", "target/effectively-once"), "route.log");
        try {
            Verdict verdict = new Ordeal(Settings.of(System.getProperties()), log, out).run();
            out.println("effectively-once: " + verdict);
            return verdict.isGood();
        } catch (IllegalArgumentException | IllegalStateException e) {
            out.println("effectively-once: failed: " + e.getMessage());
            return false;
        }
    }
}
