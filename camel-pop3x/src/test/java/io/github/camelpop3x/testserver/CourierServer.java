package io.github.camelpop3x.testserver;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** Courier 1.0 with a Maildir, PLAIN, LOGIN and the CRAM mechanisms. Two processes: one listens, one knows the user. */
public final class CourierServer extends UnpackedServer {

    private static final String NAME = "courier";
    private static final String LIB = "/usr/lib/courier";

    private final LineFeedMaildir maildir;

    /** Not yet started. */
    public CourierServer(String user, String password) throws IOException {
        super(NAME, user, password);
        Files.createDirectories(file("/run/courier/authdaemon"));
        setting("/etc/courier/authdaemonrc", """
                authmodulelist="authuserdb"
                daemons=2
                """);
        // It makes databases of this file beside it, so it can't be in /etc, which is read-only.
        String home = "/home/" + user;
        secret(
                "/var/lib/courier/userdb",
                String.join(
                                "|",
                                user + "\tuid=" + MAIL_ID,
                                "gid=" + MAIL_ID,
                                "home=" + home,
                                "mail=" + home + "/Maildir",
                                "pop3pw=" + crypted(),
                                "hmac-md5pw=" + hmacMd5())
                        + "\n");
        maildir = makeMaildir();
    }

    static Optional<String> unavailable() {
        return UnpackedPackages.unavailable(NAME, "usr/sbin/couriertcpd");
    }

    /** The form in which Courier keeps a password for CRAM-MD5; it asks for it twice. */
    private String hmacMd5() throws IOException {
        String program =
                UnpackedPackages.folder(NAME).resolve("usr/sbin/userdbpw").toString();
        return output("sh", "-c", "printf '%s\\n%s\\n' \"$1\" \"$1\" | \"$0\" -hmac-md5", program, password());
    }

    @Override
    String commands(int listenOn) {
        return "cp -a /etc/courier/authdaemonrc /var/lib/courier\n"
                + "mount --bind /var/lib/courier /etc/courier\n"
                + "makeuserdb\n"
                + "rm -f /run/courier/authdaemon/socket\n"
                + LIB + "/courier-authlib/authdaemond &\n"
                + "export MAILDIRPATH=Maildir POP3AUTH='PLAIN LOGIN CRAM-MD5 CRAM-SHA1 CRAM-SHA256'\n"
                + "until [ -S /run/courier/authdaemon/socket ]; do sleep 0.02; done\n"
                + "exec couriertcpd -address=" + HOST + " -maxprocs=40 -maxperip=40 -nodnslookup -noidentlookup "
                + listenOn + " " + LIB + "/courier/courierpop3login " + LIB + "/courier/courierpop3d Maildir\n";
    }

    @Override
    Mailbox mailbox() {
        return maildir;
    }
}
