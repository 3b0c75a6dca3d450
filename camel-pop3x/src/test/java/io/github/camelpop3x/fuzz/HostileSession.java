package io.github.camelpop3x.fuzz;

import static io.github.camelpop3x.client.model.SessionState.AUTHORIZATION;
import static io.github.camelpop3x.client.model.SessionState.BROKEN;
import static io.github.camelpop3x.client.model.SessionState.CLOSED;
import static io.github.camelpop3x.client.model.SessionState.TRANSACTION;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.Pop3Session;
import io.github.camelpop3x.client.SessionOver;
import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3Exception;
import io.github.camelpop3x.client.model.Pop3Settings;
import io.github.camelpop3x.client.model.Pop3StateException;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.model.SessionState;
import io.github.camelpop3x.client.model.TlsMode;
import io.github.camelpop3x.client.model.UpdateOutcome;
import io.github.camelpop3x.client.wire.CommandLine;
import io.github.camelpop3x.client.wire.Reply;
import io.github.camelpop3x.client.wire.WireListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One session with a {@link HostileServer}, and what must hold whatever that says: only the declared exceptions; a
 * refused command leaves the session as it was; a lost stream breaks it, and nothing is sent on it any more; a message
 * counts as retrieved only if it was sent to its end; listings stay within their bounds; no secret is shown, and
 * nothing is that a log would obey.
 */
final class HostileSession {

    /** The password. Nobody sends it by chance. */
    static final String SECRET = "5ecr3t-w\u00f6rd";

    /** The same as PLAIN sends it. */
    private static final String BASE64 = Base64.getEncoder().encodeToString(("\0joe\0" + SECRET).getBytes(UTF_8));

    /** Commands of RFC 2449's length, and answers to challenges of RFC 5034's; no bare AUTH (wire case 6). */
    private static final Pattern LINES = Pattern.compile("((?!AUTH\r)[^\r\n\\00]{0,12286}\r\n)*");

    private static final int SMALL_LINE = 512;
    private static final int SMALL_LISTING = 5;
    private static final Duration LONG = Duration.ofHours(1);

    private final HostileServer server;
    private final Pop3Settings settings;
    private final List<String> shown = new ArrayList<>();
    private @Nullable Pop3Session session;
    private boolean secretSent;

    /** The stream is lost. */
    private static final class Over extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private interface Command {
        void run(Pop3Session session) throws IOException;
    }

    /**
     * A session to be run.
     *
     * @param small whether the client's bounds are so small that the fuzzer reaches them
     */
    HostileSession(HostileServer server, TlsMode tls, boolean pipelining, boolean small) {
        this.server = server;
        Pop3Settings usual =
                Pop3Settings.of("host", 110, tls).withTimeouts(LONG, LONG).withPipelining(pipelining);
        this.settings = small ? usual.withBounds(SMALL_LINE, SMALL_LISTING) : usual;
    }

    /** What a log would have of the session: lines sent and received, and errors. */
    List<String> shown() {
        return shown;
    }

    /** As a poll does it. */
    void poll() {
        run(() -> {
            step(AUTHORIZATION, Pop3Session::capa);
            if (settings.tls() == TlsMode.REQUIRED) {
                step(AUTHORIZATION, Pop3Session::stls);
                if (server.peerCertificate() == null) {
                    return;
                }
                step(AUTHORIZATION, Pop3Session::capa);
            }
            step(AUTHORIZATION, this::logIn);
            step(TRANSACTION, Pop3Session::capa);
            List<MessageEntry> listed = new ArrayList<>();
            step(TRANSACTION, open -> listed.addAll(open.listing()));
            assertThat(listed).hasSizeLessThanOrEqualTo(settings.maxListing());
            assertThat(listed)
                    .extracting(MessageEntry::number)
                    .doesNotHaveDuplicates()
                    .allMatch(number -> number > 0);
            HostileRetrieval retrieval = new HostileRetrieval(server, listed);
            try {
                step(TRANSACTION, open -> open.retr(listed, retrieval));
                retrieval.assertAllAnswered();
            } finally {
                retrieval.assertWhole();
            }
            step(TRANSACTION, open -> assertThat(retrieval.retrieved())
                    .containsAll(open.dele(retrieval.retrieved()).keySet()));
            step(TRANSACTION, Pop3Session::noop);
        });
    }

