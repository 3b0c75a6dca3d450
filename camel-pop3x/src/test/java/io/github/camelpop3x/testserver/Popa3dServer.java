package io.github.camelpop3x.testserver;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** popa3d 1.0 with an mbox. */
public final class Popa3dServer extends UnpackedServer {

    private static final String NAME = "popa3d";

    private final Mbox mbox;

    /** Not yet started. */
    public Popa3dServer(String user, String password) throws IOException {
        super(NAME, user, password);
        addServiceAccount("popa3d");
        addPamService("popa3d");
        Files.createDirectories(file("/var/lib/popa3d"));
        mbox = makeMbox();
    }

    static Optional<String> unavailable() {
        return UnpackedPackages.unavailable(NAME, "usr/sbin/popa3d");
    }

    @Override
    String commands(int listenOn) {
        return forEachConnection(listenOn, "/usr/sbin/popa3d");
    }

    @Override
    Mailbox mailbox() {
        return mbox;
    }
}
