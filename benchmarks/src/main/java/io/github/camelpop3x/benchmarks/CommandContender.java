package io.github.camelpop3x.benchmarks;

import io.github.camelpop3x.benchmarks.client.Footprint;
import io.github.camelpop3x.benchmarks.client.Round;
import io.github.camelpop3x.benchmarks.client.Target;
import io.github.camelpop3x.benchmarks.server.TlsFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client that is installed on this machine, if it is: mpop, which stores into one file here, or curl, which only
 * retrieves. One process a round, whose start counts.
 */
final class CommandContender implements Contender {

    /** The names that are taken for such clients. */
    static final List<String> NAMES = List.of("mpop", "curl");

    private final String name;
    private final List<String> command;
    private final int messages;
    /** What mpop leaves behind. */
    private final Path stored;

    private CommandContender(String name, List<String> command, int messages, Path stored) {
        this.name = name;
        this.command = command;
        this.messages = messages;
        this.stored = stored;
    }

    /** Why there is none for this workload; {@code null} if there is. */
    static @Nullable String refuses(String name, Workload workload) {
        if (installed(name) == null) {
            return "not installed";
        }
        return workload.accounts() > 1 ? "one maildrop a process" : null;
    }

    static CommandContender of(String name, Workload workload, int port, TlsFiles tls) {
        boolean secured = workload.kind() == Workload.Kind.TLS;
        boolean known = workload.kind() == Workload.Kind.KNOWN;
        Path stored = tls.directory().resolve("mpop.mbox");
        List<String> command = new ArrayList<>();
        command.add(String.valueOf(installed(name)));
        if (name.equals("mpop")) {
            command.addAll(List.of("--host=" + Target.HOST, "--port=" + port, "--auth=user", "--quiet"));
            command.addAll(List.of("--user=" + Target.user(0), "--passwordeval=echo " + Target.PASSWORD));
            command.addAll(List.of("--keep=" + (known ? "on" : "off"), "--timeout=600"));
            command.add("--delivery=mbox," + stored);
            command.add("--uidls-file=" + tls.directory().resolve("mpop.uidls"));
            command.add("--tls=" + (secured ? "on" : "off"));
            if (secured) {
                command.addAll(List.of("--tls-starttls=off", "--tls-trust-file=" + tls.certificate()));
            }
        } else {
            String url = (secured ? "pop3s://" : "pop3://") + Target.HOST + ":" + port + "/";
            command.addAll(List.of("--silent", "--show-error", "--fail", "--output", "/dev/null"));
            command.addAll(List.of("--user", Target.user(0) + ":" + Target.PASSWORD));
            if (secured) {
                command.addAll(List.of("--cacert", tls.certificate().toString()));
            }
            command.addAll(
                    known ? List.of("--request", "UIDL", url) : List.of(url + "[1-" + workload.messages() + "]"));
        }
        return new CommandContender(name, command, workload.expected(), stored);
    }

    private static @Nullable Path installed(String name) {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path file = Path.of(directory, name);
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        return null;
    }

    @Override
    public String name() {
        return name;
    }

    /** It isn't known how many messages came, only that the client was content. */
    @Override
    public Round round(Duration patience) throws IOException {
        Files.deleteIfExists(stored);
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new Child.FailedException("over " + patience.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        long nanos = System.nanoTime() - began;
        if (process.exitValue() != 0) {
            throw new Child.FailedException("failed with " + process.exitValue());
        }
        return Round.ofTime(nanos, messages);
    }

    @Override
    public @Nullable Footprint footprint() {
        return null;
    }

    @Override
    public void close() {
        stored.toFile().delete();
    }
}
