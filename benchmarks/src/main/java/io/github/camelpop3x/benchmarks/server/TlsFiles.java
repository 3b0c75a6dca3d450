package io.github.camelpop3x.benchmarks.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key and its certificate for {@code localhost} in a directory, made by the running JDK's {@code keytool}: a store for
 * the server, which clients trust too, and the certificate alone for those that aren't written in Java.
 *
 * @param directory where the files are
 */
public record TlsFiles(Path directory) {

    /** What opens the store. Guards nothing: the key is thrown away with the run. */
    public static final String PASSWORD = "benchmark";

    private static final String ALIAS = "server";

    /** Makes the files. */
    public static TlsFiles create(Path directory) throws IOException {
        TlsFiles files = new TlsFiles(directory);
        keytool(
                files,
                List.of(
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "30"));
        keytool(
                files,
                List.of("-exportcert", "-rfc", "-file", files.certificate().toString()));
        return files;
    }

    private static void keytool(TlsFiles files, List<String> request) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(request);
        command.addAll(List.of("-alias", ALIAS, "-keystore", files.store().toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(files.directory.resolve("keytool.log").toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool failed: see " + files.directory.resolve("keytool.log"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** A PKCS #12 store with the key and the certificate. */
    public Path store() {
        return directory.resolve("server.p12");
    }

    /** The certificate in PEM. */
    public Path certificate() {
        return directory.resolve("server.pem");
    }

    /** For the server. */
    SSLContext serverContext() throws IOException {
        try (InputStream in = Files.newInputStream(store())) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("The key made by keytool can't be used", e);
        }
    }
}
