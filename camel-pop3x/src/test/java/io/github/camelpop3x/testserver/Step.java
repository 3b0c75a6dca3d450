package io.github.camelpop3x.testserver;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/** One step of a {@link Script}: data, played by {@link ScriptPlayer}. */
sealed interface Step {

    /** The server says this text, one byte a character. */
    record Send(String text) implements Step {}

    /** The server says this text slowly. A client may give up on it. */
    record Drip(String text, Duration perByte) implements Step {}

    /** The client's next line. */
    record Expect(String what, Predicate<String> matches) implements Step {}

    /** Both shake hands. */
    record StartTls(SSLContext context) implements Step {}

    /** What ends a connection; always its last step, and nothing the client says afterwards is in the script. */
    enum End implements Step {
        CLOSE,
        RESET,
        STALL,
        EXPECT_CLOSE
    }

    /** One connection: its steps, the last of which is an {@link End}, and the byte at which it is cut. */
    record Connection(List<Step> steps, long cutAfter) {}
}
