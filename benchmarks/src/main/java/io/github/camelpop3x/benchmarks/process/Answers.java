package io.github.camelpop3x.benchmarks.process;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The standard output of a process that answers by lines. Answers are marked, since the JVM writes there too: its log,
 * or that it ran out of memory.
 */
public final class Answers {

    private static final String MARK = "answer ";

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);

    /** Takes standard output; whatever else is printed goes to standard error from now on. */
    public Answers() {
        System.setOut(System.err);
    }

    /** Answers one line. */
    public void say(String line) {
        out.println(MARK + line);
    }

    /** Whether a line is an answer. */
    public static boolean isAnswer(String line) {
        return line.startsWith(MARK);
    }

    /** What the answer says. */
    public static String text(String line) {
        return line.substring(MARK.length());
    }
}
