package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What a {@link DovecotServer} is told: the options, with their defaults, and how they are said in Dovecot 2.3's own
 * words. Filled by the builder, then only read. Not thread-safe.
 */
final class DovecotConfig {

    /** A certificate, its key, and the CA that signed it and the clients' ones: PEM files. */
    record Certificates(Path cert, Path key, Path ca) {}

    static final String FILE = "dovecot.conf";
    private static final String OAUTH2_FILE = "oauth2.conf";
    private static final String KEYS = "keys";
    private static final String PASSWORD_MECHANISMS = "plain login cram-md5 digest-md5 scram-sha-1 scram-sha-256 apop";
    private static final String TOKEN_MECHANISMS = "xoauth2 oauthbearer";

    Certificates certificates;
    List<String> mechanisms = List.of((PASSWORD_MECHANISMS + " external " + TOKEN_MECHANISMS).split(" ", -1));
    boolean sessionLock = true;
    boolean secondSessionRefusedAtOnce;
    boolean plaintextForbidden;
    boolean usualFailureDelay;
    boolean clientCertificates;
    boolean flagUpdates = true;
    String uidlFormat;
    byte[] jwtKey;
    URI introspection;
    final List<String> lines = new ArrayList<>();

    /** Writes the files and returns the one that Dovecot is to be started with. */
    Path write(Path folder, DovecotInstallation installation, int plainPort, int tlsPort) throws IOException {
        List<String> config = new ArrayList<>();
        config.add(general(folder, plainPort, tlsPort));
        config.add(tls());
        config.add(authentication(folder));
        config.add(mail());
        if (!installation.root()) {
            config.add(ordinaryUser(installation));
        }
        config.addAll(lines);
        if (asksForTokens()) {
            writeOauth2(folder);
        }
        Path file = folder.resolve(FILE);
        return readable(Files.writeString(file, String.join("\n", config) + "\n", UTF_8));
    }

