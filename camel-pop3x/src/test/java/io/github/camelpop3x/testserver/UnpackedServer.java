package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real POP3 server that runs from the folder into which its packages were unpacked, see {@link UnpackedPackages}. It
 * has one user and listens on one port of the loopback interface, without TLS.
 *
 * <p>The server sees a system of its own: in a mount namespace its programs lie over {@code /usr} and its settings and
 * user over {@code /etc}, and {@code /var}, {@code /run} and {@code /home} are folders of this test. Nothing of the
 * machine is changed.
 *
 * <p>Lifecycle: {@link #start} returns when the port greets. {@link #stop} ends the server and its sessions as a power
 * failure does; {@link #start} brings it back on the same port with the same messages. {@link #close} ends it for good and
 * deletes the folder; it is also called when the JVM ends. Messages may be delivered in any of these states but the last,
 * not while a session is open. Not thread-safe.
 */
public abstract class UnpackedServer implements AutoCloseable {

    /** Where it listens. */
    public static final String HOST = "127.0.0.1";

    /** Who owns the mail. Neither root, whose mail these servers refuse to serve, nor anybody on this machine. */
    static final int MAIL_ID = 20_003;

    private static final int SERVICE_ID = 20_004;
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration DELETION = Duration.ofSeconds(5);
    private static final int PORT_ATTEMPTS = 5;
    private static final String OUTPUT = "output.log";

    /** What runs in the namespace: its mounts, then the server; $0 is the packages' folder, $1 this test's. */
    private static final String MOUNTS = """
            set -eu
            mount -t overlay usr -o "lowerdir=$0/usr:/usr" /usr
            mount -t overlay etc -o "lowerdir=$1/etc:/etc" /etc
            for each in home run var; do mount --bind "$1/$each" "/$each"; done
            cd /
            """;

    private final Path packages;
    private final Path folder;
    private final String user;
    private final String password;
    private final GreetingProbe probe = new GreetingProbe(HOST, null);
    private final Thread closeAtExit = new Thread(this::close, "server-close");
    private int port;
    private ServerProcess process;

    UnpackedServer(String name, String user, String password) throws IOException {
        this.packages = UnpackedPackages.folder(name);
        this.user = user;
        this.password = password;
        this.folder = Files.createTempDirectory(name).toRealPath();
        Runtime.getRuntime().addShutdownHook(closeAtExit);
        makeSystem();
    }

    /** Its only user. */
    public final String user() {
        return user;
    }

    /** The user's password. */
    public final String password() {
        return password;
    }

    /** The port for plain text. */
    public final int port() {
        return port;
    }

    /** Adds a message, whose lines end in CRLF, to the user's maildrop. */
    public final void deliver(byte[] message) throws IOException {
        mailbox().deliver(message);
    }

    /** How many messages are in the user's maildrop. */
    public final int messages() throws IOException {
        return mailbox().messages();
    }

    /** Ends the server with all sessions, removes all messages and starts it again. */
    public final void restartEmpty() throws IOException {
        stop();
        mailbox().clear();
        start();
    }

    /** What the server has printed over all its lives. */
    public final String log() throws IOException {
        Path output = folder.resolve(OUTPUT);
        return Files.exists(output) ? new String(Files.readAllBytes(output), UTF_8) : "";
    }

    /** Starts the server, at first on a port that is free. */
    public final void start() throws IOException {
        if (port != 0) {
            launch();
            return;
        }
        for (int attempt = 1; ; attempt++) {
            port = LoopbackPorts.pick().plain();
            try {
                launch();
                return;
            } catch (IOException e) {
                if (attempt == PORT_ATTEMPTS || !log().contains("Address already in use")) {
                    throw e;
                }
                Files.delete(folder.resolve(OUTPUT));
            }
        }
    }

    /** Ends the server and its sessions at once. */
    public final void stop() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    @Override
    public final void close() {
        stop();
        Waiting.until(DELETION, this::deleted);
        if (Thread.currentThread() != closeAtExit) {
            try {
                Runtime.getRuntime().removeShutdownHook(closeAtExit);
            } catch (IllegalStateException e) {
                // The JVM is ending: the hook will find nothing left to do.
            }
        }
    }

    /** The shell commands that become the server, listening on this port. */
    abstract String commands(int listenOn);

    /** Where the user's messages are. */
    abstract Mailbox mailbox();

    /** A program for each connection, with the connection itself as its standard input and output, as inetd has it. */
    static String forEachConnection(int port, String program) {
        return "exec socat TCP-LISTEN:" + port + ",bind=" + HOST + ",reuseaddr,fork EXEC:'" + program + "',nofork\n";
    }

    /** The user's home, which the server sees as {@code /home/} and the user's name. */
    final Path home() {
        return folder.resolve("home").resolve(user);
    }

    /** A file that the server sees at this path, which must be under {@code /etc}, {@code /home}, {@code /run} or {@code /var}. */
    final Path file(String path) {
        return folder.resolve(path.substring(1));
    }

    /** Writes a file that only root can read. */
    final void secret(String path, String content) throws IOException {
        Path file = file(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content, UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** Writes a file that the server's own users can read too. */
    final void setting(String path, String content) throws IOException {
        secret(path, content);
        Files.setPosixFilePermissions(file(path), PosixFilePermissions.fromString("rw-r--r--"));
    }

    /** Gives a file or folder to the user. */
    static void give(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", MAIL_ID);
        Files.setAttribute(path, "unix:gid", MAIL_ID);
    }

    /** An empty mbox for the user where mail transfer agents leave it. */
    final Mbox makeMbox() throws IOException {
        Path file = Files.createFile(file("/var/mail").resolve(user));
        give(file);
        return new Mbox(file);
    }

    /** An empty Maildir in the user's home. */
    final LineFeedMaildir makeMaildir() throws IOException {
        return new LineFeedMaildir(new Maildir(home().resolve("Maildir"), UnpackedServer::give));
    }

    /** The password as {@code /etc/shadow} has it. */
    final String crypted() throws IOException {
        return output("perl", "-e", "print crypt($ARGV[0], '$6$pop3xtest$')", password);
    }

    /** What a short program prints. */
    static String output(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        if (printed.isEmpty()) {
            throw new IOException(command[0] + " prints nothing");
        }
        return printed;
    }

    private void makeSystem() throws IOException {
        for (String each : new String[] {"", "etc", "home", "run", "var", "var/mail", "var/lib", "home/" + user}) {
            Path made = Files.createDirectories(folder.resolve(each));
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        give(home());
        setting("/etc/passwd", account("root", 0, "/root") + account(user, MAIL_ID, "/home/" + user));
        setting("/etc/group", "root:x:0:\nmail:x:8:\n" + user + ":x:" + MAIL_ID + ":\n");
        secret("/etc/shadow", user + ":" + crypted() + ":19000:0:99999:7:::\n");
    }

    /** Makes an account that the server itself runs under. */
    final void addServiceAccount(String name) throws IOException {
        Files.writeString(
                file("/etc/passwd"), account(name, SERVICE_ID, "/nonexistent"), UTF_8, StandardOpenOption.APPEND);
        Files.writeString(file("/etc/group"), name + ":x:" + SERVICE_ID + ":\n", UTF_8, StandardOpenOption.APPEND);
    }

    /** Lets the service check passwords against {@code /etc/shadow}. */
    final void addPamService(String name) throws IOException {
        setting("/etc/pam.d/" + name, "auth required pam_unix.so nodelay\naccount required pam_unix.so\n");
    }

    private static String account(String name, int id, String home) {
        return name + ":x:" + id + ":" + id + "::" + home + ":/bin/sh\n";
    }

    private void launch() throws IOException {
        // The process namespace dies with its first process, so that no session survives the server.
        List<String> command = List.of(
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "--propagation=private",
                "sh",
                "-c",
                MOUNTS + commands(port),
                packages.toString(),
                folder.toString());
        ServerProcess launched = ServerProcess.start(command, folder.resolve(OUTPUT));
        boolean greets = false;
        try {
            greets = Waiting.until(START, () -> !launched.isAlive() || probe.greets(port)) && launched.isAlive();
        } finally {
            if (!greets) {
                launched.kill();
            }
        }
        if (!greets) {
            throw new IOException(packages.getFileName() + " doesn't start. It says:\n" + log());
        }
        process = launched;
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
}
