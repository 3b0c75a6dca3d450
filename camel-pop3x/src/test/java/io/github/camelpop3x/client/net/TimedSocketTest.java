package io.github.camelpop3x.client.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.wire.PipelineWindow;
import io.github.camelpop3x.testserver.RawServer;
import io.github.camelpop3x.testserver.TestTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What blocks in a socket: for how long, and what ends it. */
class TimedSocketTest {

    /** More than any send buffer that the system makes grow by itself. */
    private static final byte[] TOO_MUCH = new byte[64 << 20];

    private static final Duration LONG = Duration.ofSeconds(20);

    private final IoClock clock = new IoClock(LONG);

    private TimedSocket connect(RawServer server) throws IOException {
        return new TimedSocket(SocketChannel.open(new InetSocketAddress("127.0.0.1", server.port())), clock);
    }

    private void within(int millis, String option) {
        clock.deadline(Deadline.after(Duration.ofMillis(millis), option));
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    @Test
    void aReadEndsWithTheDeadlineAndTheSocketGoesOn() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (RawServer server = RawServer.start((socket, raw) -> {
                    goOn.await();
                    socket.getOutputStream().write(7);
                    raw.stall();
                });
                TimedSocket socket = connect(server)) {
            within(200, "connectTimeout");
            long before = System.nanoTime();
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessage("no answer in time (connectTimeout)");
            assertThat(millisSince(before)).isBetween(190L, 2000L);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            goOn.countDown();
            within(10_000, "readTimeout");
            assertThat(socket.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void octetsThatKeepComingDontPutOffTheDeadline() throws Exception {
        try (RawServer server = RawServer.start((socket, raw) -> {
                    while (true) {
                        raw.pause(Duration.ofMillis(50));
                        socket.getOutputStream().write(7);
                    }
                });
                TimedSocket socket = connect(server)) {
            within(500, "pollTimeout");
            long before = System.nanoTime();
            assertThatThrownBy(() -> {
                        while (true) {
                            assertThat(socket.getInputStream().read()).isEqualTo(7);
                        }
                    })
                    .hasMessage("no answer in time (pollTimeout)");
            assertThat(millisSince(before)).isBetween(490L, 2000L);
        }
    }

    @Test
    void aWriteThatNobodyTakesEndsWithTheDeadline() throws Exception {
        try (RawServer server = RawServer.start(1024, (socket, raw) -> raw.stall());
                TimedSocket socket = connect(server)) {
            within(300, "pollTimeout");
            long before = System.nanoTime();
            assertThatThrownBy(() -> socket.getOutputStream().write(TOO_MUCH))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessage("nothing more was taken in time (pollTimeout)");
            assertThat(millisSince(before)).isBetween(290L, 3000L);
        }
    }

    @Test
    void aWriteThatNobodyTakesEndsWithTheSilence() throws Exception {
        IoClock silence = new IoClock(Duration.ofMillis(300));
        silence.deadline(Deadline.after(LONG, "pollTimeout"));
        try (RawServer server = RawServer.start(1024, (socket, raw) -> raw.stall());
                TimedSocket socket = new TimedSocket(
                        SocketChannel.open(new InetSocketAddress("127.0.0.1", server.port())), silence)) {
            assertThatThrownBy(() -> socket.getOutputStream().write(TOO_MUCH))
                    .hasMessage("nothing more was taken in time (readTimeout)");
        }
    }

    /** The longest line that a mechanism of SASL sends is longer than the smallest send buffer. */
    @Test
    void aLineOfTwelveKilobytesThatNobodyTakesEndsWithTheDeadline() throws Exception {
        try (RawServer server = RawServer.start(1, (socket, raw) -> raw.stall());
                TimedSocket socket = new TimedSocket(withSmallestSendBuffer(server), clock)) {
            within(300, "readTimeout");
            assertThatThrownBy(() -> socket.getOutputStream().write(new byte[12 * 1024]))
                    .hasMessage("nothing more was taken in time (readTimeout)");
        }
    }

    /** What {@code PipelineWindow} relies on: a window of commands gets out, whether or not anybody reads it. */
    @Test
    void theSmallestSendBufferTakesAWindowOfCommandsThatNobodyReads() throws Exception {
        byte[] half = new byte[PipelineWindow.SURE_COMMAND_OCTETS / 2];
        try (RawServer server = RawServer.start(1, (socket, raw) -> raw.stall());
                TimedSocket socket = new TimedSocket(withSmallestSendBuffer(server), clock)) {
            within(10_000, "readTimeout");
            socket.getOutputStream().write(half);
            socket.getOutputStream().write(half);
        }
    }

    private static SocketChannel withSmallestSendBuffer(RawServer server) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_SNDBUF, 1);
        channel.connect(new InetSocketAddress("127.0.0.1", server.port()));
        return channel;
    }

    /**
     * JSSE answers each KeyUpdate of TLS 1.3 with one of its own, in the middle of a read: a server that goes on asking
     * and never reads has the client write until nothing more fits. On a socket of its own it would wait there for ever.
     */
    @Test
    void aServerThatAsksForNewKeysAndNeverReadsDoesNotHoldTheClient() throws Exception {
        // Longer than a busy machine lets the server's thread wait, which would be silence and not a full buffer.
        IoClock patient = new IoClock(Duration.ofSeconds(4));
        patient.deadline(Deadline.after(Duration.ofMinutes(1), "pollTimeout"));
        try (RawServer server = RawServer.start(8192, (socket, raw) -> {
                    SSLSocket tls =
                            (SSLSocket) TestTls.server().getSocketFactory().createSocket(socket, "", 0, true);
                    tls.setUseClientMode(false);
                    tls.startHandshake();
                    while (true) {
                        tls.startHandshake();
                    }
                });
                TimedSocket socket = new TimedSocket(withSmallestSendBuffer(server), patient)) {
            SSLSocket tls =
                    (SSLSocket) TestTls.client().getSocketFactory().createSocket(socket, "localhost", 995, true);
            tls.startHandshake();
            assertThatThrownBy(() -> tls.getInputStream().read())
                    .hasStackTraceContaining("nothing more was taken in time (readTimeout)");
            tls.close();
        }
    }

    @Test
    void aWriteThatIsTakenSlowlyArrivesWhole() throws Exception {
        byte[] sent = new byte[6 << 20];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = (byte) (i * 31 >> 3);
        }
        CompletableFuture<byte[]> got = new CompletableFuture<>();
        try (RawServer server = RawServer.start(4096, (socket, raw) -> {
            raw.pause(Duration.ofMillis(100));
            got.complete(socket.getInputStream().readAllBytes());
        })) {
            try (TimedSocket socket = connect(server)) {
                socket.getOutputStream().write(sent);
            }
            assertThat(got.get(20, TimeUnit.SECONDS)).isEqualTo(sent);
        }
    }