    /** Lets every user read the file or search the folder, whatever the umask is: Dovecot's processes have their own. */
    static Path readable(Path path) throws IOException {
        String mode = Files.isDirectory(path) ? "rwxr-xr-x" : "rw-r--r--";
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private String general(Path folder, int plainPort, int tlsPort) {
        return """
                protocols = pop3
                listen = %s
                base_dir = %s/run
                state_dir = %s/state
                log_path = %s
                auth_verbose = yes
                service pop3-login {
                  inet_listener pop3 {
                    port = %d
                  }
                  inet_listener pop3s {
                    port = %d
                    ssl = yes
                  }
                  # One process for all connections before their login, instead of one each.
                  service_count = 0
                  client_limit = 1000
                }
                service pop3 {
                  process_limit = 1000
                }
                """.formatted(
                plaintextForbidden ? DovecotServer.HOST + " " + DovecotServer.UNTRUSTED_HOST : DovecotServer.HOST,
                folder,
                folder,
                folder.resolve(DovecotServer.LOG),
                plainPort,
                // Port 0 is 'not at all'.
                certificates == null ? 0 : tlsPort);
    }

    private String tls() {
        if (certificates == null) {
            return "ssl = no";
        }
        return """
                ssl = yes
                ssl_cert = <%s
                ssl_key = <%s
                ssl_ca = <%s
                ssl_require_crl = no
                ssl_verify_client_cert = %s
                auth_ssl_username_from_cert = %s
                """.formatted(
                        certificates.cert(),
                        certificates.key(),
                        certificates.ca(),
                        yes(clientCertificates),
                        yes(clientCertificates));
    }

    private String authentication(Path folder) {
        List<String> config = new ArrayList<>();
        config.add("""
                auth_mechanisms = %s
                auth_username_chars =
                auth_username_format = %%u
                disable_plaintext_auth = %s
                userdb {
                  driver = passwd-file
                  args = %s
                }
                """.formatted(
                String.join(" ", mechanisms), yes(plaintextForbidden), users(folder, DovecotUsers.PASSWD_FILE)));
        config.add(passdb("passwd-file", "external", users(folder, DovecotUsers.EXTERNAL_FILE)));
        if (asksForTokens()) {
            config.add(passdb("oauth2", TOKEN_MECHANISMS, folder.resolve(OAUTH2_FILE) + ""));
        }
        // Where nobody judges tokens, a token is taken for a password: refused as it should be, with a challenge.
        String mechanisms = asksForTokens() ? PASSWORD_MECHANISMS : PASSWORD_MECHANISMS + " " + TOKEN_MECHANISMS;
        String passwords = users(folder, DovecotUsers.PASSWD_FILE);
        config.addAll(
                usualFailureDelay
                        ? List.of(passdb("passwd-file", mechanisms, passwords))
                        : quicklyRefusing(mechanisms, passwords));
        return String.join("\n", config);
    }

    /**
     * Dovecot hands out failures every half second even if {@code auth_failure_delay} is 0, unless a password database
     * that succeeded has said 'nodelay'. For the mechanisms that fetch the password and compare it later, that is the
     * first one here. PLAIN fails in it, and comes to the second one, which says yes to everybody and is there for its
     * 'nodelay' only: continue-fail makes a refusal of that yes. The other mechanisms mustn't come to it, as they would
     * have an empty password to compare with; so a stranger who uses one of them does wait half a second.
     */
    private static List<String> quicklyRefusing(String mechanisms, String passwords) {
        return List.of(
                passdb("passwd-file", mechanisms, passwords, "default_fields = nodelay=yes"),
                passdb("static", "plain login", "nopassword=yes nodelay=yes", "result_success = continue-fail"),
                """
                auth_failure_delay = 0
                service anvil {
                  # Without this the delay grows with every failure of an address.
                  unix_listener anvil-auth-penalty {
                    mode = 0
                  }
                }
                """);
    }

    private static String passdb(String driver, String mechanisms, String args, String... more) {
        List<String> config = new ArrayList<>(
                List.of("passdb {", "  driver = " + driver, "  mechanisms = " + mechanisms, "  args = " + args));
        List.of(more).forEach(line -> config.add("  " + line));
        config.add("}");
        return String.join("\n", config);
    }

    private static String users(Path folder, String file) {
        return "username_format=%Mu " + folder.resolve(file);
    }

    private String mail() {
        return """
                mail_location = maildir:~/Maildir
                first_valid_uid = 1
                first_valid_gid = 0
                mail_fsync = never
                mail_max_userip_connections = %d
                pop3_lock_session = %s
                pop3_no_flag_updates = %s
                %s
                """.formatted(
                        secondSessionRefusedAtOnce ? 1 : 1000,
                        yes(sessionLock),
                        yes(!flagUpdates),
                        uidlFormat == null ? "" : "pop3_uidl_format = " + uidlFormat);
    }

    /** For tests that don't run as root: all of Dovecot's processes are one user's, and none can chroot. */
    private static String ordinaryUser(DovecotInstallation installation) {
        return """
                default_internal_user = %s
                default_internal_group = %s
                default_login_user = %s
                service pop3-login {
                  chroot =
                }
                service anvil {
                  chroot =
                }
                """.formatted(installation.user(), installation.group(), installation.user());
    }

    private boolean asksForTokens() {
        return jwtKey != null || introspection != null;
    }

    private void writeOauth2(Path folder) throws IOException {
        Path file = folder.resolve(OAUTH2_FILE);
        if (jwtKey == null) {
            Files.writeString(file, """
                    introspection_mode = post
                    introspection_url = %s
                    username_attribute = username
                    active_attribute = active
                    active_value = true
                    """.formatted(introspection), UTF_8);
        } else {
            Files.writeString(file, """
                    introspection_mode = local
                    local_validation_key_dict = fs:posix:prefix=%s/
                    username_attribute = sub
                    """.formatted(folder.resolve(KEYS)), UTF_8);
            // <authorised party>/<algorithm>/<key id>, for tokens that name neither party nor key.
            Path keys = folder.resolve(KEYS).resolve("default").resolve("HS256");
            Files.createDirectories(keys);
            for (Path each = keys; !each.equals(folder); each = each.getParent()) {
                readable(each);
            }
            readable(Files.writeString(
                    keys.resolve("default"), Base64.getEncoder().encodeToString(jwtKey), UTF_8));
        }
        readable(file);
    }

    private static String yes(boolean value) {
        return value ? "yes" : "no";
    }
}