    /** One command after the other, in clear. */
    void commands() {
        run(() -> {
            step(AUTHORIZATION, Pop3Session::capa);
            step(AUTHORIZATION, this::logIn);
            step(TRANSACTION, open -> assertThat(open.stat().messages()).isNotNegative());
            step(TRANSACTION, open -> assertThat(open.list()).hasSizeLessThanOrEqualTo(settings.maxListing()));
            step(TRANSACTION, open -> assertThat(open.list(1).number()).isEqualTo(1));
            step(TRANSACTION, open -> assertThat(open.uidl()).hasSizeLessThanOrEqualTo(settings.maxListing()));
            step(TRANSACTION, open -> assertThat(open.uidl(2).number()).isEqualTo(2));
            step(TRANSACTION, open -> {
                ByteArrayOutputStream sink = new ByteArrayOutputStream();
                assertThat(open.retr(1, sink)).isEqualTo(sink.size());
                HostileRetrieval.find(sink.toString(ISO_8859_1), server.delivered(), 0);
            });
            step(TRANSACTION, open -> {
                ByteArrayOutputStream sink = new ByteArrayOutputStream();
                assertThat(open.top(1, 0, sink)).isEqualTo(sink.size());
                HostileRetrieval.find(sink.toString(ISO_8859_1), server.delivered(), 0);
            });
            step(TRANSACTION, open -> open.dele(1));
            step(TRANSACTION, Pop3Session::rset);
            step(TRANSACTION, Pop3Session::noop);
        });
    }

    private void logIn(Pop3Session open) throws Pop3Exception {
        secretSent = true;
        SessionOver.logIn(open, settings, new Credentials("joe", SECRET));
    }

    private interface Program {
        void run() throws Over;
    }

    private void run(Program program) {
        try {
            greeted();
            program.run();
            quit();
        } catch (Over e) {
            assertNothingFollows();
        }
        assertThat(server.received()).matches(LINES);
        if (settings.tls() != TlsMode.NONE) {
            assertThat(server.receivedInClear()).matches("((CAPA|STLS|QUIT)\r\n)*");
        }
    }

    private void greeted() throws Over {
        try {
            session = SessionOver.greeted(server, settings, new Listener(), Deadline.after(LONG, "pollTimeout"));
        } catch (Pop3StreamException e) {
            tell(e);
            throw new Over();
        } catch (Pop3Exception e) {
            throw new AssertionError("a greeting isn't a refused command", e);
        }
    }

    private void step(SessionState needed, Command command) throws Over {
        Pop3Session open = session;
        if (open == null || open.state() != needed) {
            return;
        }
        try {
            command.run(open);
        } catch (Pop3CommandException e) {
            tell(e);
            if (Stream.of(e.getSuppressed()).anyMatch(Pop3StreamException.class::isInstance)) {
                // A login that was refused before the stream was lost (wire case 15).
                assertThat(open.state()).as("after " + e).isEqualTo(BROKEN);
                throw new Over();
            }
            assertThat(open.state()).as("after a refused command").isEqualTo(needed);
            assertThat(server.over()).as("the transport is over").isFalse();
        } catch (Pop3StreamException e) {
            tell(e);
            assertThat(open.state()).as("after " + e).isEqualTo(BROKEN);
            throw new Over();
        } catch (IOException e) {
            throw new AssertionError("not a declared exception", e);
        }
    }

    private void quit() throws Over {
        Pop3Session open = session;
        if (open == null) {
            return;
        }
        UpdateOutcome outcome = open.quit();
        show(outcome.detail());
        assertThat(server.over()).as("the transport is over after QUIT").isTrue();
        if (outcome.result() == UpdateOutcome.Result.UNKNOWN) {
            assertThat(open.state()).isEqualTo(BROKEN);
            throw new Over();
        }
        assertThat(open.state()).isEqualTo(CLOSED);
        assertThat(server.answer().toUpperCase(Locale.ROOT)).contains(outcome.committed() ? "+OK" : "-ERR");
    }

    /** Not sending QUIT is POP3's rollback. */
    private void assertNothingFollows() {
        assertThat(server.over()).as("the transport is over").isTrue();
        String before = server.received();
        Pop3Session open = session;
        if (open != null) {
            assertThatThrownBy(open::quit).isInstanceOf(Pop3StateException.class);
            assertThatThrownBy(open::noop).isInstanceOf(Pop3StateException.class);
            open.close();
            assertThat(open.state()).isEqualTo(BROKEN);
        }
        assertThat(server.received()).as("what was sent").isEqualTo(before);
    }

    private void tell(Exception e) {
        show(e.getClass().getSimpleName() + ": " + e.getMessage());
    }

    /** A secret may be shown until it was sent: until then the server says it by chance. */
    private void show(String text) {
        Safe.toShow(text);
        if (secretSent) {
            assertThat(text).doesNotContain(SECRET);
        }
        if (server.received().contains(BASE64)) {
            assertThat(text).doesNotContain(BASE64);
        }
        shown.add(text);
    }

    private final class Listener implements WireListener {

        @Override
        public void sent(CommandLine command) {
            String line = command.toString();
            show(line);
        }

        @Override
        public void received(Reply reply) {
            String line = reply.line();
            show(line);
        }
    }
}
