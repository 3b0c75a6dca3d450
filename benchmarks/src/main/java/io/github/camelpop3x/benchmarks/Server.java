package io.github.camelpop3x.benchmarks;

import io.github.camelpop3x.benchmarks.server.ServerMain;
import io.github.camelpop3x.benchmarks.server.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The server of one workload, in its own process. */
final class Server implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Child child;
    private final int port;

    /** What clients did in one round. */
    record Report(long sessions, long commands, long roundTrips) {}

    Server(Workload workload, TlsFiles tls, Path log) throws IOException {
        boolean secured = workload.kind() == Workload.Kind.TLS;
        List<String> arguments = new ArrayList<>(List.of(
                Integer.toString(workload.messages()),
                Long.toString(workload.size()),
                Long.toString(workload.roundTrip().toNanos() / 1000)));
        if (secured) {
            arguments.add(tls.directory().toString());
        }
        child = Child.start("server", ServerMain.class, List.of("-Xmx2g"), arguments, log);
        port = Integer.parseInt(child.read(PATIENCE).split(" ", -1)[secured ? 1 : 0]);
    }

    int port() {
        return port;
    }

    /** Puts other messages into every maildrop. */
    void refill() throws IOException {
        child.ask("refill", PATIENCE);
    }

    /** What was done since it was last asked. */
    Report report() throws IOException {
        String[] fields = child.ask("report", PATIENCE).split(" ", -1);
        return new Report(Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]));
    }

    @Override
    public void close() {
        child.close();
    }
}
