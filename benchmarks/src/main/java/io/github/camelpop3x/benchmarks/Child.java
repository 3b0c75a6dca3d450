package io.github.camelpop3x.benchmarks;

import io.github.camelpop3x.benchmarks.process.Answers;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of its own on this one's class path, asked by lines and answering by lines. Ends with its input at the latest.
 * For one thread.
 */
final class Child implements AutoCloseable {

    /** What a JVM ends with when -XX:+ExitOnOutOfMemoryError ended it. */
    private static final int OUT_OF_MEMORY = 3;

    /** Some have 1,000 routes to stop. */
    private static final Duration ENDING = Duration.ofSeconds(20);

    private final String name;
    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
        this.out = process.inputReader(StandardCharsets.US_ASCII);
        this.in = process.outputWriter(StandardCharsets.US_ASCII);
    }

    /**
     * Starts one.
     *
     * @param name for errors
     * @param options of the JVM
     * @param log what it writes to standard error is appended there
     */
    static Child start(String name, Class<?> main, List<String> options, List<String> arguments, Path log)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-classpath", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(arguments);
        return new Child(
                name,
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start());
    }

    /** Says a line and reads the answer. */
    String ask(String line, Duration patience) throws IOException {
        try {
            in.write(line);
            in.newLine();
            in.flush();
        } catch (IOException e) {
            throw ended();
        }
        return read(patience);
    }

    /**
     * Reads a line.
     *
     * @throws FailedException the process ended or took too long, and was killed then
     */
    String read(Duration patience) throws IOException {
        FutureTask<String> reading = new FutureTask<>(this::answer);
        Thread reader = new Thread(reading, "reader");
        reader.setDaemon(true);
        reader.start();
        try {
            String line = reading.get(patience.toSeconds(), TimeUnit.SECONDS);
            if (line == null) {
                throw ended();
            }
            return line;
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new FailedException("over " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IOException(name, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private @Nullable String answer() throws IOException {
        String line;
        do {
            line = out.readLine();
        } while (line != null && !Answers.isAnswer(line));
        return line == null ? null : Answers.text(line);
    }

    private FailedException ended() throws IOException {
        try {
            int status = process.waitFor();
            return new FailedException(status == OUT_OF_MEMORY ? "OutOfMemory" : "failed, see the log of " + name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** It can't go on; the message says why in few words, for a table. */
    static final class FailedException extends IOException {

        private static final long serialVersionUID = 1;

        FailedException(String message) {
            super(message);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // It has ended already.
        }
        try {
            if (!process.waitFor(ENDING.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
