package io.github.camelpop3x.client;

import static io.github.camelpop3x.client.Conversation.patience;
import static io.github.camelpop3x.client.model.SessionState.AUTHORIZATION;
import static io.github.camelpop3x.client.model.SessionState.CLOSED;
import static io.github.camelpop3x.client.model.SessionState.TRANSACTION;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Capabilities;
import io.github.camelpop3x.client.model.MaildropStatus;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.SessionState;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.client.model.UpdateOutcome;
import io.github.camelpop3x.client.wire.WireListener;
import io.github.camelpop3x.testserver.DovecotServer;
import io.github.camelpop3x.testserver.RequiresDovecot;
import io.github.camelpop3x.testserver.TestTls;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The matrix of commands and states on a real Dovecot: a user of its own for each test, with two messages. */
@RequiresDovecot
class CommandsOnDovecotTest extends CommandMatrix {

    private static final String HEADER = "From: anna@example.org\r\nSubject: one\r\n\r\n";
    private static final String MESSAGE = HEADER + "body\r\n.dot\r\n";
    private static final String OTHER = "Subject: two\r\n\r\nx\r\n";
    private static final AtomicInteger USERS = new AtomicInteger();

    private static DovecotServer server;

    @BeforeAll
    static void start() throws Exception {
        server = DovecotServer.builder()
                .tls(TestTls.certPem(), TestTls.keyPem(), TestTls.caPem())
                .start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    Subject subject(ProtocolCommand command, SessionState state) throws IOException {
        Credentials joe = new Credentials("joe" + USERS.incrementAndGet(), "tan staaf");
        server.addUser(joe.username(), joe.password())
                .deliverAll(joe.username(), List.of(MESSAGE.getBytes(US_ASCII), OTHER.getBytes(US_ASCII)));
        return new Real(command, state, joe);
    }

    private record Real(ProtocolCommand command, SessionState state, Credentials joe) implements Subject {

        @Override
        public Pop3Session connect(WireListener listener) throws IOException {
            Pop3Settings settings = Pop3Settings.of(DovecotServer.HOST, server.plainPort(), TlsMode.NONE)
                    .withSslContext(TestTls.client());
            return new Pop3Client(settings, listener).connect(patience());
        }

        @Override
        public void check(Object result, Pop3Session session) throws Exception {
            switch (command) {
                case USER -> assertThat(result).isEqualTo(AUTHORIZATION);
                case PASS, APOP -> {
                    assertThat(result).isEqualTo(TRANSACTION);
                    assertThat(session.stat().messages()).isEqualTo(2);
                }
                case STLS -> {
                    assertThat(result).isEqualTo(AUTHORIZATION);
                    assertThat(session.capa().stls())
                            .as("STLS offered under TLS")
                            .isFalse();
                }
                case CAPA -> {
                    Capabilities capabilities = (Capabilities) result;
                    assertThat(capabilities.uidl()).isTrue();
                    assertThat(capabilities.pipelining()).isTrue();
                    assertThat(capabilities.user()).isEqualTo(state == AUTHORIZATION);
                }
                case QUIT -> {
                    assertThat(((UpdateOutcome) result).committed()).isTrue();
                    assertThat(session.state()).isEqualTo(CLOSED);
                }
                case STAT -> assertThat(result).isEqualTo(new MaildropStatus(2, octets()));
                case LIST -> assertThat(result).isEqualTo(List.of(sizeOf(1, MESSAGE), sizeOf(2, OTHER)));
                case LIST_ONE -> assertThat(result).isEqualTo(sizeOf(1, MESSAGE));
                case UIDL ->
                    assertThat(result)
                            .asInstanceOf(InstanceOfAssertFactories.list(MessageEntry.class))
                            .hasSize(2)
                            .contains(session.uidl(1), session.uidl(2))
                            .extracting(MessageEntry::uid)
                            .doesNotContainNull()
                            .doesNotHaveDuplicates();
                case UIDL_ONE -> assertThat(result).isEqualTo(session.uidl().get(0));
                case RETR -> assertThat(result).isEqualTo(MESSAGE);
                case TOP -> assertThat(result).isEqualTo(HEADER);
                case DELE -> {
                    assertThat(session.list()).containsExactly(sizeOf(2, OTHER));
                    assertThat(session.quit().committed()).isTrue();
                    assertThat(server.messages(joe.username())).hasSize(1);
                }
                case RSET -> {
                    session.dele(2);
                    session.rset();
                    assertThat(session.stat().messages()).isEqualTo(2);
                    assertThat(session.quit().committed()).isTrue();
                    assertThat(server.messages(joe.username())).hasSize(2);
                }
                case NOOP -> assertThat(result).isEqualTo(TRANSACTION);
            }
        }

        private static long octets() {
            return MESSAGE.length() + OTHER.length();
        }

        private static MessageEntry sizeOf(int number, String message) {
            return new MessageEntry(number, null, message.length());
        }

        /** What a real server got is known from the listener only. */
        @Override
        public void verify() {}

        @Override
        public void close() {}
    }
}
