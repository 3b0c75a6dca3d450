package io.github.camelpop3x.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.auth.Mechanisms;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3AuthenticationException;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.SessionState;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.client.wire.CommandLine;
import io.github.camelpop3x.client.wire.Reply;
import io.github.camelpop3x.client.wire.WireListener;
import io.github.camelpop3x.testserver.AnsweringServer;
import io.github.camelpop3x.testserver.AnsweringServer.Answerer;
import io.github.camelpop3x.testserver.DigestMd5Verifier;
import io.github.camelpop3x.testserver.ScramVerifier;
import io.github.camelpop3x.testserver.TestTls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A whole login by each mechanism, with a server's side that was written from the RFCs, whole and byte by byte; and what
 * the wire's trace shows of it.
 */
@Timeout(60)
class EveryMechanismTest {

    private static final String SECRET = "tanstaaf-s3cret";
    private static final String CRAM_CHALLENGE = "<1896.697170952@postoffice.reston.mci.net>";
    private static final Credentials PASSWORD = new Credentials("joe", SECRET);
    private static final Credentials TOKEN = Credentials.withTokens("joe", () -> SECRET);

    /**
     * A mechanism's test.
     *
     * @param sasl the server's side of AUTH after the command: responses in, challenges out, {@code null} for the end
     */
    private record Way(String name, Credentials credentials, boolean tls, Supplier<Sasl> sasl) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** The server's side of one SASL exchange, without base64. */
    private interface Sasl {

        /** The reply to a response; to {@code null} where the client had no initial one. */
        Said hear(String response);
    }

    /** What a server says: a challenge, or {@code +OK}, or {@code -ERR}. */
    private record Said(Boolean success, String challenge) {

        static Said challenge(String text) {
            return new Said(null, text);
        }

        static Said end(boolean success) {
            return new Said(success, "");
        }

        String line() {
            if (success == null) {
                return "+ " + Base64.getEncoder().encodeToString(challenge.getBytes(UTF_8)) + "\r\n";
            }
            return success ? "+OK logged in\r\n" : "-ERR [AUTH] no\r\n";
        }
    }

