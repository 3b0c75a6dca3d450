package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The Dovecot of this machine and the account that it has to run under. Looked up once per JVM; immutable.
 *
 * @param binary the master process's program
 * @param root whether the tests run as root, so that Dovecot can drop to the users that its package has made
 * @param user the name of the user who runs the tests
 * @param group the name of that user's group
 * @param mailUid who owns the mail; never root, for whom Dovecot refuses to open a mailbox
 * @param mailGid the group that goes with it
 */
record DovecotInstallation(Path binary, boolean root, String user, String group, int mailUid, int mailGid) {

    private static final String NOT_INSTALLED = "Dovecot is not installed (apt-get install dovecot-core dovecot-pop3d)";
    private static final String SUPPORTED = "2.3.";
    private static final long VERSION_SECONDS = 10;

    /** What Linux calls 'nobody'. A number that isn't in the user database would do as well. */
    private static final int NOBODY = 65_534;

    /** Either an installation or the reason why there is none. */
    private record Lookup(DovecotInstallation installation, String unavailable) {}

    private static final class Holder {
        private static final Lookup LOOKUP = lookUp();
    }

    /** Why Dovecot can't run here; empty if it can. */
    static Optional<String> unavailable() {
        return Optional.ofNullable(Holder.LOOKUP.unavailable);
    }

    /**
     * The installation of this machine.
     *
     * @throws IllegalStateException if Dovecot is {@link #unavailable()}
     */
    static DovecotInstallation get() {
        unavailable().ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        return Holder.LOOKUP.installation;
    }

    private static Lookup lookUp() {
        try {
            Optional<Path> binary = findBinary();
            if (binary.isEmpty()) {
                return new Lookup(null, NOT_INSTALLED);
            }
            String version = version(binary.get());
            if (!version.startsWith(SUPPORTED)) {
                return new Lookup(null, "Dovecot " + version + " is installed, but the tests configure a 2.3");
            }
            return withAccount(binary.get());
        } catch (IOException e) {
            return new Lookup(null, "Dovecot can't be run: " + e);
        }
    }

    /** The program, if the POP3 part is there too: the distributions have it in a package of its own. */
    private static Optional<Path> findBinary() throws IOException {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Optional<Path> found = Stream.concat(
                        Stream.of(path.split(File.pathSeparator, -1)).filter(folder -> !folder.isEmpty()),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder, "dovecot"))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            return found;
        }
        Path prefix = found.get().toRealPath().getParent().getParent();
        return found.filter(binary -> Stream.of("lib", "libexec")
                .anyMatch(folder -> Files.isExecutable(prefix.resolve(folder).resolve("dovecot/pop3-login"))));
    }

    private static String version(Path binary) throws IOException {
        Process process = new ProcessBuilder(binary.toString(), "--version")
                .redirectErrorStream(true)
                .start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            if (!process.waitFor(VERSION_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(binary + " --version doesn't end");
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking for Dovecot's version", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Lookup withAccount(Path binary) throws IOException {
        Path probe = Files.createTempFile("dovecot", ".probe");
        try {
            int uid = (int) Files.getAttribute(probe, "unix:uid");
            int gid = (int) Files.getAttribute(probe, "unix:gid");
            boolean root = uid == 0;
            PosixFileAttributes attributes = Files.readAttributes(probe, PosixFileAttributes.class);
            String user = attributes.owner().getName();
            String group = attributes.group().getName();
            if (isNumber(user) || isNumber(group)) {
                return new Lookup(
                        null,
                        "Dovecot needs a user and a group with names, but the tests run as " + user + ":" + group);
            }
            if (root && !searchableByOthers(probe.toRealPath().getParent())) {
                return new Lookup(
                        null,
                        "Dovecot's own users can't get into " + probe.getParent()
                                + ": set java.io.tmpdir to a folder that all can search");
            }
            return new Lookup(
                    new DovecotInstallation(
                            binary, root, user, attributes.group().getName(), root ? NOBODY : uid, root ? NOBODY : gid),
                    null);
        } finally {
            Files.delete(probe);
        }
    }

    private static boolean isNumber(String name) {
        return name.chars().allMatch(Character::isDigit);
    }

    private static boolean searchableByOthers(Path folder) throws IOException {
        for (Path each = folder; each != null; each = each.getParent()) {
            if (!Files.getPosixFilePermissions(each, LinkOption.NOFOLLOW_LINKS)
                    .contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }
}
