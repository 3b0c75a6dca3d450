package io.github.camelpop3x.testserver;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The folders into which {@code .ci/servers} unpacks the packages of servers that can't be installed side by side.
 * Stateless.
 */
final class UnpackedPackages {

    /** Names the folder, if it isn't {@code camel-pop3x/servers} in the user's cache. */
    static final String FOLDER_VARIABLE = "POP3X_SERVERS";

    private static final long PROBE_SECONDS = 10;

    private UnpackedPackages() {}

    /**
     * Why the server can't run here, as a sentence; empty if it can.
     *
     * @param name the server's folder
     * @param program what must be in it
     */
    static Optional<String> unavailable(String name, String program) {
        if (!Files.isExecutable(folder(name).resolve(program))) {
            return Optional.of(name + " is not available: run .ci/servers");
        }
        try {
            if (!mayMount(folder(name))) {
                return Optional.of(name + " needs mounts of its own: run the tests as root, where unshare and socat"
                        + " are and overlays can be mounted");
            }
            Path temp = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
            if (!searchableByOthers(temp)) {
                return Optional.of(name + "'s own users can't get into " + temp
                        + ": set java.io.tmpdir to a folder that all can search");
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(name + " can't be run: " + e);
        }
    }

    /** Where the server's packages are unpacked: in here is a {@code usr}, as it would be installed. */
    static Path folder(String name) {
        return servers().resolve(name);
    }

    private static Path servers() {
        return setting(FOLDER_VARIABLE).map(Path::of).orElseGet(() -> setting("XDG_CACHE_HOME")
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("camel-pop3x/servers"));
    }

    private static Optional<String> setting(String variable) {
        return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isEmpty());
    }

    private static boolean mayMount(Path root) throws IOException {
        String mount = "command -v socat && mount -t overlay probe -o \"lowerdir=$0/usr:/usr\" /usr";
        Process process = new ProcessBuilder("unshare", "-m", "-p", "-f", "sh", "-c", mount, root.toString())
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start();
        try {
            return process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while trying to mount", e);
        } finally {
            process.destroyForcibly();
        }
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
