package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority and what it has signed, made by the running JDK's {@code keytool} at test time: nothing can
 * expire in the repository.
 *
 * <p>Lifecycle: keys, certificates and files are made when they are first asked for, once per JVM, in a temporary
 * directory that is deleted with it. Every {@link SSLContext} is a new one, so that no TLS session is resumed from one
 * test in another. Thread-safe.
 */
public final class TestTls {

    private static final String PASSWORD = "changeit";
    private static final String CA = "ca";
    private static final long KEYTOOL_SECONDS = 60;

    /** Who the CA vouches for, or doesn't; each an entry of the one key store that keytool works on. */
    private enum Identity {
        LOCALHOST("-dname CN=localhost -ext san=dns:localhost,ip:127.0.0.1,ip:::1 -validity 30 -signer " + CA),
        OTHER_HOST("-dname CN=other.example -ext san=dns:other.example -validity 30 -signer " + CA),
        EXPIRED("-dname CN=localhost -ext san=dns:localhost,ip:127.0.0.1 -startdate -9d -validity 5 -signer " + CA),
        SELF_SIGNED("-dname CN=localhost -ext san=dns:localhost,ip:127.0.0.1 -validity 30"),
        JOE("-dname CN=joe -ext eku=clientAuth -validity 30 -signer " + CA);

        private final String options;

        Identity(String options) {
            this.options = options;
        }

        String alias() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static Path directory;

    private TestTls() {}

    /** For a server whose certificate is good for {@code localhost}, {@code 127.0.0.1} and {@code ::1}. */
    public static SSLContext server() {
        return context(Identity.LOCALHOST);
    }

    /** For a server whose certificate is good for {@code other.example} only. */
    public static SSLContext serverOfOtherHost() {
        return context(Identity.OTHER_HOST);
    }

    /** For a server whose certificate expired some days ago. */
    public static SSLContext serverWithExpiredCertificate() {
        return context(Identity.EXPIRED);
    }

    /** For a server whose certificate no CA has signed. */
    public static SSLContext serverWithSelfSignedCertificate() {
        return context(Identity.SELF_SIGNED);
    }

    /** For a client that trusts the CA and has no certificate of its own. */
    public static SSLContext client() {
        return context(null);
    }

    /** For a client that trusts the CA and shows a certificate for {@code CN=joe}. */
    public static SSLContext clientWithCertificate() {
        return context(Identity.JOE);
    }

    /** A PKCS #12 file with the CA's certificate, to be opened with {@link #password()}. */
    public static synchronized Path trustStore() {
        return file("trust.p12", path -> store(trusted(), path));
    }

    /** A PKCS #12 file with the key and the certificate for {@code CN=joe}, to be opened with {@link #password()}. */
    public static synchronized Path clientKeyStore() {
        return file("joe.p12", path -> store(entry(Identity.JOE), path));
    }

    /** What opens the stores and the keys in them. */
    public static String password() {
        return PASSWORD;
    }

    /** The CA's certificate. */
    public static synchronized Path caPem() {
        return file(
                "ca.pem",
                path -> pem(path, "CERTIFICATE", trusted().getCertificate(CA).getEncoded()));
    }

    /** The certificate for {@code localhost}, signed by the CA. */
    public static synchronized Path certPem() {
        return file(
                "cert.pem",
                path -> pem(
                        path,
                        "CERTIFICATE",
                        entry(Identity.LOCALHOST)
                                .getCertificate(Identity.LOCALHOST.alias())
                                .getEncoded()));
    }

    /** The private key of {@link #certPem()}, as unencrypted PKCS #8. */
    public static synchronized Path keyPem() {
        return file(
                "key.pem",
                path -> pem(
                        path,
                        "PRIVATE KEY",
                        entry(Identity.LOCALHOST)
                                .getKey(Identity.LOCALHOST.alias(), PASSWORD.toCharArray())
                                .getEncoded()));
    }

    private static synchronized SSLContext context(Identity shown) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(shown == null ? emptyStore() : entry(shown), PASSWORD.toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyStore trusted() throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setCertificateEntry(CA, everything().getCertificate(CA));
        return store;
    }

    private static KeyStore entry(Identity identity) throws GeneralSecurityException, IOException {
        String alias = identity.alias();
        KeyStore all = everything();
        if (!all.containsAlias(alias)) {
            generateKeyPair(alias, identity.options);
            all = everything();
        }
        KeyStore store = emptyStore();
        char[] password = PASSWORD.toCharArray();
        store.setKeyEntry(alias, all.getKey(alias, password), password, all.getCertificateChain(alias));
        return store;
    }

    /** The key store that keytool works on; has the CA from the start. */
    private static KeyStore everything() throws GeneralSecurityException, IOException {
        file("all.p12", path -> generateKeyPair(CA, "-dname CN=Test-CA -ext bc:c -validity 30"));
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve("all.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static void store(KeyStore store, Path path) throws GeneralSecurityException, IOException {
        try (OutputStream out = Files.newOutputStream(path)) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    private static void pem(Path path, String type, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(path, "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n", US_ASCII);
    }

    private static void generateKeyPair(String alias, String options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-keystore",
                directory.resolve("all.p12").toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                alias));
        command.addAll(List.of(options.split(" ", -1)));
        // keytool's output goes to a file: nobody has to read a pipe while waiting for the process.
        Path log = directory.resolve("keytool.log");
        log.toFile().deleteOnExit();
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!keytool.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IOException(command + " failed: " + Files.readString(log, UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for keytool", e);
        } finally {
            keytool.destroy();
        }
    }

    /** The file of this name, made now if it isn't there. Called with the class's lock. */
    private static Path file(String name, Maker maker) {
        try {
            if (directory == null) {
                directory = Files.createTempDirectory("test-tls");
                directory.toFile().deleteOnExit();
            }
            Path path = directory.resolve(name);
            if (!Files.exists(path)) {
                path.toFile().deleteOnExit();
                maker.make(path);
            }
            return path;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Maker {
        void make(Path path) throws GeneralSecurityException, IOException;
    }
}