    @Test
    void closingWakesWhoeverReads() throws Exception {
        try (RawServer server = RawServer.start((socket, raw) -> raw.stall());
                TimedSocket socket = connect(server)) {
            assertClosingEnds(
                    socket, "TimedInput", () -> socket.getInputStream().read());
        }
    }

    @Test
    void closingWakesWhoeverWrites() throws Exception {
        try (RawServer server = RawServer.start(1024, (socket, raw) -> raw.stall());
                TimedSocket socket = connect(server)) {
            assertClosingEnds(socket, "TimedOutput", () -> {
                socket.getOutputStream().write(TOO_MUCH);
                return 0;
            });
        }
    }

    @Test
    void anInterruptEndsAWriteThatWaits() throws Exception {
        try (RawServer server = RawServer.start(1024, (socket, raw) -> raw.stall());
                TimedSocket socket = connect(server)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> socket.getOutputStream().write(TOO_MUCH)).isInstanceOf(IOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private interface Blocking {
        int run() throws IOException;
    }

    private void assertClosingEnds(TimedSocket socket, String blockedIn, Blocking work) throws Exception {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(work.run());
            } catch (IOException e) {
                result.completeExceptionally(e);
            }
        });
        clock.deadline(Deadline.after(LONG, "pollTimeout"));
        thread.start();
        Awaitility.await()
                .until(() -> Arrays.toString(thread.getStackTrace()).matches(".*([Pp]oll|park).*" + blockedIn + ".*"));
        long before = System.nanoTime();
        socket.close();
        assertThatThrownBy(() -> result.get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThat(millisSince(before)).isLessThan(1000);
    }
}
