package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The users of a {@link DovecotServer}: for each a passwd-file of its own, named by the MD5 of the user's name, and a
 * home with a {@link Maildir}.
 *
 * <p>One file per user, since Dovecot looks at a file that it knows at most once a second: a user who is added to it
 * would be unknown for a while. Names and passwords can have any character. Thread-safe.
 */
final class DovecotUsers {

    /** Where the passdb and the userdb look for the user, relative to the server's folder. */
    static final String PASSWD_FILE = "users/%Mu";

    /**
     * The same users without a password, for EXTERNAL: that mechanism asks for one that matches the empty password, and
     * takes 'nopassword' only where no password is stored.
     */
    static final String EXTERNAL_FILE = "external/%Mu";

    private final Path folder;
    private final DovecotInstallation installation;
    private final Map<String, Maildir> maildirs = new ConcurrentHashMap<>();
    private final AtomicLong modified = new AtomicLong(Instant.now().getEpochSecond());

    DovecotUsers(Path folder, DovecotInstallation installation) throws IOException {
        this.folder = folder;
        this.installation = installation;
        for (String each : new String[] {"users", "external", "homes"}) {
            DovecotConfig.readable(Files.createDirectory(folder.resolve(each)));
        }
    }

    /** Makes the user, or gives an existing one another password. */
    synchronized void put(String name, String password) throws IOException {
        String key = key(name);
        Path home = folder.resolve("homes").resolve(name.replaceAll("[^A-Za-z0-9@._-]", "_") + "-" + key);
        if (!maildirs.containsKey(name)) {
            give(DovecotConfig.readable(Files.createDirectory(home)));
            maildirs.put(name, new Maildir(home.resolve("Maildir"), this::give));
        }
        String base64 = Base64.getEncoder().encodeToString(password.getBytes(UTF_8));
        write(PASSWD_FILE.replace("%Mu", key), entry(key, "{PLAIN.b64}" + base64, home, ""));
        write(EXTERNAL_FILE.replace("%Mu", key), entry(key, "", home, "nopassword=y"));
    }

    Maildir maildir(String name) {
        return Optional.ofNullable(maildirs.get(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no user " + name));
    }

    private String entry(String key, String password, Path home, String extra) {
        return String.format(
                Locale.ROOT,
                "%s:%s:%d:%d::%s::%s%n",
                key,
                password,
                installation.mailUid(),
                installation.mailGid(),
                home,
                extra);
    }

    /** In one step, and with a time of modification of its own: by that and by the size Dovecot sees a change. */
    private void write(String file, String content) throws IOException {
        Path written = Files.writeString(folder.resolve(file + ".tmp"), content, US_ASCII);
        DovecotConfig.readable(written);
        Files.setLastModifiedTime(written, FileTime.from(Instant.ofEpochSecond(modified.incrementAndGet())));
        Files.move(written, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }

    private void give(Path path) throws IOException {
        if (installation.root()) {
            Files.setAttribute(path, "unix:uid", installation.mailUid());
            Files.setAttribute(path, "unix:gid", installation.mailGid());
        }
    }

    private static String key(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(name.getBytes(UTF_8));
            return String.format(Locale.ROOT, "%032x", new BigInteger(1, hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
