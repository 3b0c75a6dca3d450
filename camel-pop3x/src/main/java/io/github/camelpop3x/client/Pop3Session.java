package io.github.camelpop3x.client;

import io.github.camelpop3x.client.auth.Apop;
import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Capabilities;
import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.MaildropStatus;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.Pop3Exception;
import io.github.camelpop3x.client.model.Pop3StateException;
import io.github.camelpop3x.client.model.SessionState;
import io.github.camelpop3x.client.model.UpdateOutcome;
import io.github.camelpop3x.client.wire.CommandLine;
import io.github.camelpop3x.client.wire.ListBody;
import io.github.camelpop3x.client.wire.Listing;
import io.github.camelpop3x.client.wire.Reply;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One session with a POP3 server: its commands and its state (RFC 1939).
 *
 * <p>Lifecycle: made by {@link Pop3Client} in {@link SessionState#AUTHORIZATION} or
 * {@link SessionState#TRANSACTION}; over after {@link #quit} or {@link #close}. Each command checks the state first and
 * sends nothing where it isn't allowed ({@link Pop3StateException}).
 *
 * <p>Invariants: a {@link Pop3CommandException} leaves the session in step and usable. Any
 * {@link io.github.camelpop3x.client.model.Pop3StreamException} breaks it for good: no QUIT can follow, so the server
 * undoes every DELE. A message is only reported as retrieved when its end was seen.
 *
 * <p>One thread at a time; {@link #abort} and {@link #state} may be called by any.
 */
public final class Pop3Session implements Closeable {

    /** Capabilities or languages: ten times what the chattiest server lists. */
    private static final int MAX_LISTED = 300;

    private final Dialogue dialogue;
    private Capabilities capabilities = Capabilities.NONE;
    /** Once true, always true. */
    private boolean utf8;

    Pop3Session(Dialogue dialogue) {
        this.dialogue = dialogue;
    }

    /** The state it is in. */
    public SessionState state() {
        return dialogue.state();
    }

    /** What the server last said it can do in this state, maybe in an earlier session; else {@link Capabilities#NONE}. */
    public Capabilities capabilities() {
        return capabilities;
    }

    /** It has said so in another session. */
    void assume(Capabilities known) {
        capabilities = known;
    }

    /** The server's greeting, for logs. */
    public String greeting() {
        return dialogue.greeting().text();
    }

    /** Bounds everything from now on; replaces an earlier bound. */
    public void deadline(Deadline deadline) {
        dialogue.deadline(deadline);
    }

    /** Whether commands are sent ahead of replies. */
    public boolean pipelining() {
        return dialogue.mayPipeline() && capabilities.pipelining();
    }

    // --- AUTHORIZATION -------------------------------------------------------------------------------------------

    /** Whether the greeting allows {@link #apop} (RFC 1939, section 7). */
    public boolean offersApop() {
        return dialogue.greeting().timestamp() != null;
    }

    /**
     * USER: names the maildrop.
     *
     * @throws Pop3CommandException refused; which kind says whether it is worth trying later
     */
    public void user(String name) throws Pop3Exception {
        logIn(CommandLine.of("USER", name));
    }

    /** PASS: logs in; the session is in TRANSACTION then. Errors as for {@link #user}. */
    public void pass(String password) throws Pop3Exception {
        logIn(CommandLine.secret("PASS", password));
        dialogue.loggedIn("USER", true);
    }

    /** APOP: logs in by a digest of the greeting's timestamp, which must be there. Errors as for {@link #user}. */
    public void apop(String name, String password) throws Pop3Exception {
        dialogue.require("APOP", SessionState.AUTHORIZATION);
        String timestamp = dialogue.greeting().timestamp();
        if (timestamp == null) {
            throw new IllegalStateException("The server's greeting holds no timestamp: it doesn't offer APOP");
        }
        logIn(CommandLine.secret("APOP " + name, Apop.digest(timestamp, password)));
        dialogue.loggedIn("APOP", false);
    }

    private void logIn(CommandLine command) throws Pop3Exception {
        dialogue.require(command.verb(), SessionState.AUTHORIZATION);
        Reply reply = dialogue.exchange(command);
        if (!reply.ok()) {
            throw Refusal.ofLogin(command.toString(), reply, capabilities);
        }
    }

    /**
     * AUTH, APOP or USER and PASS: logs in by the strongest mechanism that the server's {@link #capa} and the credentials
     * have in common. Errors as for {@link #user}.
     *
     * @param mechanism {@code auto}, or the name of the only one to be used
     */
    public void authenticate(Credentials credentials, String mechanism) throws Pop3Exception {
        dialogue.require("AUTH", SessionState.AUTHORIZATION);
        new Authenticator(dialogue, capabilities, mechanism, credentials).logIn();
    }

    /**
     * UTF8: lets user names, passwords and messages be UTF-8 (RFC 6856). TLS comes before it, or not at all.
     *
     * @throws Pop3CommandException refused; nothing has changed
     */
    public void utf8() throws Pop3Exception {
        dialogue.require("UTF8", SessionState.AUTHORIZATION);
        ok(CommandLine.of("UTF8"));
        utf8 = true;
    }

    /**
     * STLS: puts the session under TLS (RFC 2595). What the server said of its capabilities before is forgotten.
     *
     * @throws Pop3CommandException refused; the session goes on without TLS
     */
    public void stls() throws Pop3Exception {
        dialogue.require("STLS", SessionState.AUTHORIZATION);
        if (utf8) {
            throw new IllegalStateException("STLS isn't allowed after UTF8 (RFC 6856, section 2)");
        }
        if (dialogue.secured()) {
            throw new IllegalStateException("The session is under TLS already");
        }
        dialogue.requireSilence();
        ok(CommandLine.of("STLS"));
        dialogue.startTls();
        capabilities = Capabilities.NONE;
    }

    // --- AUTHORIZATION and TRANSACTION ---------------------------------------------------------------------------

    /** CAPA: asks what the server can do in this state (RFC 2449). A server that doesn't know CAPA can do nothing. */
    public Capabilities capa() throws Pop3Exception {
        dialogue.require("CAPA", SessionState.AUTHORIZATION, SessionState.TRANSACTION);
        List<String> lines = new ArrayList<>();
        CommandLine capa = CommandLine.of("CAPA");
        Reply reply = dialogue.list(capa, MAX_LISTED, list -> list.forEachText(lines::add));
        if (!reply.ok() && capabilities.codeOf(reply.text()) != null) {
            // No answer to CAPA but a late one to the login: Dovecot finds out then that it can't open the maildrop.
            throw refusal(capa, reply);
        }
        capabilities = reply.ok() ? Capabilities.parse(lines) : Capabilities.NONE;
        return capabilities;
    }

    /** LANG: the languages that the server's texts can be had in, each with its tag first (RFC 6856, section 3). */
    public List<String> lang() throws Pop3Exception {
        dialogue.require("LANG", SessionState.AUTHORIZATION, SessionState.TRANSACTION);
        List<String> lines = new ArrayList<>();
        list(CommandLine.of("LANG"), MAX_LISTED, list -> list.forEachText(line -> lines.add(Reply.shown(line))));
        return lines;
    }

    /** LANG: has the server speak this language from now on, {@code *} for its own choice. */
    public void lang(String tag) throws Pop3Exception {
        dialogue.require("LANG", SessionState.AUTHORIZATION, SessionState.TRANSACTION);
        ok(CommandLine.of("LANG", tag));
    }

    /**
     * QUIT: ends the session; in TRANSACTION the server removes what DELE marked. Never throws what the server or the
     * network did: the outcome says it, and must be looked at.
     */
    public UpdateOutcome quit() {
        dialogue.require("QUIT", SessionState.AUTHORIZATION, SessionState.TRANSACTION);
        return dialogue.quit(List.of(), false, (command, reply) -> {});
    }

    /**
     * DELE for many messages and QUIT, ahead of the replies where the server offers PIPELINING. As {@link #quit} it
     * throws nothing that the server or the network did.
     *
     * @param refused gets those that the server refused to mark, with its reason
     */
    public UpdateOutcome deleteAndQuit(List<MessageEntry> messages, Map<MessageEntry, Pop3CommandException> refused) {
        dialogue.require("DELE", SessionState.TRANSACTION);
        List<CommandLine> commands =
                messages.stream().map(Pop3Session::commandToDelete).toList();
        Iterator<MessageEntry> asked = messages.iterator();
        return dialogue.quit(commands, pipelining(), (command, reply) -> {
            MessageEntry message = asked.next();
            if (!reply.ok()) {
                refused.put(message, refusal(command, reply));
            }
        });
    }

    /** STAT: number and size of the messages in the maildrop. */
    public MaildropStatus stat() throws Pop3Exception {
        CommandLine command = CommandLine.of("STAT");
        Reply reply = transact(command);
        return MaildropListing.usable(Listing.status(reply.text()), command, reply);
    }

    /** LIST: number and size of every message. */
    public List<MessageEntry> list() throws Pop3Exception {
        return listed("LIST", MaildropListing::sizes);
    }

    /** LIST n: the size of one message. */
    public MessageEntry list(int number) throws Pop3Exception {
        return listed("LIST", number, Listing::size);
    }

    /** UIDL: the unique-id of every message. */
    public List<MessageEntry> uidl() throws Pop3Exception {
        return listed("UIDL", MaildropListing::uids);
    }

    /** UIDL n: the unique-id of one message. */
    public MessageEntry uidl(int number) throws Pop3Exception {
        return listed("UIDL", number, Listing::uid);
    }

    /**
     * UIDL and LIST together: every message with unique-id and size. A size is unknown where LIST has none; the
     * unique-id is {@code null} where UIDL has none, or the server neither offers UIDL nor answers it.
     *
     * @throws Pop3CommandException UIDL is offered but refused: a passing fault
     */
    public List<MessageEntry> listing() throws Pop3Exception {
        return maildropListing().entries();
    }

    /** The same as it was said, to be compared with what is said later. Errors as for {@link #listing}. */
    public MaildropListing maildropListing() throws Pop3Exception {
        dialogue.require("UIDL", SessionState.TRANSACTION);
        return MaildropListing.read(dialogue, capabilities, pipelining());
    }

    /**
     * RETR: copies one message into a sink, octet by octet as it was sent.
     *
     * @return octets of the message
     * @throws IOException the sink's own; the rest of the message was read and the session goes on
     */
    public long retr(int number, OutputStream sink) throws IOException {
        return body(CommandLine.of("RETR", number), sink);
    }

    /** TOP: copies a message's header and the first lines of its body into a sink. Errors as {@link #retr}. */
    public long top(int number, int lines, OutputStream sink) throws IOException {
        return body(CommandLine.of("TOP", number, lines), sink);
    }

    private long body(CommandLine command, OutputStream sink) throws IOException {
        transact(command);
        BodySink body = new BodySink(sink);
        long octets = dialogue.readBody(body);
        body.rethrow();
        return octets;
    }

    /**
     * RETR for many messages, ahead of the replies where the server offers PIPELINING. A reply that spoils one message
     * spoils no other.
     *
     * @throws Pop3Exception the stream is lost; messages that the handler didn't get are still on the server
     */
    public void retr(List<MessageEntry> messages, RetrievalHandler handler) throws Pop3Exception {
        dialogue.require("RETR", SessionState.TRANSACTION);
        Function<MessageEntry, CommandLine> command = message -> CommandLine.of("RETR", message.number());
        bodies(CommandBatch.ofMessages(messages, command, pipelining(), handler::wantsMore), handler);
    }

    /** TOP for many messages, as {@link #retr(List, RetrievalHandler)}. */
    public void top(List<MessageEntry> messages, int lines, RetrievalHandler handler) throws Pop3Exception {
        dialogue.require("TOP", SessionState.TRANSACTION);
        Function<MessageEntry, CommandLine> command = message -> CommandLine.of("TOP", message.number(), lines);
        bodies(CommandBatch.of(messages, command, pipelining(), handler::wantsMore), handler);
    }

    private void bodies(CommandBatch<MessageEntry> batch, RetrievalHandler handler) throws Pop3Exception {
        dialogue.pipeline(batch, (message, reply) -> {
            if (!reply.ok()) {
                handler.refused(message, refusal(batch.command().apply(message), reply));
                return;
            }
            BodySink body = new BodySink(handler, message);
            dialogue.readBody(body);
            body.finish(handler, message);
        });
    }

    /** DELE: marks a message as deleted; it goes when QUIT is answered with {@code +OK}. */
    public void dele(int number) throws Pop3Exception {
        transact(CommandLine.of("DELE", number));
    }

    /**
     * DELE for many messages, ahead of the replies where the server offers PIPELINING.
     *
     * @return those that the server refused to mark, with its reason
     */
    public Map<MessageEntry, Pop3CommandException> dele(List<MessageEntry> messages) throws Pop3Exception {
        dialogue.require("DELE", SessionState.TRANSACTION);
        Map<MessageEntry, Pop3CommandException> refused = new LinkedHashMap<>();
        dialogue.pipeline(CommandBatch.of(messages, Pop3Session::commandToDelete, pipelining()), (message, reply) -> {
            if (!reply.ok()) {
                refused.put(message, refusal(commandToDelete(message), reply));
            }
        });
        return refused;
    }

    private static CommandLine commandToDelete(MessageEntry message) {
        return CommandLine.of("DELE", message.number());
    }

    /** RSET: unmarks what DELE marked. */
    public void rset() throws Pop3Exception {
        transact(CommandLine.of("RSET"));
    }

    /** NOOP: keeps the session alive. */
    public void noop() throws Pop3Exception {
        transact(CommandLine.of("NOOP"));
    }

    /** Closes the connection without QUIT, unless the session is over already: the server undoes every DELE. */
    @Override
    public void close() {
        dialogue.close();
    }

    /** Breaks the session at once, from any thread: a thread that is blocked in a command gets an exception. */
    public void abort() {
        dialogue.abort();
    }

    private Reply transact(CommandLine command) throws Pop3Exception {
        dialogue.require(command.verb(), SessionState.TRANSACTION);
        return ok(command);
    }

    private Reply ok(CommandLine command) throws Pop3Exception {
        Reply reply = dialogue.exchange(command);
        if (!reply.ok()) {
            throw refusal(command, reply);
        }
        return reply;
    }

    private Pop3CommandException refusal(CommandLine command, Reply reply) {
        return Refusal.of(command.toString(), reply, capabilities);
    }

    private List<MessageEntry> listed(String verb, Function<ListBody, List<MessageEntry>> parser) throws Pop3Exception {
        dialogue.require(verb, SessionState.TRANSACTION);
        List<MessageEntry> entries = new ArrayList<>();
        list(CommandLine.of(verb), dialogue.maxListing(), list -> entries.addAll(parser.apply(list)));
        return entries;
    }

    private void list(CommandLine command, int maxLines, Consumer<ListBody> taker) throws Pop3Exception {
        Reply reply = dialogue.list(command, maxLines, taker);
        if (!reply.ok()) {
            throw refusal(command, reply);
        }
    }

    private MessageEntry listed(String verb, int number, Function<String, @Nullable MessageEntry> line)
            throws Pop3Exception {
        CommandLine command = CommandLine.of(verb, number);
        Reply reply = transact(command);
        return MaildropListing.usable(MaildropListing.one(number, reply.text(), line), command, reply);
    }
}
