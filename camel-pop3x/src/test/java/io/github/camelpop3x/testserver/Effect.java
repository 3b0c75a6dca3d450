package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;

/**
 * What a {@link MaildropServer} does to one command instead of just executing it and replying: data, of four parts:
 * whether the command is executed, what is replied instead of the true reply, how much of that at which pace, and how
 * it ends. Immutable.
 */
public final class Effect {

    /** How it goes on after the reply. */
    enum Ending {
        GO_ON,
        CLOSE,
        CLOSE_WHEN_IDLE,
        RESET,
        STALL
    }

    static final Effect NONE = executed(Long.MAX_VALUE, Ending.GO_ON);

    private final boolean executes;
    private final Reply instead;
    private final long most;
    private final Duration perByte;
    private final Ending ending;

    private Effect(boolean executes, Reply instead, long most, Duration perByte, Ending ending) {
        this.executes = executes;
        this.instead = instead;
        this.most = most;
        this.perByte = perByte;
        this.ending = ending;
    }

    /** Closes; the command isn't executed and gets no reply. */
    public static Effect cutBefore() {
        return silent(Ending.CLOSE);
    }

    /** Executes the command and closes without a reply. */
    public static Effect cutAfterExecuting() {
        return cutInReply(0);
    }

    /** Executes the command and closes after so many bytes of the reply, or all of it if it is no longer. */
    public static Effect cutInReply(long bytes) {
        return executed(bytes, Ending.CLOSE);
    }

    /** Executes the command, replies and closes, whatever the client has still asked for. */
    public static Effect cutAfterReply() {
        return cutInReply(Long.MAX_VALUE);
    }

    /** Executes the command and replies; then, as soon as every command that has arrived is answered, closes. */
    public static Effect closeIdle() {
        return executed(Long.MAX_VALUE, Ending.CLOSE_WHEN_IDLE);
    }

    /** Never answers; the command isn't executed. The maildrop stays locked until the client closes. */
    public static Effect stall() {
        return silent(Ending.STALL);
    }

    /** Executes the command and says nothing more after so many bytes of the reply. */
    public static Effect stallInReply(long bytes) {
        return executed(bytes, Ending.STALL);
    }

    /** Resets the connection; the command isn't executed. */
    public static Effect reset() {
        return silent(Ending.RESET);
    }

    /** Answers {@code -ERR} and this text; the command isn't executed. */
    public static Effect err(String text) {
        return replied(false, Reply.err(text));
    }

    /** Executes the command and answers {@code -ERR} and this text all the same. */
    public static Effect errAfterExecuting(String text) {
        return replied(true, Reply.err(text));
    }

    /** Executes the command and says these bytes, which needn't be true or even a reply. */
    public static Effect replaceReply(byte[] bytes) {
        byte[] copy = bytes.clone();
        return replied(true, out -> out.write(copy));
    }

    /** Executes the command and replies byte by byte, a pause before each. */
    public static Effect drip(Duration perByte) {
        return new Effect(true, null, Long.MAX_VALUE, perByte, Ending.GO_ON);
    }

    /**
     * Says {@code head} once and {@code repeated} until the client closes; the command isn't executed. An endless line
     * is {@code endless("+OK\r\n", "x")}, an endless list {@code endless("+OK\r\n", "1 100\r\n")}.
     */
    public static Effect endless(String head, String repeated) {
        byte[] block = repeated.repeat(1 + 8192 / repeated.length()).getBytes(ISO_8859_1);
        return replied(false, out -> {
            out.write(head.getBytes(ISO_8859_1));
            while (true) {
                out.write(block);
            }
        });
    }

    boolean executes() {
        return executes;
    }

    /** What is said instead of this reply, or the reply. */
    Reply say(Reply reply) {
        return instead == null ? reply : instead;
    }

    /** The number of bytes of the reply that are sent at most. */
    long most() {
        return most;
    }

    Duration perByte() {
        return perByte;
    }

    Ending ending() {
        return ending;
    }

    private static Effect executed(long most, Ending ending) {
        return new Effect(true, null, most, Duration.ZERO, ending);
    }

    private static Effect silent(Ending ending) {
        return new Effect(false, Reply.NOTHING, 0, Duration.ZERO, ending);
    }

    private static Effect replied(boolean executes, Reply instead) {
        return new Effect(executes, instead, Long.MAX_VALUE, Duration.ZERO, Ending.GO_ON);
    }
}
