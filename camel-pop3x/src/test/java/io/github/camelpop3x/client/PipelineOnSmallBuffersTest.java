package io.github.camelpop3x.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.Pop3TimeoutException;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.testserver.RawServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Thousands of commands ahead of their replies, against buffers of about a kilobyte: neither side waits for ever. */
class PipelineOnSmallBuffersTest {

    private static final int TINY = 1024;
    private static final List<MessageEntry> MANY = IntStream.rangeClosed(1, 5000)
            .mapToObj(number -> new MessageEntry(number, "u" + number, 100))
            .toList();

    private static Pop3Session logIn(RawServer server, Duration read) throws Exception {
        Pop3Settings settings =
                Pop3Settings.of("127.0.0.1", server.port(), TlsMode.NONE).withTimeouts(Duration.ofSeconds(10), read);
        return new Pop3Client(settings)
                .open(new Credentials("joe", "secret"), Deadline.after(Duration.ofSeconds(60), "pollTimeout"));
    }

    /** Lets the client log in and tell that it may pipeline. */
    private static BufferedReader logIn(Socket socket) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII), 64);
        say(socket, "+OK hi\r\n");
        for (int capas = 0; capas < 2; ) {
            boolean capa = lines.readLine().equals("CAPA");
            say(socket, capa ? "+OK\r\nUSER\r\nPIPELINING\r\nUIDL\r\n.\r\n" : "+OK\r\n");
            capas += capa ? 1 : 0;
        }
        return lines;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    @Test
    void aServerThatNeverReadsEndsWithReadTimeoutAndNotInAWrite() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (RawServer server = RawServer.start(TINY, (socket, raw) -> {
            logIn(socket);
            over.await();
            socket.getInputStream().readAllBytes();
        })) {
            Pop3Session session = logIn(server, Duration.ofMillis(500));
            long before = System.nanoTime();
            assertThatThrownBy(() -> session.dele(MANY))
                    .isInstanceOf(Pop3TimeoutException.class)
                    .hasMessageContaining("didn't complete DELE 1: no answer in time (readTimeout)");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
            over.countDown();
        }
    }

    /** It reads a command only when the whole reply to the one before is out of its hands. */
    @Test
    void aServerThatReadsNothingWhileItWritesIsNotDeadlocked() throws Exception {
        byte[] reply = ("+OK\r\n" + ("x".repeat(76) + "\r\n").repeat(20) + ".\r\n").getBytes(US_ASCII);
        try (RawServer server = RawServer.start(TINY, (socket, raw) -> {
            socket.setSendBufferSize(TINY);
            BufferedReader lines = logIn(socket);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                socket.getOutputStream().write(line.startsWith("RETR") ? reply : "+OK\r\n".getBytes(US_ASCII));
            }
        })) {
            Pop3Session session = logIn(server, Duration.ofSeconds(10));
            Counting counting = new Counting();
            session.retr(MANY, counting);
            assertThat(counting.messages).isEqualTo(MANY.size());
            assertThat(counting.octets).isEqualTo(MANY.size() * 20L * 78);
            assertThat(session.dele(MANY)).isEmpty();
            assertThat(session.quit().committed()).isTrue();
        }
    }

    private static final class Counting implements RetrievalHandler {

        private int messages;
        private long octets;

        @Override
        public OutputStream begin(MessageEntry message) {
            return new OutputStream() {
                @Override
                public void write(int octet) {
                    octets++;
                }

                @Override
                public void write(byte[] data, int from, int length) {
                    octets += length;
                }
            };
        }

        @Override
        public void retrieved(MessageEntry message) {
            messages++;
        }

        @Override
        public void refused(MessageEntry message, Pop3CommandException reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void spoiled(MessageEntry message, IOException reason) {
            throw new AssertionError(reason);
        }
    }
}
