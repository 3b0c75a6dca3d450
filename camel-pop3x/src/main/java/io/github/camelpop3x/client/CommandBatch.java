package io.github.camelpop3x.client;

import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.client.wire.CommandLine;
import io.github.camelpop3x.client.wire.Reply;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Many commands of one kind, to be sent ahead of their replies where that is allowed.
 *
 * @param items what there is a command for
 * @param command the command of an item
 * @param expected octets of its reply as far as they are known, else 0
 * @param pipelining whether more than one may be on its way
 * @param wantsMore whether further ones are to be sent; those that were are always answered
 */
record CommandBatch<T>(
        List<T> items,
        Function<T, CommandLine> command,
        ToLongFunction<T> expected,
        boolean pipelining,
        BooleanSupplier wantsMore) {

    /** Takes the reply to one of many commands; reads its body where it has one. */
    interface ReplyTaker<T> {
        void take(T item, Reply reply) throws IOException;
    }

    /** Commands with small replies, all of which are wanted. */
    static <T> CommandBatch<T> of(List<T> items, Function<T, CommandLine> command, boolean pipelining) {
        return of(items, command, pipelining, () -> true);
    }

    /** Commands with small replies. */
    static <T> CommandBatch<T> of(
            List<T> items, Function<T, CommandLine> command, boolean pipelining, BooleanSupplier wantsMore) {
        return new CommandBatch<>(items, command, item -> 0, pipelining, wantsMore);
    }

    /** Commands for messages, whose replies are as long as the messages. */
    static CommandBatch<MessageEntry> ofMessages(
            List<MessageEntry> messages,
            Function<MessageEntry, CommandLine> command,
            boolean pipelining,
            BooleanSupplier wantsMore) {
        return new CommandBatch<>(messages, command, message -> Math.max(0, message.size()), pipelining, wantsMore);
    }

    /** The command at a place, or the last one. */
    CommandLine commandAt(int index) {
        return command.apply(items.get(Math.min(index, items.size() - 1)));
    }
}
