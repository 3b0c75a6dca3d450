package io.github.camelpop3x.benchmarks;

import io.github.camelpop3x.benchmarks.client.ClientMain;
import io.github.camelpop3x.benchmarks.client.Footprint;
import io.github.camelpop3x.benchmarks.client.Round;
import io.github.camelpop3x.benchmarks.client.Target;
import io.github.camelpop3x.benchmarks.server.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A client in a JVM of its own, which goes on from round to round and so gets warm. */
final class JavaContender implements Contender {

    /** Some have thousands of routes to start. */
    private static final Duration STARTING = Duration.ofMinutes(5);

    private static final Duration COLLECTING = Duration.ofMinutes(1);

    /** What has nothing but a connection for each maildrop may have more threads. */
    private static final List<String> OWN_THREADS = List.of("limit", "bare");

    private static final int MANY_THREADS = 1_000;

    /** Maildrops that the others drain at the same time. */
    private static final int THREADS = 64;

    private final String name;
    private final Child child;

    JavaContender(String name, Workload workload, int port, TlsFiles tls, Path log) throws IOException {
        this.name = name;
        Target target = new Target(
                port,
                workload.kind() == Workload.Kind.TLS,
                workload.messages(),
                workload.size(),
                workload.accounts(),
                OWN_THREADS.contains(name) ? MANY_THREADS : THREADS,
                workload.kind() == Workload.Kind.KNOWN);
        List<String> arguments = new ArrayList<>();
        arguments.add(name);
        arguments.addAll(target.toArguments());
        List<String> options = new ArrayList<>(List.of(
                "-Xmx" + workload.heap() + "m",
                "-Djavax.net.ssl.trustStore=" + tls.store(),
                "-Djavax.net.ssl.trustStorePassword=" + TlsFiles.PASSWORD));
        // To profile one, say.
        String further = System.getProperty("benchmark.args", "").strip();
        if (!further.isEmpty()) {
            options.addAll(List.of(further.split("\\s+")));
        }
        this.child = Child.start(name, ClientMain.class, options, arguments, log);
        try {
            child.read(STARTING);
        } catch (IOException e) {
            child.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Round round(Duration patience) throws IOException {
        return Round.ofLine(child.ask("round", patience));
    }

    @Override
    public Footprint footprint() throws IOException {
        return Footprint.ofLine(child.ask("footprint", COLLECTING));
    }

    @Override
    public void close() {
        child.close();
    }
}