    static List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        for (String hash : List.of("SHA-1", "SHA-256", "SHA-512")) {
            ways.add(new Way("SCRAM-" + hash, PASSWORD, false, () -> scram(hash, null)));
            ways.add(new Way("SCRAM-" + hash + "-PLUS", PASSWORD, true, () -> scram(hash, endPoint())));
        }
        ways.add(new Way("DIGEST-MD5", PASSWORD, false, EveryMechanismTest::digestMd5));
        ways.add(new Way(
                "CRAM-MD5",
                PASSWORD,
                false,
                () -> response -> response == null
                        ? Said.challenge(CRAM_CHALLENGE)
                        : Said.end(response.equals("joe " + hmacMd5()))));
        ways.add(new Way("PLAIN", PASSWORD, false, () -> once("\0joe\0" + SECRET)));
        ways.add(new Way("LOGIN", PASSWORD, false, EveryMechanismTest::login));
        ways.add(new Way("XOAUTH2", TOKEN, false, () -> once("user=joe\1auth=Bearer " + SECRET + "\1\1")));
        ways.add(new Way("OAUTHBEARER", TOKEN, false, EveryMechanismTest::oauthBearer));
        ways.add(new Way("EXTERNAL", Credentials.withoutSecret("joe"), true, () -> once("joe")));
        ways.add(new Way("APOP", PASSWORD, false, () -> once("")));
        ways.add(new Way("USER", PASSWORD, false, () -> once("")));
        return ways;
    }

    static Stream<Arguments> waysAndPieces() {
        return ways().stream().flatMap(way -> Stream.of(0, 1).map(pieces -> Arguments.of(way, pieces)));
    }

    /** Only Kerberos can say whether GSSAPI works. */
    @Test
    void noneIsForgotten() {
        List<String> tested = new ArrayList<>(ways().stream().map(Way::name).toList());
        tested.add("GSSAPI");
        assertThat(tested).containsExactlyInAnyOrderElementsOf(Mechanisms.names());
    }

    @ParameterizedTest(name = "{0} in pieces of {1}")
    @MethodSource("waysAndPieces")
    void logsInAndShowsNoSecret(Way way, int pieces) throws Exception {
        List<String> trace = new ArrayList<>();
        List<String> logins = new ArrayList<>();
        try (AnsweringServer server = server(way, pieces)) {
            try (Pop3Session session = client(way, server, recording(trace, logins))
                    .open(way.credentials(), Deadline.after(Duration.ofSeconds(20), "the test's patience"))) {
                assertThat(session.state()).isEqualTo(SessionState.TRANSACTION);
            }
            boolean clear =
                    List.of("PLAIN", "LOGIN", "USER", "XOAUTH2", "OAUTHBEARER").contains(way.name());
            assertThat(logins).containsExactly(way.name() + (clear ? " in clear" : ""));
            assertShowsNoSecret(trace, server.received());
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aWrongSecretIsAnAuthenticationErrorAndTriedOnce(Way way) throws Exception {
        Credentials wrong = way.credentials().tokens() == null
                ? new Credentials("joe", "wrong-s3cret")
                : Credentials.withTokens("joe", () -> "wrong-s3cret");
        if (way.name().equals("EXTERNAL")) {
            wrong = Credentials.withoutSecret("anna");
        }
        Credentials tried = wrong;
        List<String> trace = new ArrayList<>();
        try (AnsweringServer server = server(way, 0)) {
            assertThatThrownBy(() -> client(way, server, recording(trace, new ArrayList<>()))
                            .open(tried, Deadline.after(Duration.ofSeconds(20), "the test's patience")))
                    .isInstanceOf(Pop3AuthenticationException.class)
                    .hasMessageContaining("check username")
                    .hasMessageNotContaining("s3cret");
            assertThat(server.received())
                    .as("logins")
                    .filteredOn(line -> line.matches("(AUTH|APOP|PASS) .*"))
                    .hasSize(1);
            assertShowsNoSecret(trace, server.received());
        }
    }

    private static void assertShowsNoSecret(List<String> trace, List<String> received) {
        TreeSet<String> secrets = new TreeSet<>(List.of(SECRET, "wrong-s3cret"));
        for (String line : received) {
            if (line.matches("(AUTH|APOP|PASS) .* .*|PASS .*")) {
                secrets.add(line.substring(line.lastIndexOf(' ') + 1));
            } else if (!line.matches("CAPA|USER joe|AUTH [A-Z0-9-]+|QUIT|\\*?")) {
                secrets.add(line);
            }
        }
        // Base64 of the secret at any of the three places where it can start within a group.
        for (String pad : List.of("", "x", "xx")) {
            secrets.add(Base64.getEncoder()
                    .encodeToString((pad + SECRET).getBytes(UTF_8))
                    .substring(pad.isEmpty() ? 0 : 4, 12));
        }
        assertThat(trace).as("trace").isNotEmpty();
        for (String line : trace) {
            assertThat(secrets).as("in the trace's line '" + line + "'").noneMatch(line::contains);
        }
    }

    private static WireListener recording(List<String> trace, List<String> logins) {
        return new WireListener() {
            @Override
            public void sent(CommandLine command) {
                String shown = command.toString();
                trace.add(shown);
            }

            @Override
            public void received(Reply reply) {
                String shown = reply.line();
                trace.add(shown);
            }

            @Override
            public void loggedIn(String mechanism, boolean secretInClear) {
                logins.add(mechanism + (secretInClear ? " in clear" : ""));
            }
        };
    }

    private static Pop3Client client(Way way, AnsweringServer server, WireListener listener) {
        return new Pop3Client(
                Pop3Settings.of("localhost", server.port(), way.tls() ? TlsMode.IMPLICIT : TlsMode.NONE)
                        .withSslContext(TestTls.clientWithCertificate())
                        .withLogin(way.name(), false),
                listener);
    }

    private static AnsweringServer server(Way way, int pieces) throws IOException {
        return new AnsweringServer(way.tls() ? TestTls.server() : null, pieces, () -> answerer(way));
    }

    private static Answerer answerer(Way way) {
        Sasl sasl = way.sasl().get();
        return line -> {
            String[] words = line.split(" ", 3);
            return switch (words[0]) {
                case "CAPA" -> "+OK\r\nSASL " + way.name() + "\r\nUSER\r\nRESP-CODES\r\nAUTH-RESP-CODE\r\n.\r\n";
                case "QUIT" -> "+OK\r\n";
                case "USER" -> "+OK\r\n";
                case "PASS" -> Said.end(line.equals("PASS " + SECRET)).line();
                case "APOP" -> Said.end(line.equals("APOP joe " + apop())).line();
                case "AUTH" ->
                    words.length == 3
                            ? sasl.hear(decoded(words[2])).line()
                            : sasl.hear(null).line();
                // As a real server answers an empty line after the proof that it has given, and any other response.
                default -> sasl.hear(decoded(line)).line();
            };
        };
    }

    private static String decoded(String base64) {
        return base64.equals("=") ? "" : new String(Base64.getDecoder().decode(base64.getBytes(ISO_8859_1)), UTF_8);
    }

    // --- the servers' sides --------------------------------------------------------------------------------------

    private static Sasl once(String expected) {
        return response -> response == null ? Said.challenge("") : Said.end(response.equals(expected));
    }

    private static Sasl login() {
        List<String> heard = new ArrayList<>();
        return response -> {
            if (response == null) {
                return Said.challenge("Username:");
            }
            heard.add(response);
            return heard.size() == 1 ? Said.challenge("Password:") : Said.end(heard.equals(List.of("joe", SECRET)));
        };
    }

    private static Sasl oauthBearer() {
        return response -> response == null
                ? Said.challenge("")
                : Said.end(response.matches("n,a=joe,\1host=localhost\1port=\\d+\1auth=Bearer " + SECRET + "\1\1"));
    }

    private static Sasl scram(String hash, byte[] binding) {
        ScramVerifier verifier = new ScramVerifier(hash, SECRET, binding);
        return response -> {
            if (response == null) {
                return Said.challenge("");
            }
            if (response.isEmpty()) {
                return Said.end(true);
            }
            if (!response.startsWith("c=")) {
                return Said.challenge(verifier.first(response));
            }
            String last = verifier.last(response);
            return last == null ? Said.end(false) : Said.challenge(last);
        };
    }

    private static Sasl digestMd5() {
        DigestMd5Verifier verifier = new DigestMd5Verifier("joe", SECRET);
        return response -> {
            if (response == null) {
                return Said.challenge(verifier.challenge());
            }
            if (response.isEmpty()) {
                return Said.end(true);
            }
            String proof = verifier.proof(response);
            return proof == null ? Said.end(false) : Said.challenge(proof);
        };
    }

    private static byte[] endPoint() {
        try {
            byte[] certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(TestTls.certPem())))
                    .getEncoded();
            return MessageDigest.getInstance("SHA-256").digest(certificate);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hmacMd5() {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacMD5"));
            return HexFormat.of().formatHex(mac.doFinal(CRAM_CHALLENGE.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String apop() {
        try {
            byte[] both = ("<1896.697170952@dbc.mtview.ca.us>" + SECRET).getBytes(UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(both));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
