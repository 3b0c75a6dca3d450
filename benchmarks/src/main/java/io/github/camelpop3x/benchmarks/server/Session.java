package io.github.camelpop3x.benchmarks.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One client's session: command lines in, rendered replies out (RFC 1939, 2449, 5034). Believes its clients: any user
 * and password will do, and a command is told by its first letters. For one thread at a time.
 */
final class Session {

    private static final int LONGEST_LINE = 1024;
    private static final ByteBuffer OK = rendered("+OK\r\n");
    private static final ByteBuffer UNKNOWN = rendered("-ERR unknown command\r\n");
    private static final ByteBuffer NO_SUCH = rendered("-ERR no such message\r\n");
    private static final ByteBuffer CAPA =
            rendered("+OK\r\nTOP\r\nUIDL\r\nUSER\r\nSASL PLAIN\r\nPIPELINING\r\nRESP-CODES\r\n.\r\n");

    private final MaildropImage maildrop;
    private final Output output;
    private final byte[] line = new byte[LONGEST_LINE];
    private int length;
    private int commands;
    private boolean initialResponse;
    private boolean over;

    Session(MaildropImage maildrop, Output output) {
        this.maildrop = maildrop;
        this.output = output;
        output.add("+OK benchmark server ready\r\n");
    }

    private static ByteBuffer rendered(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();
    }

    /** Whether QUIT was answered. */
    boolean over() {
        return over;
    }

    /** Answers what came. Returns how many commands that were. */
    int receive(ByteBuffer octets) {
        commands = 0;
        while (octets.hasRemaining()) {
            byte octet = octets.get();
            if (octet == '\n') {
                commands++;
                answer();
                length = 0;
            } else if (octet != '\r' && length < LONGEST_LINE) {
                line[length++] = octet;
            }
        }
        return commands;
    }

    private void answer() {
        if (initialResponse) {
            initialResponse = false;
            output.add(OK);
            return;
        }
        switch (verb()) {
            case "RETR" -> {
                if (known(5)) {
                    maildrop.message().retr(number(5), output);
                }
            }
            case "TOP " -> {
                if (known(4)) {
                    maildrop.message().top(number(4), output);
                }
            }
            case "DELE" -> {
                if (known(5)) {
                    output.add(OK);
                }
            }
            case "LIST" -> list();
            case "UIDL" -> uidl();
            case "STAT" ->
                output.add("+OK " + maildrop.messages() + " " + maildrop.messages() * maildrop.size() + "\r\n");
            case "CAPA" -> output.add(CAPA);
            case "AUTH" -> authenticate();
            case "QUIT" -> {
                output.add(OK);
                over = true;
            }
            case "USER", "PASS", "NOOP", "RSET" -> output.add(OK);
            default -> output.add(UNKNOWN);
        }
    }

    private String verb() {
        char[] letters = new char[Math.min(length, 4)];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = (char) (line[i] >= 'a' && line[i] <= 'z' ? line[i] - 32 : line[i]);
        }
        return new String(letters);
    }

    private void list() {
        if (length <= 5) {
            output.add(maildrop.list());
        } else if (known(5)) {
            output.add("+OK " + number(5) + " " + maildrop.size() + "\r\n");
        }
    }

    private void uidl() {
        if (length <= 5) {
            output.add(maildrop.uidl());
        } else if (known(5)) {
            output.add("+OK " + number(5) + " " + maildrop.uid(number(5)) + "\r\n");
        }
    }

    /** AUTH PLAIN with its initial response in the line, or in the next one. */
    private void authenticate() {
        String text = new String(line, 0, length, StandardCharsets.ISO_8859_1);
        if (text.strip().split(" ").length > 2) {
            output.add(OK);
        } else {
            output.add("+ \r\n");
            initialResponse = true;
        }
    }

    private boolean known(int from) {
        int number = number(from);
        boolean known = number >= 1 && number <= maildrop.messages();
        if (!known) {
            output.add(NO_SUCH);
        }
        return known;
    }

    private int number(int from) {
        int number = 0;
        for (int i = from; i < length && line[i] >= '0' && line[i] <= '9'; i++) {
            number = number * 10 + line[i] - '0';
        }
        return number;
    }
}
