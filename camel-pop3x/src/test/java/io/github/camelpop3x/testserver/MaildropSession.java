package io.github.camelpop3x.testserver;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * One connection of a {@link MaildropServer}: reads commands, lets the {@link Dialogue} execute them, writes the
 * replies, and does to each what the fault plan wants. Replies wait in the buffer while further commands are there,
 * which is all that pipelining takes. Confined to its thread; closing the connection ends it.
 */
final class MaildropSession implements Runnable {

    private final int number;
    private final ServerConnection connection;
    private final Offer offer;
    private final FaultPlan faults;
    private final long cutAt;
    private final SessionLog log;
    private final Dialogue dialogue;
    private final Map<String, Integer> verbs = new HashMap<>();
    /** Where in the output each reply ends that the client may still be waiting for. */
    private final Queue<Long> replyEnds = new ArrayDeque<>();

    private int commands;
    private boolean closesWhenIdle;

    MaildropSession(
            int number, ServerConnection connection, Offer offer, FaultPlan faults, long cutAt, SessionLog log) {
        this.number = number;
        this.connection = connection;
        this.offer = offer;
        this.faults = faults;
        this.cutAt = cutAt;
        this.log = log;
        dialogue = new Dialogue(offer, number);
    }

    @Override
    public void run() {
        try (connection) {
            if (offer.implicitTls() != null) {
                connection.startTls(offer.implicitTls());
            }
            end(converse());
        } catch (IOException gone) {
            // The client has gone, or the server was closed: to this session it is the same.
        } finally {
            dialogue.abandon();
        }
    }

    private Effect.Ending converse() throws IOException {
        Effect.Ending ending = perform(effect(FaultPlan.GREETING, 1), dialogue::greeting);
        while (ending == Effect.Ending.GO_ON && !dialogue.isOver()) {
            if (connection.commands().completeLinesArrived() == 0) {
                connection.out().flush();
                if (closesWhenIdle) {
                    return Effect.Ending.CLOSE_WHEN_IDLE;
                }
            }
            String line = connection.commands().readLine();
            if (line == null) {
                throw new EOFException("the client has closed");
            }
            ending = take(line);
        }
        return ending;
    }

    private Effect.Ending take(String line) throws IOException {
        log.command(number, line);
        log.outstanding(outstanding());
        boolean wasLoggedIn = dialogue.isLoggedIn();
        Effect.Ending ending = dialogue.awaitsResponse()
                ? perform(Effect.NONE, () -> dialogue.respond(line))
                : take(Command.parse(line));
        replyEnds.add(connection.out().count());
        if (dialogue.isLoggedIn() && !wasLoggedIn) {
            log.login();
        }
        if (dialogue.tlsIsDue() && ending == Effect.Ending.GO_ON) {
            connection.startTls(offer.stls());
            dialogue.tlsStands();
        }
        return ending;
    }

    private Effect.Ending take(Command command) throws IOException {
        commands++;
        int nth = verbs.merge(command.verb(), 1, Integer::sum);
        Effect.Ending ending = perform(effect(command.verb(), nth), () -> dialogue.answer(command));
        if (ending == Effect.Ending.CLOSE_WHEN_IDLE) {
            closesWhenIdle = true;
            return Effect.Ending.GO_ON;
        }
        return ending;
    }

    private Effect effect(String verb, int nth) {
        return faults.effect(number, verb, nth, commands).orElse(Effect.NONE);
    }

    private Effect.Ending perform(Effect effect, Supplier<Reply> execution) throws IOException {
        Reply reply = effect.say(effect.executes() ? execution.get() : Reply.NOTHING);
        WireOutput out = connection.out();
        out.limitAt(effect.most() < cutAt - out.count() ? out.count() + effect.most() : cutAt);
        if (!effect.perByte().isZero()) {
            out.drip(effect.perByte());
        }
        try {
            reply.writeTo(out);
        } catch (WireOutput.LimitReached limit) {
            if (out.count() == cutAt) {
                return Effect.Ending.CLOSE;
            }
        }
        out.pieces(0);
        return effect.ending();
    }

    private void end(Effect.Ending ending) throws IOException {
        if (ending == Effect.Ending.STALL) {
            connection.out().flush();
        } else {
            // Before the client can see the end: it may come again at once, and must find the maildrop unlocked.
            dialogue.abandon();
        }
        switch (ending) {
            case GO_ON, CLOSE_WHEN_IDLE -> connection.shutdown();
            case CLOSE -> connection.cut();
            case RESET -> connection.reset();
            case STALL -> {}
        }
        connection.drain(line -> log.command(number, line));
    }

    /** The commands that the client has sent, this one included, without having been sent the reply. */
    private int outstanding() throws IOException {
        while (!replyEnds.isEmpty() && replyEnds.peek() <= connection.out().flushed()) {
            replyEnds.remove();
        }
        return replyEnds.size() + 1 + connection.commands().completeLinesArrived();
    }
}
