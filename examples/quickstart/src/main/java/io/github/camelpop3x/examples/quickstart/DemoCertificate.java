package io.github.camelpop3x.examples.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/**
 * A key and a certificate for {@code localhost}, made for one run with the JDK's keytool.
 *
 * <p>The server gets the key store. Its clients get a trust store that holds this one certificate and no other, so they
 * verify the certificate and the host name as they would on the internet.
 */
final class DemoCertificate {

    private static final String ALIAS = "pop3";
    private static final String STORE_TYPE = "PKCS12";

    private final Path keyStore;
    private final Path trustStore;
    private final String password;

    private DemoCertificate(Path keyStore, Path trustStore, String password) {
        this.keyStore = keyStore;
        this.trustStore = trustStore;
        this.password = password;
    }

    /** Makes both stores in a directory, in place of an earlier run's, with a password that nobody needs to know. */
    static DemoCertificate create(Path directory) throws QuickstartException {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        DemoCertificate certificate = new DemoCertificate(
                directory.resolve("server.p12"),
                directory.resolve("trust.p12"),
                HexFormat.of().formatHex(random));
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(certificate.keyStore);
            certificate.generateKey();
            certificate.writeTrustStore();
            return certificate;
        } catch (IOException | GeneralSecurityException e) {
            throw new QuickstartException("can't make a certificate in " + directory + " (" + e.getMessage() + ").", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuickstartException("interrupted while making a certificate.", e);
        }
    }

    Path keyStore() {
        return keyStore;
    }

    String password() {
        return password;
    }

    /** The trust store as a route takes it: {@code sslContextParameters=#name}. */
    SSLContextParameters sslContextParameters() {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource(trustStore.toString());
        store.setType(STORE_TYPE);
        store.setPassword(password);
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }

    /** The trust store as a plain socket takes it. */
    SSLContext sslContext() throws GeneralSecurityException, IOException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(load(trustStore));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private void generateKey() throws IOException, InterruptedException {
        ProcessBuilder keytool = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                STORE_TYPE,
                "-keystore",
                keyStore.toString(),
                "-storepass:env",
                "STORE_PASSWORD"));
        keytool.environment().putAll(Map.of("STORE_PASSWORD", password));
        Process process = keytool.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
        if (process.waitFor() != 0) {
            throw new IOException("keytool said: " + said.strip());
        }
    }

    private void writeTrustStore() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(STORE_TYPE);
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, load(keyStore).getCertificate(ALIAS));
        try (OutputStream file = Files.newOutputStream(trustStore)) {
            trusted.store(file, password.toCharArray());
        }
    }

    private KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(STORE_TYPE);
        try (InputStream bytes = Files.newInputStream(file)) {
            store.load(bytes, password.toCharArray());
        }
        return store;
    }
}
