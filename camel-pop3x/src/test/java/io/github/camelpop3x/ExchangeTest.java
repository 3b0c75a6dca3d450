package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.message.SpooledMessage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a route gets. */
class ExchangeTest extends MaildropRouteTest {

    private Message only(String mail) throws Exception {
        List<Message> got = new CopyOnWriteArrayList<>();
        deliver("uid1", mail);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("")).process(e -> {
                    got.add(e.getMessage().copy());
                });
            }
        });
        context.start();
        Awaitility.await().until(() -> !got.isEmpty());
        return got.get(0);
    }

    @Test
    void theBodyIsTheMessageOctetByOctet() throws Exception {
        StringBuilder mail = new StringBuilder("Subject: octets\r\n\r\n");
        for (int octet = 0; octet < 256; octet++) {
            mail.append((char) octet);
        }
        mail.append("\r\n.\r\n..\r\n+OK\r\n-ERR\r\nlast\r\n");
        List<byte[]> bodies = new CopyOnWriteArrayList<>();
        deliver("uid1", mail.toString());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("")).process(e -> bodies.add(e.getMessage().getBody(byte[].class)));
            }
        });
        context.start();
        awaitMaildrop();
        assertThat(bodies.get(0)).isEqualTo(mail.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void ownHeadersSayWhichMessageItIs() throws Exception {
        String mail = "Subject: x\r\n\r\nbody\r\n";
        Message message = only(mail);
        assertThat(message.getHeader(Pop3xConstants.UID)).isEqualTo("uid1");
        assertThat(message.getHeader(Pop3xConstants.NUMBER)).isEqualTo(1);
        assertThat(message.getHeader(Pop3xConstants.SIZE)).isEqualTo((long) mail.length());
        assertThat(message.getHeader(Pop3xConstants.MESSAGE_KEY)).isEqualTo("joe@localhost:" + server.port() + "/uid1");
    }

    @Test
    void mailHeadersAreDecodedAndRepeatedOnesAreAList() throws Exception {
        Message message = only("Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?= =?ISO-8859-1?B?5Pb8?=\r\n"
                + "From: =?utf-8?B?5bGx55Sw?= <a@example.jp>\r\n"
                + "X-Folded: one\r\n\ttwo\r\n  three\r\n"
                + "Received: by b\r\nReceived: by a\r\n"
                + "X-Raw: \u00c3\u00a4\r\n"
                + "X-Latin: \u00e4\r\n"
                + "X-Broken: =?UTF-8?B?!!!?=\r\n"
                + "no header at all\r\n"
                + "\r\nX-Body: no header\r\n");
        assertThat(message.getHeader("Subject")).isEqualTo("Grüßeäöü");
        assertThat(message.getHeader("From")).isEqualTo("山田 <a@example.jp>");
        assertThat(message.getHeader("X-Folded")).isEqualTo("one\ttwo  three");
        assertThat(message.getHeader("received")).isEqualTo(List.of("by b", "by a"));
        assertThat(message.getHeader("X-Raw")).isEqualTo("ä");
        assertThat(message.getHeader("X-Latin")).isEqualTo("ä");
        assertThat(message.getHeader("X-Broken")).isNotNull();
        assertThat(message.getHeader("X-Body")).isNull();
    }

    @Test
    void noHeaderOfAMailSteersCamel() throws Exception {
        Message message = only("CamelFileName: ../../etc/passwd\r\n"
                + "cAmElExecCommandExecutable: rm\r\n"
                + "CAMELPOP3XUID: forged\r\n"
                + "camelHttpUri: http://evil.test\r\n"
                + "org.apache.camel.Something: x\r\n"
                + "ORG.apache.CAMEL.other: x\r\n"
                + "X-Harmless: yes\r\n\r\n");
        assertThat(message.getHeaders().keySet())
                .containsExactlyInAnyOrder(
                        "X-Harmless",
                        Pop3xConstants.UID,
                        Pop3xConstants.NUMBER,
                        Pop3xConstants.SIZE,
                        Pop3xConstants.ATTEMPT,
                        Pop3xConstants.MESSAGE_KEY);
        assertThat(message.getHeader(Pop3xConstants.UID)).isEqualTo("uid1");
    }

    @Test
    void theBodyCanBeReadAgainAndKnowsItsSize() throws Exception {
        String mail = "Subject: x\r\n\r\n" + "0123456789\r\n".repeat(50_000);
        deliver("uid1", mail);
        List<Object> seen = new CopyOnWriteArrayList<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri(""))
                        .process(e -> seen.add(e.getMessage().getBody(String.class)))
                        .process(e -> seen.add(
                                e.getMessage().getBody(InputStream.class).readAllBytes().length))
                        .process(e -> {
                            StreamCache body = e.getMessage().getBody(StreamCache.class);
                            seen.add(body.length());
                            seen.add(body.inMemory());
                        });
            }
        });
        context.start();
        awaitMaildrop();
        assertThat(seen).containsExactly(mail, mail.length(), (long) mail.length(), false);
    }

    @Test
    void multicastGivesEachBranchItsOwnReader() throws Exception {
        String mail = "Subject: x\r\n\r\n" + "0123456789\r\n".repeat(50_000);
        deliver("uid1", mail);
        List<Integer> lengths = new CopyOnWriteArrayList<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("")).multicast().parallelProcessing().to("direct:a", "direct:b");
                from("direct:a")
                        .process(e ->
                                lengths.add(e.getMessage().getBody(String.class).length()));
                from("direct:b")
                        .process(e ->
                                lengths.add(e.getMessage().getBody(String.class).length()));
            }
        });
        context.start();
        awaitMaildrop();
        assertThat(lengths).containsExactly(mail.length(), mail.length());
    }

    /** The bodies stay reachable here, so that no garbage collection closes what wasn't released. */
    @Test
    void noSpoolIsLeftAfterTenThousandMessagesAndFailures(@TempDir Path directory) throws Exception {
        int count = 10_000;
        context.getStreamCachingStrategy().setSpoolThreshold(16);
        context.getStreamCachingStrategy().setSpoolDirectory(directory.toFile());
        deliver(count);
        context.getRegistry().bind("silent", new PolledConsumer.SilentHandler());
        Queue<SpooledMessage> reachable = new ConcurrentLinkedQueue<>();
        Set<String> failed = ConcurrentHashMap.newKeySet();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).logExhausted(false);
                from(uri("&exceptionHandler=#silent")).process(e -> {
                    SpooledMessage body = e.getMessage().getBody(SpooledMessage.class);
                    assertThat(body.inMemory()).isFalse();
                    reachable.add(body);
                    String uid = e.getMessage().getHeader(Pop3xConstants.UID, String.class);
                    if (uid.endsWith("7") && failed.add(uid)) {
                        throw new IllegalStateException("once");
                    }
                });
            }
        });
        context.start();
        Awaitility.await().atMost(90, TimeUnit.SECONDS).until(() -> server.uids("joe")
                .isEmpty());
        assertThat(failed).hasSize(count / 10);
        assertThat(polled().getSpooledBytes()).isZero();
        assertThat(reachable).hasSize(count + count / 10);
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }
}
