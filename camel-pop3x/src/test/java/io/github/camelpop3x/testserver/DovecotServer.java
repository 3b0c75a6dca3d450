package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real Dovecot 2.3 of this test's own: POP3 on two ports of the loopback interface, one plain with STLS and one with
 * implicit TLS, users and their Maildirs in a temporary folder. Which machines can run it, {@link #unavailable()} says;
 * tests ask for it with {@link RequiresDovecot}.
 *
 * <p>Lifecycle: {@link Builder#start()} returns when both ports greet. {@link #stop()} and {@link #kill()} end the
 * processes, {@link #restart()} brings them back on the same ports, with the same users and messages, as often as you
 * like. {@link #close()} ends them for good and deletes the folder; it is also called when the JVM ends. Users and
 * messages may be added in any of these states but the last.
 *
 * <p>Thread-safe: what starts and ends processes excludes each other; deliveries may run at the same time as anything.
 */
public final class DovecotServer implements AutoCloseable {

    /** Where the server listens; Dovecot trusts what comes from here, as it comes from its own address. */
    public static final String HOST = "127.0.0.1";

    /**
     * Where it listens too if {@link Builder#plaintextForbidden()}: who connects to this address has another one, and
     * isn't trusted. Linux only.
     */
    public static final String UNTRUSTED_HOST = "127.0.0.2";

    static final String LOG = "dovecot.log";

    private static final String OUTPUT = "output.log";
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration DELETION = Duration.ofSeconds(5);
    private static final int PORT_ATTEMPTS = 5;

    private final Path folder;
    private final DovecotConfig config;
    private final DovecotInstallation installation;
    private final DovecotUsers users;
    private final GreetingProbe probe;
    private final Thread closeAtExit = new Thread(this::close, "dovecot-close");
    private LoopbackPorts ports;
    private ServerProcess process;

    private DovecotServer(DovecotConfig config) throws IOException {
        this.config = config;
        this.installation = DovecotInstallation.get();
        this.probe = new GreetingProbe(HOST, config.certificates == null ? null : config.certificates.ca());
        this.folder = DovecotConfig.readable(Files.createTempDirectory("dovecot"));
        this.users = new DovecotUsers(folder, installation);
        Runtime.getRuntime().addShutdownHook(closeAtExit);
    }

    /** Why Dovecot can't run on this machine, as a sentence; empty if it can. */
    public static Optional<String> unavailable() {
        return DovecotInstallation.unavailable();
    }

    /** A server as most tests want it; with {@link Builder#tls} it has all that Dovecot's POP3 has. */
    public static Builder builder() {
        return new Builder();
    }

    /** The port for plain text and STLS. */
    public synchronized int plainPort() {
        return ports.plain();
    }

    /**
     * The port for implicit TLS.
     *
     * @throws IllegalStateException if the server was built without {@link Builder#tls}
     */
    public synchronized int tlsPort() {
        if (config.certificates == null) {
            throw new IllegalStateException("this server has no certificate");
        }
        return ports.tls();
    }

    /**
     * Adds a user with an empty mailbox, or gives an existing one another password, which Dovecot may take a second to
     * notice. Any characters will do in both.
     */
    public DovecotServer addUser(String name, String password) throws IOException {
        users.put(name, password);
        return this;
    }

    /**
     * Puts a message into the user's mailbox, byte for byte as given. Dovecot sends it byte for byte too, but for line
     * ends that are a bare LF, and an end that is none: these become CRLF. (LIST counts a missing final CRLF as 0.)
     *
     * @return the file, until a session opens the mailbox: then Dovecot moves it, see {@link #messages}
     */
    public Path deliver(String user, byte[] message) throws IOException {
        return users.maildir(user).deliver(message);
    }

    /** Delivers the messages in this order, which is the order of their numbers in the next session. */
    public List<Path> deliverAll(String user, Collection<byte[]> messages) throws IOException {
        List<Path> delivered = new ArrayList<>();
        for (byte[] message : messages) {
            delivered.add(deliver(user, message));
        }
        return delivered;
    }

    /** The files of the messages that are in the mailbox, read or not, in order of delivery. */
    public List<Path> messages(String user) throws IOException {
        return users.maildir(user).messages();
    }

    /** Deletes all messages of the user. Not while a session has the mailbox open. */
    public void clear(String user) throws IOException {
        users.maildir(user).clear();
    }

    /** The user's mailbox itself, for tests that damage it. */
    public Path maildir(String user) {
        return users.maildir(user).folder();
    }

    /** What Dovecot has logged and printed so far, over all its lives. It may lag behind what a client sees. */
    public String log() throws IOException {
        StringBuilder log = new StringBuilder();
        for (String file : List.of(OUTPUT, LOG)) {
            Path path = folder.resolve(file);
            if (Files.exists(path)) {
                log.append(new String(Files.readAllBytes(path), UTF_8));
            }
        }
        return log.toString();
    }

    /** Ends the server as an administrator does, which takes it about a second; open sessions are cut. */
    public synchronized void stop() {
        if (process != null) {
            process.terminate();
            process = null;
        }
    }

    /** Ends the server and its sessions as a power failure does. */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    /** Brings the server back on the same ports; ends it first if it is running. */
    public synchronized void restart() throws IOException {
        stop();
        launch();
    }

    @Override
    public synchronized void close() {
        kill();
        // A process that was being forked when the others were killed may still be writing here.
        Waiting.until(DELETION, this::deleted);
        if (Thread.currentThread() != closeAtExit) {
            try {
                Runtime.getRuntime().removeShutdownHook(closeAtExit);
            } catch (IllegalStateException e) {
                // The JVM is ending: the hook will find nothing left to do.
            }
        }
    }

    private synchronized DovecotServer startOnFreePorts() throws IOException {
        for (int attempt = 1; ; attempt++) {
            ports = LoopbackPorts.pick();
            config.write(folder, installation, ports.plain(), ports.tls());
            try {
                launch();
                return this;
            } catch (IOException e) {
                if (attempt == PORT_ATTEMPTS || !log().contains("Address already in use")) {
                    throw e;
                }
                Files.delete(folder.resolve(LOG));
                Files.delete(folder.resolve(OUTPUT));
            }
        }
    }

    private void launch() throws IOException {
        String conf = folder.resolve(DovecotConfig.FILE).toString();
        ServerProcess launched = ServerProcess.start(
                List.of(installation.binary().toString(), "-F", "-c", conf), folder.resolve(OUTPUT));
        boolean greets = false;
        try {
            greets = Waiting.until(START, () -> !launched.isAlive() || greets()) && launched.isAlive();
        } finally {
            if (!greets) {
                launched.kill();
            }
        }
        if (!greets) {
            throw new IOException("Dovecot doesn't start. It says:\n" + log());
        }
        process = launched;
    }

    private boolean greets() {
        return probe.greets(ports.plain()) && (config.certificates == null || probe.greetsOverTls(ports.tls()));
    }

    private boolean deleted() {
        if (!Files.exists(folder)) {
            return true;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** The options of a server. Not thread-safe; good for one server. */
    public static final class Builder {

        private final DovecotConfig config = new DovecotConfig();

        private Builder() {}

        /**
         * Offers STLS on the plain port and TLS on the other one. Without it the server has neither.
         *
         * @param cert the server's certificate, as a PEM file
         * @param key its private key, unencrypted, as a PEM file
         * @param ca who has signed it, and the certificates of clients, as a PEM file
         */
        public Builder tls(Path cert, Path key, Path ca) {
            config.certificates = new DovecotConfig.Certificates(cert, key, ca);
            return this;
        }

        /** What AUTH offers, and with {@code apop} also a banner for APOP; by default all that Dovecot has. */
        public Builder mechanisms(String... mechanisms) {
            config.mechanisms = List.of(mechanisms);
            return this;
        }

        /** Whether a session keeps others away from the mailbox; by default it does, and they wait 10 to 12 s. */
        public Builder sessionLock(boolean lock) {
            config.sessionLock = lock;
            return this;
        }

        /**
         * Refuses a user's second session with {@code [IN-USE]} at once, by allowing each user one connection per
         * address. The time that others wait for the session lock is fixed in Dovecot's code.
         */
        public Builder secondSessionRefusedAtOnce() {
            config.secondSessionRefusedAtOnce = true;
            return this;
        }

        /**
         * Refuses plain passwords without TLS. Dovecot doesn't apply that to clients whose address is the server's own:
         * connect to {@link #UNTRUSTED_HOST} to be refused.
         */
        public Builder plaintextForbidden() {
            config.plaintextForbidden = true;
            return this;
        }

        /** Lets failed logins take as long as Dovecot usually does: 2 s, and longer each time. By default at most 0.5 s. */
        public Builder usualFailureDelay() {
            config.usualFailureDelay = true;
            return this;
        }

        /**
         * Asks TLS clients for a certificate, which EXTERNAL takes as proof of being the user in its common name. From
         * then on Dovecot ignores the user names that clients with a certificate send, with any mechanism.
         */
        public Builder clientCertificates() {
            config.clientCertificates = true;
            return this;
        }

        /** Leaves messages unread when they are retrieved, so that files keep their names in {@code cur}. */
        public Builder noFlagUpdates() {
            config.flagUpdates = false;
            return this;
        }

        /** For instance {@code %g}, {@code %f} or {@code %08Xu%08Xv}. */
        public Builder uidlFormat(String format) {
            config.uidlFormat = format;
            return this;
        }

        /** XOAUTH2 and OAUTHBEARER take tokens signed with this key, see {@link Hs256Token}. */
        public Builder jwtKey(byte[] key) {
            config.jwtKey = key.clone();
            config.introspection = null;
            return this;
        }

        /**
         * XOAUTH2 and OAUTHBEARER send the token to this URL, as RFC 7662 has it: {@code token=…} is posted, and the
         * answer is JSON with {@code "active": true} and {@code "username"}.
         */
        public Builder introspection(URI url) {
            config.introspection = url;
            config.jwtKey = null;
            return this;
        }

        /** Adds lines to the end of the configuration, where they override what comes before. */
        public Builder config(String... lines) {
            config.lines.addAll(List.of(lines));
            return this;
        }

        /**
         * Starts the server.
         *
         * @throws IllegalStateException if Dovecot is {@link #unavailable()}
         * @throws IOException if it doesn't greet within 20 s, with its log
         */
        public DovecotServer start() throws IOException {
            DovecotServer server = new DovecotServer(config);
            try {
                return server.startOnFreePorts();
            } catch (IOException | RuntimeException e) {
                server.close();
                throw e;
            }
        }
    }
}
