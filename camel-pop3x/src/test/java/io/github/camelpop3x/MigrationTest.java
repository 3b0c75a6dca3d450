package io.github.camelpop3x;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpop3x.client.auth.AccessTokenProvider;
import io.github.camelpop3x.message.SplitAttachments;
import io.github.camelpop3x.testserver.MaildropServer;
import io.github.camelpop3x.testserver.TestProxy;
import io.github.camelpop3x.testserver.TestTls;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/migrating-from-camel-mail.md tells to write, run. {@link MigrationDocTest} compares the two. */
class MigrationTest extends MaildropRouteTest {

    private static final String MAIL = "Message-ID: <m1@example.org>\r\nSubject: Invoice 7\r\n"
            + "Content-Type: multipart/mixed; boundary=x\r\n\r\n"
            + "--x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n"
            + "--y\r\nContent-Type: text/plain\r\n\r\nthe text\r\n"
            + "--y\r\nContent-Type: text/html\r\n\r\n<p>the text</p>\r\n--y--\r\n"
            + "--x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\npdf\r\n"
            + "--x--\r\n";

    /** The document's words for a maildrop. */
    private String login;

    private String host;

    private String maildrop;

    private final List<Object> seen = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void nameMaildrop() {
        login = "localhost:" + server.port() + "?username=joe";
        host = login + "&password=secret";
        maildrop = "pop3x:" + host + "&tls=none&initialDelay=0&delay=50&retryDelay=0";
    }

    private void run(LambdaRouteBuilder routes) throws Exception {
        RouteBuilder.addRoutes(context, routes);
        context.start();
    }

    private void see(Exchange exchange) {
        seen.add(exchange.getMessage().getHeader(Pop3xConstants.UID));
    }

    private void awaitSeen(Object... expected) {
        Awaitility.await().untilAsserted(() -> assertThat(seen).containsExactly(expected));
    }

    /** Another server, with TLS. */
    private void serveWithTls(boolean implicit) throws Exception {
        server.close();
        MaildropServer.Builder builder = MaildropServer.builder().user("joe", "secret");
        server = (implicit ? builder.implicitTls(TestTls.server()) : builder.stls(TestTls.server())).start();
        nameMaildrop();
        deliver(1);
    }

