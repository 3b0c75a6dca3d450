package io.github.camelpop3x.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** That the server says what a POP3 server says, and that its delay delays what it should and counts rightly. */
class FastServerTest {

    private static final String LOGIN = "USER joe\r\nPASS x\r\n";

    /** Sends everything at once and reads until the server closes. */
    private static String converse(FastServer server, String commands) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void aMessageHasExactlyTheSizeThatIsListed() throws IOException {
        for (long size : new long[] {512, 2_000, 64 * 1024, 3_000_000}) {
            FastServer server = new FastServer(1, size, Duration.ZERO, null);
            String all = converse(server, LOGIN + "LIST\r\nRETR 1\r\nQUIT\r\n");
            String begin = "+OK " + size + " octets\r\n";
            int from = all.indexOf(begin) + begin.length();
            String end = "\r\n.\r\n+OK\r\n";
            assertThat(all).contains("\r\n1 " + size + "\r\n").endsWith(end);
            assertThat(all.length() - from - ".\r\n+OK\r\n".length()).isEqualTo(size);
        }
    }

    @Test
    void commandsAreAnsweredInOrderAndMessagesAreBackInTheNextSession() throws IOException {
        FastServer server = new FastServer(2, 512, Duration.ZERO, null);
        String session = LOGIN + "STAT\r\nUIDL\r\nUIDL 2\r\nDELE 1\r\nRETR 3\r\nXYZ\r\nAUTH PLAIN\r\nabc\r\nQUIT\r\n";
        String expected =
                "+OK benchmark server ready\r\n+OK\r\n+OK\r\n+OK 2 1024\r\n+OK\r\n1 1.1\r\n2 1.2\r\n.\r\n+OK 2 1.2\r\n"
                        + "+OK\r\n-ERR no such message\r\n-ERR unknown command\r\n+ \r\n+OK\r\n+OK\r\n";
        assertThat(converse(server, session)).isEqualTo(expected);
        assertThat(converse(server, session)).isEqualTo(expected);
        server.refill();
        assertThat(converse(server, LOGIN + "UIDL\r\nQUIT\r\n")).contains("1 2.1\r\n2 2.2\r\n");
        assertThat(server.report()).startsWith("3 ");
    }

    @Test
    void messagesAreToldByTheirHeaders() throws IOException {
        FastServer server = new FastServer(12, 512, Duration.ZERO, null);
        assertThat(converse(server, LOGIN + "TOP 1 0\r\nRETR 12\r\nQUIT\r\n"))
                .contains("Message-ID: <0000000001@", "Message-ID: <0000000012@");
    }

    @Test
    void whatIsSentAheadIsOneRoundTripAndTakesOne() throws IOException {
        Duration roundTrip = Duration.ofMillis(200);
        FastServer server = new FastServer(1_000, 2_000, roundTrip, null);
        StringBuilder commands = new StringBuilder(LOGIN);
        for (int number = 1; number <= 1_000; number++) {
            commands.append("RETR ").append(number).append("\r\n");
        }
        long began = System.nanoTime();
        converse(server, commands + "QUIT\r\n");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(roundTrip);
        assertThat(server.report()).isEqualTo("1 1003 1");
    }

    @Test
    void whoWaitsForEachAnswerPaysForEach() throws IOException {
        Duration roundTrip = Duration.ofMillis(40);
        FastServer server = new FastServer(1, 512, roundTrip, null);
        long began = System.nanoTime();
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int count = 0; count < 5; count++) {
                while (socket.getInputStream().read() != '\n') {
                    line.write('.');
                }
                socket.getOutputStream().write("NOOP\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(socket.getInputStream().read()).isEqualTo('+');
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(roundTrip.multipliedBy(5));
        assertThat(server.report()).isEqualTo("1 5 5");
    }
}
