package io.github.camelpop3x.client.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.testserver.RawServer;
import io.github.camelpop3x.testserver.SilentPort;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several addresses of one host: the first that answers is taken, and one that doesn't costs a head start only. */
class AddressRaceTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private SilentPort silent;
    private RawServer server;

    @BeforeEach
    void start() throws Exception {
        silent = new SilentPort();
        server = RawServer.start((socket, raw) -> raw.stall());
    }

    @AfterEach
    void stop() throws Exception {
        silent.close();
        server.close();
    }

    private static List<InetAddress> addresses(String... texts) throws Exception {
        List<InetAddress> addresses = new ArrayList<>();
        for (String text : texts) {
            addresses.add(InetAddress.getByName(text));
        }
        return addresses;
    }

    @Test
    void theFamiliesTakeTurnsAndTheResolversFirstOneBegins() throws Exception {
        assertThat(AddressRace.interleaved(addresses("192.0.2.1", "192.0.2.2", "192.0.2.3", "2001:db8::1")))
                .isEqualTo(addresses("192.0.2.1", "2001:db8::1", "192.0.2.2", "192.0.2.3"));
        assertThat(AddressRace.interleaved(addresses("2001:db8::1", "2001:db8::2", "192.0.2.1")))
                .isEqualTo(addresses("2001:db8::1", "192.0.2.1", "2001:db8::2"));
        assertThat(AddressRace.interleaved(List.of())).isEmpty();
    }

    @Test
    void aHostOfAThousandAddressesIsNotTriedAThousandTimes() throws Exception {
        List<InetAddress> many = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            many.add(InetAddress.getByAddress(new byte[] {10, 0, (byte) (i / 250), (byte) (i % 250)}));
        }
        assertThat(AddressRace.interleaved(many)).hasSize(16).isEqualTo(many.subList(0, 16));
    }

    private InetSocketAddress reachable() {
        return new InetSocketAddress("127.0.0.1", server.port());
    }

    private static InetSocketAddress refused(String host) throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return new InetSocketAddress(host, free.getLocalPort());
        }
    }

    private static SocketChannel run(Duration headStart, InetSocketAddress... addresses) throws IOException {
        return new AddressRace(headStart).run(List.of(addresses), Deadline.after(LONG, "connectTimeout"));
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    @Test
    void anAddressThatLeadsNowhereCostsOneHeadStart() throws Exception {
        long before = System.nanoTime();
        try (SocketChannel channel = run(AddressRace.HEAD_START, silent.address(), reachable())) {
            assertThat(channel.getRemoteAddress()).isEqualTo(reachable());
            assertThat(channel.isBlocking()).isTrue();
        }
        assertThat(millisSince(before)).isBetween(240L, 2000L);
    }

    @Test
    void anAddressThatRefusesCostsNothing() throws Exception {
        long before = System.nanoTime();
        try (SocketChannel channel = run(LONG, refused("127.0.0.2"), refused("127.0.0.1"), reachable())) {
            assertThat(channel.getRemoteAddress()).isEqualTo(reachable());
        }
        assertThat(millisSince(before)).isLessThan(2000);
    }

    @Test
    void theOtherFamilyIsTakenWhereTheFirstOneIsBroken() throws Exception {
        assumeTrue(InetAddress.getByName("::1").isReachable(1000), "::1 isn't there");
        try (SocketChannel channel = run(LONG, refused("::1"), reachable())) {
            assertThat(channel.getRemoteAddress()).isEqualTo(reachable());
        }
    }

    @Test
    void theFirstAddressIsTakenWhereItAnswersInTime() throws Exception {
        try (RawServer other = RawServer.start((socket, raw) -> raw.stall());
                SocketChannel channel =
                        run(LONG, new InetSocketAddress("127.0.0.1", other.port()), reachable(), silent.address())) {
            assertThat(channel.getRemoteAddress()).isEqualTo(new InetSocketAddress("127.0.0.1", other.port()));
        }
    }

    @Test
    void whoeverLosesIsClosed() throws Exception {
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        run(Duration.ofMillis(1), silent.address(), silent.address(), reachable())
                .close();
        long before = system.getOpenFileDescriptorCount();
        for (int i = 0; i < 50; i++) {
            run(Duration.ofMillis(1), silent.address(), silent.address(), reachable())
                    .close();
        }
        // Other threads of this JVM open files too: a leak of ours would be 100.
        assertThat(system.getOpenFileDescriptorCount() - before).isLessThan(70);
    }

    @Test
    void theErrorNamesEachAddressThatRefused() {
        assertThatThrownBy(() -> run(LONG, refused("127.0.0.1"), refused("127.0.0.2")))
                .isInstanceOf(ConnectException.class)
                .hasMessage("127.0.0.1: Connection refused, 127.0.0.2: Connection refused");
    }

    @Test
    void theErrorOfADeadlineNamesItsOptionAndEachAddress() {
        assertThatThrownBy(() -> new AddressRace(Duration.ofMillis(10))
                        .run(
                                List.of(refused("127.0.0.1"), silent.address(), silent.address()),
                                Deadline.after(Duration.ofMillis(300), "connectTimeout")))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("no connection in time (connectTimeout); 127.0.0.1: Connection refused,"
                        + " 127.0.0.1: no answer in time, 127.0.0.1: no answer in time");
    }

    @Test
    void noAddressAtAllIsAnErrorToo() {
        assertThatThrownBy(() -> run(LONG)).isInstanceOf(IOException.class).hasMessage("it has no address");
    }

    @Test
    void abortEndsItWithinASecond() throws Exception {
        AddressRace race = new AddressRace(AddressRace.HEAD_START);
        List<InetSocketAddress> nowhere = List.of(silent.address());
        CompletableFuture<SocketChannel> running = CompletableFuture.supplyAsync(() -> {
            try {
                return race.run(nowhere, Deadline.after(LONG, "connectTimeout"));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThatThrownBy(() -> running.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        long before = System.nanoTime();
        race.abort();
        assertThatThrownBy(() -> running.get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("aborted");
        assertThat(millisSince(before)).isLessThan(1000);
        assertThatThrownBy(() -> race.run(List.of(reachable()), Deadline.after(LONG, "connectTimeout")))
                .hasMessage("aborted");
    }

    @Test
    void anInterruptEndsItAndIsKept() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> run(LONG, silent.address())).hasMessage("the thread was interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
