package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A reply as it goes over the wire. Text stands for bytes, one each. */
@FunctionalInterface
interface Reply {

    Reply NOTHING = out -> {};

    void writeTo(OutputStream out) throws IOException;

    static Reply ok(String text) {
        return line("+OK " + text);
    }

    static Reply err(String text) {
        return line("-ERR " + text);
    }

    static Reply line(String text) {
        return out -> out.write((text + "\r\n").getBytes(ISO_8859_1));
    }

    /** A multi-line reply. */
    static Reply list(String text, List<String> lines) {
        return out -> {
            ok(text).writeTo(out);
            for (String line : lines) {
                line(line.startsWith(".") ? "." + line : line).writeTo(out);
            }
            line(".").writeTo(out);
        };
    }

    /**
     * A multi-line reply with the first bytes of a message: dot-stuffed where a line begins, which is after a CRLF and
     * nowhere else, and with a CRLF before the end if the message has none there.
     */
    static Reply message(String text, byte[] message, int length) {
        return out -> {
            ok(text).writeTo(out);
            int from = 0;
            for (int i = 0; i < length; i++) {
                if (message[i] == '.' && startsLine(message, i)) {
                    out.write(message, from, i - from);
                    out.write('.');
                    from = i;
                }
            }
            out.write(message, from, length - from);
            if (!startsLine(message, length)) {
                line("").writeTo(out);
            }
            line(".").writeTo(out);
        };
    }

    /** Whether what would come at this position begins a line. */
    static boolean startsLine(byte[] message, int position) {
        return position == 0 || (position >= 2 && message[position - 1] == '\n' && message[position - 2] == '\r');
    }
}
