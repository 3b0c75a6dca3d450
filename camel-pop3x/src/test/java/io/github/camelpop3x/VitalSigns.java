package io.github.camelpop3x;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.camelpop3x.delivery.DeliveryState;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;

/** Takes {@link Vitals} of this JVM. For one thread. */
final class VitalSigns implements AutoCloseable {

    /** What this process has open; on Linux only. There a spool file has no name: this is the only place to see it. */
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private final CamelContext context;
    private final Path spools;
    private final Connection ledger;

    /**
     * @param context has the endpoints
     * @param spools where the context's spool files go, as the system names it: without symbolic links
     * @param ledgerUrl the JDBC URL of the ledger that one of them has
     */
    VitalSigns(CamelContext context, Path spools, String ledgerUrl) throws Exception {
        this.context = context;
        this.spools = spools;
        this.ledger = DriverManager.getConnection(ledgerUrl);
    }

    Vitals measure() throws Exception {
        // First what a collection would tidy up that should have been released before.
        List<Long> files = spoolFiles();
        long bytes = files.stream().mapToLong(Long::longValue).sum();
        long handles = handles();
        return new Vitals(heap(), threads(), handles, files.size(), bytes, ledgerRows());
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("maildrop-"))
                .count();
    }

    /** Zero where the system can't tell. */
    private static long handles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    /** The sizes of the spool files that are in the directory, or have no name any more and are open. */
    List<Long> spoolFiles() throws IOException {
        List<Long> sizes = new ArrayList<>();
        if (Files.exists(DESCRIPTORS)) {
            addSizes(DESCRIPTORS, sizes);
        }
        if (Files.exists(spools)) {
            addSizes(spools, sizes);
        }
        return sizes;
    }

    private void addSizes(Path directory, List<Long> sizes) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                try {
                    Path file = Files.isSymbolicLink(entry) ? Files.readSymbolicLink(entry) : entry;
                    if (file.startsWith(spools)) {
                        sizes.add(Files.size(entry));
                    }
                } catch (IOException e) {
                    // Closed or removed in this very moment.
                }
            }
        }
    }

    /** The entries of every ledger: what the database has, and what the endpoints with a ledger in memory have. */
    long ledgerRows() throws Exception {
        long count = 0;
        try (Statement statement = ledger.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT (SELECT count(*) FROM pop3x_delivery) + " + "(SELECT count(*) FROM pop3x_journal)")) {
            count += row.getLong(1);
        }
        for (Endpoint endpoint : context.getEndpoints()) {
            if (endpoint instanceof Pop3xEndpoint maildrop && !maildrop.sharesLedger()) {
                for (DeliveryState state : DeliveryState.values()) {
                    count += maildrop.book().operator().entries(state).size();
                }
            }
        }
        return count;
    }

    @Override
    public void close() throws Exception {
        ledger.close();
    }
}