    private static SSLContextParameters trust() {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + TestTls.trustStore());
        store.setPassword(TestTls.password());
        store.setType("PKCS12");
        TrustManagersParameters managers = new TrustManagersParameters();
        managers.setKeyStore(store);
        SSLContextParameters trust = new SSLContextParameters();
        trust.setTrustManagers(managers);
        return trust;
    }

    /** As the JVM's own trust store would do it for a server that is known to the world. */
    private void trustOn(String scheme) {
        context.setSSLContextParameters(trust());
        context.getComponent(scheme, Pop3xComponent.class).setUseGlobalSslContextParameters(true);
    }

    /** What the document says of camel-mail: no TLS by itself, and what stays comes again. */
    @Test
    void camelMail() throws Exception {
        deliver(1);
        run(r -> r.from("pop3:" + host + "&initialDelay=0&delay=50")
                .process(exchange -> seen.add(exchange.getMessage().getHeader("Subject"))));
        Awaitility.await().untilAsserted(() -> assertThat(seen).hasSizeGreaterThan(2));
        assertThat(seen).containsOnly("mail 1");
        awaitMaildrop("uid1");
    }

    @Test
    void tlsFromTheFirstOctet() throws Exception {
        serveWithTls(true);
        trustOn("pop3xs");
        run(r -> r.from("pop3xs:" + host).process(this::see));
        awaitMaildrop();
    }

    @Test
    void stlsIsRequired() throws Exception {
        serveWithTls(false);
        trustOn("pop3x");
        run(r -> r.from("pop3x:" + host).process(this::see));
        awaitMaildrop();
        assertThat(server.count("STLS")).isEqualTo(1);
    }

    @Test
    void inTheClear() throws Exception {
        deliver(1);
        run(r -> r.from("pop3x:" + host + "&tls=none").process(this::see));
        awaitMaildrop();
    }

    @Test
    void ownTrustStore() throws Exception {
        serveWithTls(true);
        context.getRegistry().bind("tls", trust());
        run(r -> r.from("pop3xs:" + host + "&sslContextParameters=#tls").process(this::see));
        awaitMaildrop();
    }

    @Test
    void theSchedulersOptions() throws Exception {
        deliver(1);
        run(r -> r.from("pop3x:" + host + "&tls=none&delay=30s&greedy=true").process(this::see));
        awaitMaildrop();
        Awaitility.await().untilAsserted(() -> assertThat(server.sessions()).isEqualTo(2));
    }

    @Test
    void deletedOnCompletion() throws Exception {
        deliver(2);
        run(r -> r.from(maildrop).process(this::see));
        awaitMaildrop();
        awaitSeen("uid1", "uid2");
    }

    @Test
    void leftOnTheServer() throws Exception {
        deliver(2);
        run(r -> r.from(maildrop + "&delete=false").process(this::see));
        awaitSeen("uid1", "uid2");
        awaitPolls(2);
        awaitSeen("uid1", "uid2");
        awaitMaildrop("uid1", "uid2");
    }

    @Test
    void whatWasSeenIsKeptInAFile() throws Exception {
        deliver(2);
        context.getPropertiesComponent().addInitialProperty("ledger", "jdbc:sqlite:" + folder.resolve("pop3x.db"));
        run(r -> r.from(maildrop + "&delete=false&ledger={{ledger}}").process(this::see));
        awaitSeen("uid1", "uid2");
        assertThat(folder.resolve("pop3x.db")).isNotEmptyFile();
    }

    @Test
    void deletedWhenSomethingElseSaysSo() throws Exception {
        deliver(2);
        run(r -> r.from("direct:done").toD(maildrop + "&operation=dele&uid=${header.CamelPop3xUid}"));
        template().sendBodyAndHeader("direct:done", "", Pop3xConstants.UID, "uid1");
        awaitMaildrop("uid2");
    }

    @Test
    void soManyPerPoll() throws Exception {
        deliver(15);
        List<Object> sizes = new CopyOnWriteArrayList<>();
        run(r -> r.from(maildrop + "&maxMessagesPerPoll=10")
                .process(exchange -> sizes.add(exchange.getProperty(Exchange.BATCH_SIZE))));
        awaitMaildrop();
        assertThat(sizes).hasSize(15).startsWith(10).endsWith(5);
    }

    @Test
    void anIdempotentRepositoryAsLedger() throws Exception {
        deliver(1);
        MemoryIdempotentRepository repository = new MemoryIdempotentRepository();
        context.getRegistry().bind("repository", repository);
        run(r -> r.from(maildrop + "&delete=false&ledger=#repository").process(this::see));
        awaitSeen("uid1");
        Awaitility.await()
                .untilAsserted(() -> assertThat(repository.getCacheSize()).isEqualTo(1));
    }

    @Test
    void jakartaMailsMessage() throws Exception {
        deliver("uid1", MAIL);
        run(r -> r.from(maildrop + "&format=raw")
                .convertBodyTo(MimeMessage.class)
                .process(exchange ->
                        seen.add(((MimeMessage) exchange.getMessage().getBody()).getSubject())));
        awaitMaildrop();
        awaitSeen("Invoice 7");
    }

    @Test
    void whatIsInAMail() throws Exception {
        deliver("uid1", MAIL);
        run(r -> r.from(maildrop).process(exchange -> {
            seen.add(exchange.getMessage().getBody(String.class));
            seen.add(exchange.getMessage(AttachmentMessage.class)
                    .getAttachments()
                    .keySet());
            seen.add(exchange.getMessage().getBody(MimeMessage.class).getSubject());
            seen.add(exchange.getMessage().getHeader(Pop3xConstants.UID));
            seen.add(exchange.getMessage().getHeader(Pop3xConstants.MESSAGE_ID));
            seen.add(exchange.getProperty(Pop3xConstants.ALTERNATIVE));
        }));
        awaitMaildrop();
        assertThat(seen.toString())
                .isEqualTo("[the text, [a.pdf], Invoice 7, uid1, <m1@example.org>, <p>the text</p>]");
    }

    @Test
    void attachmentsAsExchanges() throws Exception {
        deliver("uid1", MAIL);
        context.getPropertiesComponent().addInitialProperty("inbox", folder.toString());
        run(r -> r.from(maildrop).split(new SplitAttachments()).to("file:{{inbox}}"));
        awaitMaildrop();
        assertThat(folder.resolve("a.pdf")).hasContent("pdf");
    }

    /** An invoice of today, one of last month, and something else. */
    private void deliverToSelect() {
        deliver("old", mail("Invoice 1", "billing@example.org", 30));
        deliver("new", mail("your INVOICE 2", "Billing <billing@example.org>", 0));
        deliver("news", mail("news", "news@example.org", 0));
    }

    private static String mail(String subject, String from, int days) {
        ZonedDateTime sent = ZonedDateTime.now(ZoneOffset.UTC).minus(Duration.ofDays(days));
        return "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(sent) + "\r\nFrom: " + from + "\r\nSubject: "
                + subject + "\r\n\r\n" + subject + "\r\n";
    }

    @Test
    void selectedBySubject() throws Exception {
        deliverToSelect();
        run(r -> r.from(maildrop + "&filter=${header.Subject} ~~ 'invoice'").process(this::see));
        awaitMaildrop("news");
    }

    @Test
    void selectedBySender() throws Exception {
        deliverToSelect();
        run(r -> r.from(maildrop + "&filter=${header.CamelPop3xFrom} contains 'billing@example.org'")
                .process(this::see));
        awaitMaildrop("news");
    }

    @Test
    void selectedByABean() throws Exception {
        deliverToSelect();
        context.getRegistry().bind("wanted", (Predicate)
                e -> e.getMessage().getHeader("Subject", String.class).contains("1"));
        run(r -> r.from(maildrop + "&filter=#wanted").process(this::see));
        awaitMaildrop("new", "news");
    }

    @Test
    void selectedByAge() throws Exception {
        deliverToSelect();
        run(r -> r.from(maildrop + "&maxAge=24h").process(this::see));
        awaitMaildrop("old");
    }

    @Test
    void selectedByAgeTheOtherWay() throws Exception {
        deliverToSelect();
        run(r -> r.from(maildrop + "&minAge=24h").process(this::see));
        awaitMaildrop("new", "news");
    }

    @Test
    void selectedByBody() throws Exception {
        deliverToSelect();
        run(r -> r.from(maildrop + "&delete=false")
                .filter()
                .simple("${body} contains 'news'")
                .process(this::see));
        awaitSeen("news");
        awaitMaildrop("old", "new", "news");
    }

    @Test
    void newestFirst() throws Exception {
        deliver(3);
        run(r -> r.from(maildrop + "&order=newest").process(this::see));
        awaitMaildrop();
        awaitSeen("uid3", "uid2", "uid1");
    }

    @Test
    void timeouts() throws Exception {
        deliver(1);
        run(r -> r.from(maildrop + "&connectTimeout=10s&readTimeout=30s").process(this::see));
        awaitMaildrop();
        Pop3xConfiguration options = ((Pop3xEndpoint) context.getRoutes().get(0).getEndpoint()).getConfiguration();
        assertThat(options.getConnectTimeout()).isEqualTo(10_000);
        assertThat(options.getReadTimeout()).isEqualTo(30_000);
    }

    @Test
    void aMessageThatFailsIsHeldAndTheOthersGoOn() throws Exception {
        deliver(3);
        run(r -> r.from(maildrop + "&maxAttempts=3").process(this::see).process(exchange -> {
            if ("uid2".equals(exchange.getMessage().getHeader(Pop3xConstants.UID))) {
                throw new IllegalStateException("not this one");
            }
        }));
        awaitMaildrop("uid2");
        Awaitility.await().until(() -> polled().getMessagesHeld() == 1);
        awaitSeen("uid1", "uid2", "uid3", "uid2", "uid2");
    }

    @Test
    void tokensInPlaceOfAPassword() throws Exception {
        server.close();
        server = MaildropServer.builder()
                .user("joe", "secret")
                .implicitTls(TestTls.server())
                .capabilities("UIDL", "TOP", "SASL XOAUTH2")
                .start();
        nameMaildrop();
        trustOn("pop3xs");
        AtomicInteger asked = new AtomicInteger();
        context.getRegistry().bind("tokens", (AccessTokenProvider) () -> "token" + asked.incrementAndGet());
        run(r -> r.from("pop3xs:" + login + "&accessTokenProvider=#tokens").process(this::see));
        Awaitility.await().until(() -> server.commands().contains("AUTH XOAUTH2"));
        assertThat(asked).hasPositiveValue();
    }

    @Test
    void oneMessageWhenItIsAskedFor() throws Exception {
        deliver(2);
        run(r -> r.from("direct:ask").pollEnrich(maildrop, 10000).process(this::see));
        template().sendBody("direct:ask", "");
        awaitSeen("uid1");
        awaitMaildrop("uid2");
    }

    @Test
    void filedBeforeItIsDeleted() throws Exception {
        deliver("uid1", MAIL);
        context.getPropertiesComponent().addInitialProperty("archive", folder.toString());
        run(r -> r.from(maildrop + "&format=raw").to("file:{{archive}}?fileName=${header.CamelPop3xUid}.eml"));
        awaitMaildrop();
        assertThat(folder.resolve("uid1.eml")).hasBinaryContent(MAIL.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void throughAProxy() throws Exception {
        deliver(1);
        try (TestProxy proxy = TestProxy.socks5(null)) {
            context.getPropertiesComponent().addInitialProperty("proxy.port", String.valueOf(proxy.port()));
            run(r -> r.from(maildrop + "&proxyType=socks5&proxyHost=localhost&proxyPort={{proxy.port}}")
                    .process(this::see));
            awaitMaildrop();
            assertThat(proxy.requests()).isNotEmpty();
            context.stop();
        }
    }

    @Test
    void aServerWithoutUniqueIds() throws Exception {
        deliver(1);
        run(r -> r.from(maildrop + "&messageKey=content").process(this::see));
        awaitMaildrop();
    }
}
