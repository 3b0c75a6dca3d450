package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real server's main process and what it forks.
 *
 * <p>Lifecycle: runs from {@link #start} until {@link #terminate} or {@link #kill}; both return when no process of it is
 * left, and both may be called again. Not thread-safe.
 */
final class ServerProcess {

    private static final Duration TERMINATION = Duration.ofSeconds(15);
    private static final Duration DEATH = Duration.ofSeconds(10);

    private final Process main;

    private ServerProcess(Process main) {
        this.main = main;
    }

    /** Starts the command with no input; what it prints is added to the file. */
    static ServerProcess start(List<String> command, Path output) throws IOException {
        return new ServerProcess(new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start());
    }

    boolean isAlive() {
        return main.isAlive();
    }

    /** Asks the server to end as an administrator does, and kills what hasn't ended after some seconds. */
    void terminate() {
        List<ProcessHandle> all = all();
        main.destroy();
        if (!Waiting.until(TERMINATION, () -> none(all))) {
            kill(all);
        }
    }

    /** Ends all processes at once, without giving them a chance to tell anybody. */
    void kill() {
        kill(all());
    }

    private static void kill(List<ProcessHandle> all) {
        // The main process comes first, so that it can't replace those that die.
        all.forEach(ProcessHandle::destroyForcibly);
        if (!Waiting.until(DEATH, () -> none(all))) {
            throw new IllegalStateException("can't be killed: " + all);
        }
    }

    private List<ProcessHandle> all() {
        return Stream.concat(Stream.of(main.toHandle()), main.descendants()).toList();
    }

    private static boolean none(List<ProcessHandle> all) {
        return all.stream().noneMatch(ServerProcess::runs);
    }

    /** Not so if the process has ended and is still listed: in a container its new parent may take seconds to notice. */
    static boolean runs(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"), ISO_8859_1);
            return !stat.substring(stat.lastIndexOf(')') + 1).startsWith(" Z");
        } catch (IOException e) {
            // It has just gone, or the system has no such files.
            return process.isAlive();
        }
    }
}
