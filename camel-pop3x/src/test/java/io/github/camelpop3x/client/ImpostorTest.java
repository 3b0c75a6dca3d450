package io.github.camelpop3x.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3ProtocolException;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.testserver.AnsweringServer;
import io.github.camelpop3x.testserver.AnsweringServer.Answerer;
import io.github.camelpop3x.testserver.ScramVerifier;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wire case 12: whoever answers in the server's place, and knows everything but the password, gets nothing out of it. */
@Timeout(60)
class ImpostorTest {

    private static final Credentials JOE = new Credentials("joe", "secret");

    @ParameterizedTest(name = "''{0}'' in pieces of {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                // The line that takes the place of the server's proof.
                "+OK welcome | 0 | succeeded before it was complete",
                "+OK welcome | 1 | succeeded before it was complete",
                "+ | 0 | couldn't prove",
                "+ dj0= | 0 | couldn't prove",
                "+ dj1ybUY5cHFWOFM3c3VBb1pXamE0ZEpSa0ZzS1E9 | 0 | couldn't prove",
                "+ dj1ybUY5cHFWOFM3c3VBb1pXamE0ZEpSa0ZzS1E9 | 1 | couldn't prove",
            })
    void case12_scramIsBelievedOnlyWithTheServersSignature(String proof, int pieces, String says) throws Exception {
        try (AnsweringServer server = new AnsweringServer(null, pieces, () -> impostor(proof))) {
            Pop3Client client = new Pop3Client(Pop3Settings.of("localhost", server.port(), TlsMode.NONE));
            assertThatThrownBy(() -> client.open(JOE, Deadline.after(Duration.ofSeconds(20), "the test's patience")))
                    .isInstanceOf(Pop3ProtocolException.class)
                    .hasMessageContaining(says);
            assertThat(server.received())
                    .as("no weaker login follows, not even QUIT")
                    .hasSize(3)
                    .element(1)
                    .asString()
                    .startsWith("AUTH SCRAM-SHA-256 ");
        }
    }

    private static Answerer impostor(String proof) {
        ScramVerifier verifier = new ScramVerifier("SHA-256", "anything", null);
        return line -> {
            if (line.equals("CAPA")) {
                return "+OK\r\nSASL SCRAM-SHA-256 PLAIN LOGIN\r\nUSER\r\n.\r\n";
            }
            if (line.startsWith("AUTH SCRAM-SHA-256 ")) {
                String first = new String(Base64.getDecoder().decode(line.substring(19)), UTF_8);
                return "+ "
                        + Base64.getEncoder()
                                .encodeToString(verifier.first(first).getBytes(UTF_8)) + "\r\n";
            }
            return proof + "\r\n";
        };
    }
}
