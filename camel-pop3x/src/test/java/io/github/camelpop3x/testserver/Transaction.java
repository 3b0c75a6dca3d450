package io.github.camelpop3x.testserver;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The TRANSACTION state: a snapshot of the maildrop, taken at login, and the marks on it. Nothing is removed before
 * {@link #update()}. Not thread-safe.
 */
final class Transaction {

    private static final Reply DAMAGED = Reply.err("[SYS/PERM] the message is damaged");
    private static final Reply NO_SUCH_MESSAGE = Reply.err("no such message");

    private final Maildrop maildrop;
    private final List<Maildrop.Message> messages;
    /** Message numbers, from 1. */
    private final BitSet deleted = new BitSet();

    Transaction(Maildrop maildrop) {
        this.maildrop = maildrop;
        messages = maildrop.messages();
    }

    Reply answer(Command command) {
        return switch (command.verb()) {
            case "STAT" -> alone(command, this::stat);
            case "LIST" ->
                listing(command, number -> Long.toString(message(number).octets()));
            case "UIDL" -> listing(command, number -> message(number).uid());
            case "RETR" -> numbered(command, this::retr);
            case "TOP" -> top(command);
            case "DELE" -> numbered(command, this::dele);
            case "RSET" -> alone(command, this::rset);
            case "NOOP" -> alone(command, () -> Reply.ok("nothing done"));
            default -> Reply.err("not a command of the TRANSACTION state");
        };
    }

    /** Removes the marked messages: the UPDATE state. */
    void update() {
        Set<Maildrop.Message> marked = new HashSet<>();
        deleted.stream().forEach(number -> marked.add(message(number)));
        maildrop.remove(marked);
    }

    private Reply stat() {
        long octets = numbers().mapToLong(number -> message(number).octets()).sum();
        return Reply.ok(numbers().count() + " " + octets);
    }

    private Reply listing(Command command, IntFunction<String> property) {
        if (command.hasArgument()) {
            return numbered(command, number -> Reply.ok(number + " " + property.apply(number)));
        }
        List<String> lines = numbers()
                .mapToObj(number -> number + " " + property.apply(number))
                .toList();
        return Reply.list(lines.size() + " messages", lines);
    }

    private Reply retr(int number) {
        if (!message(number).readable()) {
            return DAMAGED;
        }
        byte[] bytes = message(number).bytes();
        return Reply.message(message(number).octets() + " octets", bytes, bytes.length);
    }

    private Reply top(Command command) {
        if (command.arguments().length != 2 || command.number(1).isEmpty()) {
            return Reply.err("TOP takes a message number and a number of lines");
        }
        OptionalInt number = existing(command);
        if (number.isEmpty()) {
            return NO_SUCH_MESSAGE;
        }
        if (!message(number.getAsInt()).readable()) {
            return DAMAGED;
        }
        byte[] bytes = message(number.getAsInt()).bytes();
        return Reply.message(
                "top of message follows",
                bytes,
                topLength(bytes, command.number(1).getAsInt()));
    }

    private Reply dele(int number) {
        deleted.set(number);
        return Reply.ok("message " + number + " marked as deleted");
    }

    private Reply rset() {
        deleted.clear();
        return Reply.ok("no message is marked as deleted");
    }

    private static Reply alone(Command command, Supplier<Reply> action) {
        return command.hasArgument() ? Reply.err(command.verb() + " takes no argument") : action.get();
    }

    private Reply numbered(Command command, IntFunction<Reply> action) {
        if (command.arguments().length != 1) {
            return Reply.err(command.verb() + " takes a message number");
        }
        OptionalInt number = existing(command);
        return number.isPresent() ? action.apply(number.getAsInt()) : NO_SUCH_MESSAGE;
    }

    private OptionalInt existing(Command command) {
        OptionalInt number = command.number(0);
        boolean exists = number.isPresent()
                && number.getAsInt() >= 1
                && number.getAsInt() <= messages.size()
                && !deleted.get(number.getAsInt());
        return exists ? number : OptionalInt.empty();
    }

    private IntStream numbers() {
        return IntStream.rangeClosed(1, messages.size()).filter(number -> !deleted.get(number));
    }

    private Maildrop.Message message(int number) {
        return messages.get(number - 1);
    }

    /** The length of the header, the empty line and this many lines of the body. */
    private static int topLength(byte[] bytes, int lines) {
        boolean inBody = false;
        int seen = 0;
        int lineStart = 0;
        for (int end = 0; end <= bytes.length; end++) {
            if (inBody && seen == lines) {
                return lineStart;
            }
            if (end > lineStart && Reply.startsLine(bytes, end)) {
                if (inBody) {
                    seen++;
                } else {
                    inBody = end - lineStart == 2;
                }
                lineStart = end;
            }
        }
        return inBody && seen == lines ? lineStart : bytes.length;
    }
}
