package io.github.camelpop3x.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptedServerTest {

    @Test
    void playsAConversationAndVerifiesIt() throws Exception {
        try (ScriptedServer server = ScriptedServer.script()
                        .greet("+OK hi")
                        .expect("CAPA")
                        .send("-ERR\r\n")
                        .expectMatching("USER \\w+")
                        .send("+OK\r\n")
                        .expectAny()
                        .sendBytes(new byte[] {'+', 'O', 'K', (byte) 0xE9, '\r', '\n'})
                        .start();
                RawClient client = RawClient.connect(server.port())) {
            assertThat(client.line()).isEqualTo("+OK hi");
            assertThat(client.ask("CAPA")).isEqualTo("-ERR");
            assertThat(client.ask("USER joe")).isEqualTo("+OK");
            assertThat(client.ask("PASS secret")).isEqualTo("+OK\u00e9");
            assertThat(client.line()).isNull();
            client.close();

            server.verify();
            assertThat(server.received()).containsExactly("CAPA", "USER joe", "PASS secret");
            assertThat(server.transcript()).isEqualTo("""
                            -- connection 1
                            S: +OK hi
                            C: CAPA
                            S: -ERR
                            C: USER joe
                            S: +OK
                            C: PASS secret
                            S: +OK\\xE9
                            -- the server closes""");
        }
    }

    @Test
    void aWrongCommandReadsAsABugReport() throws Exception {
        try (ScriptedServer server = ScriptedServer.script()
                        .greet("+OK hi")
                        .expect("CAPA")
                        .send("-ERR\r\n")
                        .start();
                RawClient client = RawClient.connect(server.port())) {
            client.line();
            client.send("AUTH\r\n");
            assertThat(client.line()).as("a client isn't left waiting").isNull();

            assertThatThrownBy(server::verify)
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("""
                            The client left the script: connection 1, step 2 of 4: expected 'CAPA', but got 'AUTH'

                            -- connection 1
                            S: +OK hi
                            C: AUTH
                            """);
        }
    }

    @Test
    void aCommandEndsWithCrlfAndNothingElse() throws Exception {
        try (ScriptedServer server = ScriptedServer.script().expect("NOOP").start();
                RawClient client = RawClient.connect(server.port())) {
            client.send("NOOP\n");
            client.close();

            assertThatThrownBy(server::verify).hasMessageContaining("the client closed after 'NOOP\\n' without CRLF");
        }
    }

    @Test
    void aScriptThatIsNotPlayedToItsEndFails() throws Exception {
        try (ScriptedServer server = ScriptedServer.script()
                        .greet("+OK hi")
                        .expect("QUIT")
                        .send("+OK\r\n")
                        .start();
                RawClient client = RawClient.connect(server.port())) {
            client.line();
            client.close();

            assertThatThrownBy(server::verify).hasMessageContaining("waited for 'QUIT', but the client closed");
        }
    }

    @Test
    void aConnectionThatIsNeverMadeFails() throws Exception {
        try (ScriptedServer server = ScriptedServer.script().greet("+OK hi").start()) {
            server.close();

            assertThatThrownBy(server::verify).hasMessageContaining("waited for connection 1");
        }
    }

    @Test
    void whatIsSaidAfterTheEndFails() throws Exception {
        try (ScriptedServer server =
                        ScriptedServer.script().greet("+OK hi").thenStall().start();
                RawClient client = RawClient.connect(server.port())) {
            client.line();
            client.send("QUIT\r\n");
            client.close();

            assertThatThrownBy(server::verify)
                    .hasMessageContaining("connection 1 had ended, but the client sent 'QUIT'");
        }
    }

    @Test
    void aConnectionThatTheClientLeavesOpenFails() throws Exception {
        try (ScriptedServer server = ScriptedServer.script().greet("+OK hi").start();
                RawClient client = RawClient.connect(server.port())) {
            client.rest();
            server.close();

            assertThatThrownBy(server::verify).hasMessageContaining("the client has not closed connection 1");
        }
    }

    @Test
    void aConnectionTooManyFails() throws Exception {
        try (ScriptedServer server = ScriptedServer.script().greet("+OK hi").start()) {
            try (RawClient first = RawClient.connect(server.port())) {
                assertThat(first.rest()).isEqualTo("+OK hi\r\n");
            }
            server.verify();
            try (RawClient second = RawClient.connect(server.port())) {
                second.awaitEnd();
            }

            assertThatThrownBy(server::verify).hasMessageContaining("the client made connection 2");
            assertThatThrownBy(() -> RawClient.connect(server.port())).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void connectionsArePlayedInSequence() throws Exception {
        try (ScriptedServer server = ScriptedServer.script()
                .greet("+OK one")
                .thenClose()
                .nextConnection()
                .greet("+OK two")
                .expectClose()
                .start()) {
            try (RawClient first = RawClient.connect(server.port());
                    RawClient second = RawClient.connect(server.port())) {
                assertThat(second.line()).isEqualTo("+OK two");
                assertThat(first.rest()).isEqualTo("+OK one\r\n");
            }
            server.verify();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 8, 9, 14})
    void isCutAfterExactlySoManyBytes(int bytes) throws Exception {
        String all = "+OK hi\r\n+OK\r\n.\r\n".substring(0, 14);
        try (ScriptedServer server = ScriptedServer.script()
                        .cutAfter(bytes)
                        .send(all.substring(0, 8))
                        .send(all.substring(8) + "and so on")
                        .expect("QUIT")
                        .start();
                RawClient client = RawClient.connect(server.port())) {
            assertThat(client.rest()).isEqualTo(all.substring(0, bytes));
            client.send("RETR 1\r\n");
            client.close();

            server.verify();
            assertThat(server.received()).containsExactly("RETR 1");
        }
    }

    @Test
    void aCutThatIsNeverReachedFails() throws Exception {
        try (ScriptedServer server =
                        ScriptedServer.script().cutAfter(9).greet("+OK hi").start();
                RawClient client = RawClient.connect(server.port())) {
            client.rest();
            client.close();

            assertThatThrownBy(server::verify).hasMessageContaining("its script sends only 8");
        }
    }

    @Test
    void aResetIsAReset() throws Exception {
        try (ScriptedServer server = ScriptedServer.script()
                        .greet("+OK hi")
                        .expect("NOOP")
                        .thenReset()
                        .start();
                RawClient client = RawClient.connect(server.port())) {
            client.line();
            client.send("NOOP\r\n");

            assertThatThrownBy(client::line).isInstanceOf(SocketException.class);
            server.verify();
        }
    }

    @Test
    void dripsAndSendsInPieces() throws Exception {
        try (ScriptedServer server = ScriptedServer.script()
                        .chunked(1)
                        .greet("+OK hi")
                        .thenDrip(new byte[] {'a', '\r', '\n'}, Duration.ofMillis(1))
                        .start();
                RawClient client = RawClient.connect(server.port())) {
            assertThat(client.rest()).isEqualTo("+OK hi\r\na\r\n");
            client.close();
            server.verify();
        }
    }

    @Test
    void closeEndsADripAndAStallAtOnce() throws Exception {
        ScriptedServer server = ScriptedServer.script()
                .greet("+OK hi")
                .thenDrip(new byte[] {'a'}, Duration.ofDays(1))
                .start();
        try (RawClient client = RawClient.connect(server.port())) {
            client.line();
            server.close();
            server.close();

            client.awaitEnd();
        }
    }

    @Test
    void startsTlsInTheMiddle() throws Exception {
        try (ScriptedServer server = ScriptedServer.script()
                        .greet("+OK hi")
                        .expect("STLS")
                        .send("+OK\r\n")
                        .startTls(TestTls.server())
                        .expect("QUIT")
                        .send("+OK bye\r\n")
                        .start();
                RawClient client = RawClient.connect(server.port())) {
            client.line();
            client.ask("STLS");
            client.startTls(TestTls.client());
            assertThat(client.ask("QUIT")).isEqualTo("+OK bye");
            assertThat(client.line()).as("a close_notify, then the end").isNull();
            client.close();
            server.verify();
        }
    }

    @Test
    void plaintextBeforeTlsStandsFails() throws Exception {
        try (ScriptedServer server = ScriptedServer.script()
                        .expect("STLS")
                        .send("+OK\r\n")
                        .startTls(TestTls.server())
                        .start();
                RawClient client = RawClient.connect(server.port())) {
            client.send("STLS\r\nCAPA\r\n");
            client.line();

            assertThatThrownBy(server::verify).hasMessageContaining("before TLS stood");
        }
    }

    @Test
    void underTlsACutCountsThePlainBytes() throws Exception {
        try (ScriptedServer server = ScriptedServer.script()
                        .implicitTls(TestTls.server())
                        .cutAfter(3)
                        .greet("+OK hi")
                        .start();
                RawClient client = RawClient.connect(server.port())) {
            client.startTls(TestTls.client());

            // No close_notify came, but the JDK tells truncation from an end only on request.
            assertThat(client.rest()).isEqualTo("+OK");
            client.close();
            server.verify();
        }
    }
}
