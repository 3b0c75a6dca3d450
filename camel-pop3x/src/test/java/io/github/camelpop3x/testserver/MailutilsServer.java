package io.github.camelpop3x.testserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The pop3d of GNU Mailutils 3.15 with an mbox and APOP. */
public final class MailutilsServer extends UnpackedServer {

    private static final String NAME = "mailutils";

    private final Mbox mbox;

    /** Not yet started. */
    public MailutilsServer(String user, String password) throws IOException {
        super(NAME, user, password);
        setting("/etc/pop3d.conf", """
                logging { syslog no; };
                tcp-wrappers { enable no; };
                apop-database-file "/var/lib/pop3d/apop";
                apop-database-owner root;
                """);
        Files.createDirectories(file("/var/lib/pop3d"));
        secret("/etc/apop.passwd", user + ": " + password + "\n");
        // For the lock beside the mbox. Where it can't be written, sessions go on without it, and then one that another
        // one disturbs sends parts of messages as if they were whole.
        Files.setPosixFilePermissions(file("/var/mail"), PosixFilePermissions.fromString("rwxrwxrwx"));
        mbox = makeMbox();
    }

    static Optional<String> unavailable() {
        return UnpackedPackages.unavailable(NAME, "usr/sbin/pop3d");
    }

    @Override
    String commands(int listenOn) {
        // Without --compatibility it writes names that the server doesn't find.
        return "popauth --compatibility --create -f /etc/apop.passwd -o /var/lib/pop3d/apop\n"
                + forEachConnection(listenOn, "/usr/sbin/pop3d --inetd --config-file /etc/pop3d.conf");
    }

    @Override
    Mailbox mailbox() {
        return mbox;
    }
}
