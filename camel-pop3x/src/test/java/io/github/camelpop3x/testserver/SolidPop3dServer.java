package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Optional;

/** solid-pop3d 0.15 with a Maildir. */
public final class SolidPop3dServer extends UnpackedServer {

    private static final String NAME = "solid-pop3d";

    private final LineFeedMaildir maildir;

    /** Not yet started. */
    public SolidPop3dServer(String user, String password) throws IOException {
        super(NAME, user, password);
        addServiceAccount("spop3d");
        addPamService("solid-pop3d");
        setting("/etc/spop3d.conf", """
                <Global>
                  MailDropName "Maildir"
                  MailDropType maildir
                  LogStatistics no
                  AddBulletins no
                </Global>
                """);
        Path secret = home().resolve(".spop3d");
        Files.writeString(secret, "APOPSecret " + hidden(password) + "\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        give(secret);
        maildir = makeMaildir();
    }

    static Optional<String> unavailable() {
        return UnpackedPackages.unavailable(NAME, "usr/sbin/solid-pop3d");
    }

    /** As the program pop_auth hides it: each octet inverted, in hex. */
    private static String hidden(String password) {
        byte[] octets = password.getBytes(UTF_8);
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) ~octets[i];
        }
        return HexFormat.of().formatHex(octets);
    }

    @Override
    String commands(int listenOn) {
        return forEachConnection(listenOn, "/usr/sbin/solid-pop3d");
    }

    @Override
    Mailbox mailbox() {
        return maildir;
    }
}
